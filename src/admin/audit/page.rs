use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

use super::{
    AUDIT,
    actions::{AuditFound, find_audit},
    chain::Chain,
    entries::AuditEntries,
    filters::Filters,
};
use crate::{
    admin::not_listed::NotListed,
    components::{EmptyState, LinkButton, ListSkeleton, PageHeader, Paging},
    domain::admin::AuditAsked,
    error::Error,
};

/// Who did what to whom.
#[component]
pub fn AuditPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(asked));
    let data = Resource::new(move || asked.get(), find_audit);
    view! {
        <Title text="Audit log"/>
        <div class="page">
            <PageHeader title="Audit log" lead="Who did what to whom. Rows are added, and never changed."/>
            <div class="stack">
                <Transition fallback=|| view! { <ListSkeleton label="Loading events"/> }>
                    <div class="stack">
                        {move || data.get().map(|outcome| {
                            let asked = asked.get_untracked();
                            let error = outcome.as_ref().err().cloned();
                            view! {
                                <Filters asked=asked.clone() error=error/>
                                <Found asked=asked outcome=outcome/>
                            }
                        })}
                    </div>
                </Transition>
                <Chain/>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Found(asked: AuditAsked, outcome: Result<AuditFound, Error>) -> impl IntoView {
    match outcome {
        Err(error) => view! {
            <NotListed
                error=error
                unknown="This part of the log cannot be shown"
                failed="The log could not be loaded"
            />
        }
        .into_any(),
        Ok(found) if found.page.items.is_empty() => view! {
            <EmptyState title="Nothing like that happened" text="No event matches what you asked for.">
                <LinkButton href=AUDIT>"Show everything"</LinkButton>
            </EmptyState>
        }
        .into_any(),
        Ok(AuditFound { page, as_of }) => {
            let at = |cursor: String| {
                let asked = AuditAsked {
                    cursor,
                    ..asked.clone()
                };
                asked.href(AUDIT)
            };
            let first = (!asked.cursor.is_empty()).then(|| at(String::new()));
            let next = page.next_cursor.map(at);
            view! {
                <Exports asked=asked/>
                <AuditEntries entries=page.items as_of=as_of/>
                <Paging label="Pages of events" first=first next=next/>
            }
            .into_any()
        }
    }
}

/// The same events, to take along.
#[component]
fn Exports(asked: AuditAsked) -> impl IntoView {
    let asked = AuditAsked {
        cursor: String::new(),
        limit: String::new(),
        ..asked
    };
    let csv = asked.href("/api/v1/admin/audit/export.csv");
    let json = asked.href("/api/v1/admin/audit/export.json");
    view! {
        <p class="cluster small">
            <span class="muted">"All events like these, as a file:"</span>
            <a href=csv rel="external" download="audit.csv">"CSV"</a>
            <a href=json rel="external" download="audit.json">"JSON"</a>
        </p>
    }
}

/// The question that an address holds.
fn asked(query: &ParamsMap) -> AuditAsked {
    let text = |name: &str| query.get(name).unwrap_or_default();
    AuditAsked {
        kind: text("kind"),
        user: text("user"),
        from: text("from"),
        to: text("to"),
        cursor: text("cursor"),
        limit: text("limit"),
    }
}
