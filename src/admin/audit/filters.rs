use leptos::prelude::*;
use leptos_router::components::Form;

use super::AUDIT;
use crate::{
    components::{Button, ButtonKind, Choice, Field, LinkButton, SelectField},
    domain::{
        admin::{AuditAsked, kind_label},
        audit::AuditKind,
    },
    error::Error,
};

/// The form that narrows the log. It only asks, so its answer is an address that can be kept.
#[component]
pub(super) fn Filters(asked: AuditAsked, error: Option<Error>) -> impl IntoView {
    let wrong = move |field: &str, label: &str| {
        error
            .as_ref()
            .and_then(|error| error.reason_for(field))
            .map(|reason| format!("{label} {reason}."))
    };
    let clear = asked.narrows().then(|| {
        view! { <LinkButton href=AUDIT kind=ButtonKind::Quiet>"Clear filters"</LinkButton> }
    });
    let kinds = std::iter::once(Choice::new("", "Any"))
        .chain(
            AuditKind::ALL
                .iter()
                .map(|kind| Choice::new(kind.name(), kind_label(kind.name()))),
        )
        .collect::<Vec<_>>();
    view! {
        <Form method="GET" action=AUDIT attr:class="filters filters--audit" attr:role="search">
            <SelectField
                id="kind" label="What" selected=asked.kind choices=kinds error=wrong("kind", "This")
            />
            <Field
                id="user" label="Person’s number" value=asked.user optional=true
                error=wrong("user", "This")
            />
            <Field
                id="from" label="From" kind="date" value=asked.from optional=true
                error=wrong("from", "This")
            />
            <Field
                id="to" label="To" kind="date" value=asked.to optional=true error=wrong("to", "This")
            />
            <div class="filters__actions">
                <Button kind=ButtonKind::Plain submit=true>"Show events"</Button>
                {clear}
            </div>
        </Form>
    }
    .into_any()
}
