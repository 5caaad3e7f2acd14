use leptos::prelude::*;
use time::OffsetDateTime;

use crate::{
    components::Moment,
    domain::admin::{AuditEntry, Who, kind_label},
};

/// Events: a table on wide screens, cards on phones.
#[component]
pub(in crate::admin) fn AuditEntries(
    entries: Vec<AuditEntry>,
    as_of: OffsetDateTime,
) -> impl IntoView {
    if entries.is_empty() {
        return view! { <p class="muted">"Nothing yet."</p> }.into_any();
    }
    let rows = entries
        .into_iter()
        .map(|entry| view! { <Row entry=entry as_of=as_of/> })
        .collect_view();
    view! {
        <div class="table-frame">
            <table class="table table--stacked" role="table">
                <caption class="visually-hidden">"Events, the newest first"</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">"When"</th>
                        <th scope="col" role="columnheader">"What"</th>
                        <th scope="col" role="columnheader">"By"</th>
                        <th scope="col" role="columnheader">"To"</th>
                        <th scope="col" role="columnheader">"Details"</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(entry: AuditEntry, as_of: OffsetDateTime) -> impl IntoView {
    let details = entry
        .circumstances()
        .into_iter()
        .map(|(name, text)| view! { <span class="circumstance"><span class="muted">{name}</span> " " {text}</span> })
        .collect_view();
    view! {
        <tr role="row">
            <td role="cell" class="cell--quiet"><Moment at=entry.at as_of=as_of/></td>
            <th scope="row" role="rowheader" class="cell--kind">{kind_label(&entry.kind)}</th>
            <td role="cell" data-label="By"><Someone who=entry.actor/></td>
            <td role="cell" data-label="To"><Someone who=entry.subject/></td>
            <td role="cell" class="cell--details">{details}</td>
        </tr>
    }
    .into_any()
}

/// Somebody, with the way to their page; who was purged has none.
#[component]
fn Someone(who: Option<Who>) -> impl IntoView {
    match who {
        None => view! { <span class="muted">"—"</span> }.into_any(),
        Some(Who { id, name: None }) => {
            view! { <span class="muted">{format!("person {}", id.0)}</span> }.into_any()
        }
        Some(Who {
            id,
            name: Some(name),
        }) => view! {
            <a class="wrap-anywhere" href=format!("/admin/people/{}", id.0) rel="external">{name}</a>
        }
        .into_any(),
    }
}
