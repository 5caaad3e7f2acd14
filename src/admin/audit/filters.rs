use leptos::prelude::*;

use super::AUDIT;
use crate::{
    admin::failure::field_error,
    components::{Button, ButtonKind, Choice, Field, LinkButton, QuestionForm, SelectField},
    domain::{
        admin::{AuditAsked, kind_label},
        audit::AuditKind,
    },
    error::Error,
};

/// The form that narrows the log. It only asks, so its answer is an address that can be kept.
#[component]
pub(super) fn Filters(asked: AuditAsked, error: Option<Error>) -> impl IntoView {
    let wrong = move |field: &str, label: &str| field_error(error.as_ref(), field, label);
    let clear = asked.narrows().then(|| {
        view! { <LinkButton href=AUDIT kind=ButtonKind::Quiet>"Clear filters"</LinkButton> }
    });
    let kinds = Choice::any_or(
        AuditKind::ALL
            .iter()
            .map(|kind| Choice::new(kind.name(), kind_label(kind.name()))),
    );
    view! {
        <QuestionForm action=AUDIT class="filters filters--audit">
            <SelectField
                id="kind" label="What" selected=asked.kind choices=kinds error=wrong("kind", "This")
            />
            <Field
                id="user" label="Person's number" value=asked.user optional=true
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
        </QuestionForm>
    }
    .into_any()
}
