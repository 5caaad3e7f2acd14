use leptos::prelude::*;

use crate::{
    admin::failure::field_error,
    components::{Button, ButtonKind, Choice, Field, LinkButton, QuestionForm, SelectField},
    domain::{
        admin::{LastLogin, PeopleAsked, PersonState},
        user::{Plan, Role},
    },
    error::Error,
};

/// Where the list is.
pub(super) const PEOPLE: &str = "/admin/people";
/// What the list's address says of somebody who has just been purged by a form without a script.
pub(super) const PURGED: &str = "purged";

/// The form that narrows the list. It only asks, so its answer is an address that can be kept.
#[component]
pub(super) fn Filters(asked: PeopleAsked, error: Option<Error>) -> impl IntoView {
    let wrong = move |field: &str, label: &str| field_error(error.as_ref(), field, label);
    let clear = asked.narrows().then(|| {
        view! { <LinkButton href=PEOPLE kind=ButtonKind::Quiet>"Clear filters"</LinkButton> }
    });
    view! {
        <QuestionForm action=PEOPLE>
            <Field
                id="q" label="Search" kind="search" value=asked.q optional=true
                hint="Beginnings of a name, an address or a Clerk id."
            />
            <SelectField
                id="role" label="Role" selected=asked.role error=wrong("role", "The role")
                choices=Choice::any_or(Role::ALL.map(|it| Choice::new(it.name(), it.label())))
            />
            <SelectField
                id="plan" label="Plan" selected=asked.plan error=wrong("plan", "The plan")
                choices=Choice::any_or(Plan::ALL.map(|it| Choice::new(it.name(), it.label())))
            />
            <SelectField
                id="state" label="State" selected=asked.state error=wrong("state", "The state")
                choices=Choice::any_or(PersonState::ALL.map(|it| Choice::new(it.name(), it.label())))
            />
            <SelectField
                id="login" label="Last sign-in" selected=asked.login error=wrong("login", "The last sign-in")
                choices=Choice::any_or(LastLogin::ALL.map(|it| Choice::new(it.name(), it.label())))
            />
            {[("sort", asked.sort), ("dir", asked.dir)]
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
                .collect_view()}
            <div class="filters__actions">
                <Button kind=ButtonKind::Plain submit=true>"Show people"</Button>
                {clear}
            </div>
        </QuestionForm>
    }
    .into_any()
}
