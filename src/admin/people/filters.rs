use leptos::prelude::*;
use leptos_router::components::Form;

use crate::{
    components::{Button, ButtonKind, Choice, Field, LinkButton, SelectField},
    domain::{
        admin::{LastLogin, PeopleAsked, PersonState},
        user::{Plan, Role},
    },
    error::Error,
};

/// Where the list is.
pub(super) const PEOPLE: &str = "/admin/people";

/// The form that narrows the list. It only asks, so its answer is an address that can be kept.
#[component]
pub(super) fn Filters(asked: PeopleAsked, error: Option<Error>) -> impl IntoView {
    let wrong = move |field: &str, label: &str| {
        error
            .as_ref()
            .and_then(|error| error.reason_for(field))
            .map(|reason| format!("{label} {reason}."))
    };
    let clear = asked.narrows().then(|| {
        view! { <LinkButton href=PEOPLE kind=ButtonKind::Quiet>"Clear filters"</LinkButton> }
    });
    view! {
        <Form method="GET" action=PEOPLE attr:class="filters" attr:role="search">
            <Field
                id="q" label="Search" kind="search" value=asked.q optional=true
                hint="Beginnings of a name, an address or a Clerk id."
            />
            <SelectField
                id="role" label="Role" selected=asked.role error=wrong("role", "The role")
                choices=any_or(Role::ALL.map(|it| Choice::new(it.name(), it.label())))
            />
            <SelectField
                id="plan" label="Plan" selected=asked.plan error=wrong("plan", "The plan")
                choices=any_or(Plan::ALL.map(|it| Choice::new(it.name(), it.label())))
            />
            <SelectField
                id="state" label="State" selected=asked.state error=wrong("state", "The state")
                choices=any_or(PersonState::ALL.map(|it| Choice::new(it.name(), it.label())))
            />
            <SelectField
                id="login" label="Last sign-in" selected=asked.login error=wrong("login", "The last sign-in")
                choices=any_or(LastLogin::ALL.map(|it| Choice::new(it.name(), it.label())))
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
        </Form>
    }
    .into_any()
}

fn any_or<const N: usize>(all: [Choice; N]) -> Vec<Choice> {
    std::iter::once(Choice::new("", "Any")).chain(all).collect()
}
