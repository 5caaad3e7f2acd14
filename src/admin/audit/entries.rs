use leptos::prelude::*;
use time::OffsetDateTime;

use crate::{
    components::{Column, Moment, Table},
    domain::admin::{AuditEntry, Who, kind_label},
};

const COLUMNS: [Column; 5] = [
    Column::Words("When"),
    Column::Words("What"),
    Column::Words("By"),
    Column::Words("To"),
    Column::Words("Details"),
];

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
        <Table look="table--stacked" caption="Events, the newest first" columns=COLUMNS>
            {rows}
        </Table>
    }
    .into_any()
}

#[component]
fn Row(entry: AuditEntry, as_of: OffsetDateTime) -> impl IntoView {
    let details = entry
        .circumstances()
        .into_iter()
        .map(|(name, text)| {
            let text = if is_id(&name) {
                view! { <code>{text}</code> }.into_any()
            } else {
                text.into_any()
            };
            view! { <span class="circumstance"><span class="muted">{name}</span> " " {text}</span> }
        })
        .collect_view();
    let by = entry.actor.is_none().then_some("cell--none");
    let to = entry.subject.is_none().then_some("cell--none");
    view! {
        <tr role="row">
            <td role="cell" class="cell--quiet"><Moment at=entry.at as_of=as_of/></td>
            <th scope="row" role="rowheader" class="cell--kind">{kind_label(&entry.kind)}</th>
            <td role="cell" class=by data-label="By"><Someone who=entry.actor/></td>
            <td role="cell" class=to data-label="To"><Someone who=entry.subject/></td>
            <td role="cell" class="cell--details">{details}</td>
        </tr>
    }
    .into_any()
}

/// Whether a circumstance of this name is there to be copied rather than read.
fn is_id(name: &str) -> bool {
    name == "kid" || name == "id" || name.ends_with(" id")
}

/// Somebody, with the way to their page; who was purged has none.
#[component]
fn Someone(who: Option<Who>) -> impl IntoView {
    match who {
        None => view! { <span class="muted">"–"</span> }.into_any(),
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
