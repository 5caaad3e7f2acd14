use leptos::{form::ActionForm, html::Form, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    acts::{ChangeStanding, PurgePerson},
    filters::PEOPLE,
};
use crate::{
    admin::failure::{Failure, ReasonField, failure_of, field_error, kept},
    components::{Button, ButtonKind, Choice, Field, SelectField, exact_time, use_toasts},
    domain::admin::{PersonRecord, PersonState, StandingAct, purge_phrase},
};

/// What nobody does to themselves.
const OWN: &str = "This is your own account. Another administrator can do this.";

/// Keeps somebody out, or lets them in again.
#[component]
pub(super) fn StandingForm(
    record: PersonRecord,
    is_own: bool,
    action: ServerAction<ChangeStanding>,
) -> impl IntoView {
    let failure = failure_of(action.value());
    let form_node = NodeRef::<Form>::new();
    let acts = StandingAct::open_to(&record);
    let hindrance = match (is_own, acts.is_empty()) {
        (true, _) => Some(OWN),
        (false, true) => Some("The deletion is final: what could have been put back is erased."),
        (false, false) => None,
    };
    let until = record.restorable_until.map(|until| {
        let text = format!(
            "Their name and address are held back until {}.",
            exact_time(until)
        );
        view! { <p class="muted small">{text}</p> }
    });
    let id = record.person.id;
    let form = hindrance.is_none().then(|| {
        let first = acts.first().map_or("", |act| act.name());
        let chosen = kept(action, "act").unwrap_or_else(|| first.to_owned());
        let choices = acts
            .iter()
            .map(|act| Choice::new(act.name(), act.label()))
            .collect::<Vec<_>>();
        view! {
            <ActionForm action=action node_ref=form_node attr:class="stack" attr:novalidate=true>
                <Failure failure=failure title="Nothing was changed" form=form_node/>
                <input type="hidden" name="id" value=id.0.to_string()/>
                <SelectField id="act" label="What to do" selected=chosen choices=choices/>
                <ReasonField id="act-reason" failure=failure value=kept(action, "reason")/>
                <div class="form-actions">
                    <Button kind=ButtonKind::Plain submit=true busy=action.pending()>"Change access"</Button>
                </div>
            </ActionForm>
        }
    });
    view! {
        <section class="panel" aria-labelledby="access-title">
            <h2 class="panel__title" id="access-title">"Access"</h2>
            {hindrance.map(|text| view! { <p class="muted">{text}</p> })}
            {until}
            {form}
        </section>
    }
    .into_any()
}

/// Deletes somebody for good.
#[component]
pub(super) fn PurgeForm(
    record: PersonRecord,
    is_own: bool,
    action: ServerAction<PurgePerson>,
) -> impl IntoView {
    let failure = failure_of(action.value());
    let form_node = NodeRef::<Form>::new();
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(person)) = action.value().get() {
            toasts.done(format!("Person {} is gone for good", person.id.0));
            navigate(PEOPLE, NavigateOptions::default());
        }
    });
    let id = record.person.id;
    let phrase = purge_phrase(id);
    let wrong =
        MaybeProp::derive(move || field_error(failure.get().as_ref(), "confirmation", "This"));
    let hindrance = match (is_own, record.person.state) {
        (true, _) => Some(OWN),
        (false, PersonState::Active) => {
            Some("Only people who are kept out can be purged. Deactivate them first.")
        }
        (false, _) => None,
    };
    let what = hindrance.unwrap_or(
        "Deletes them and all that is theirs, here and at Clerk, for good. What they did stays in the \
         audit log, by their number.",
    );
    let form = hindrance.is_none().then(|| {
        view! {
            <ActionForm action=action node_ref=form_node attr:class="stack" attr:novalidate=true>
                <Failure failure=failure title="Nothing was deleted" form=form_node/>
                <input type="hidden" name="id" value=id.0.to_string()/>
                <Field id="confirmation" label=format!("Type “{phrase}”") error=wrong max_length=40/>
                <ReasonField id="purge-reason" failure=failure value=kept(action, "reason")/>
                <div class="form-actions">
                    <Button kind=ButtonKind::Danger submit=true busy=action.pending()>"Purge person"</Button>
                </div>
            </ActionForm>
        }
    });
    view! {
        <section class="panel" aria-labelledby="purge-title">
            <h2 class="panel__title" id="purge-title">"Purge"</h2>
            <p class="muted">{what}</p>
            {form}
        </section>
    }
    .into_any()
}
