use leptos::{form::ActionForm, prelude::*};

use super::actions::{ChangePlan, ChangeRole};
use crate::{
    components::{Button, ButtonKind, Choice, Field, Notice, SelectField, Tone, use_toasts},
    domain::{
        admin::{Person, PersonState, REASON_MAX},
        user::{Plan, Role, UserId},
    },
    error::{Error, Refusal},
};

/// Gives a role.
#[component]
pub(super) fn RoleForm(
    id: UserId,
    role: Role,
    state: PersonState,
    is_own: bool,
    action: ServerAction<ChangeRole>,
) -> impl IntoView {
    let failure = Signal::derive(move || action.value().get().and_then(Result::err));
    tell(action.value().into(), |person| {
        format!(
            "{} is now {}",
            person.name,
            person.role.label().to_lowercase()
        )
    });
    let hindrance = match (is_own, state) {
        (true, _) => Some("This is your own account. Another administrator can change its role."),
        (false, PersonState::Active) => None,
        (false, _) => Some("Only active people can be given a role."),
    };
    let form = hindrance.is_none().then(|| {
        view! {
            <ActionForm action=action attr:class="stack" attr:novalidate=true>
                <Failure failure=failure title="The role was not changed"/>
                <input type="hidden" name="id" value=id.0.to_string()/>
                <SelectField
                    id="new-role" name="role" label="Role" selected=role.name()
                    choices=Role::ALL.map(|it| Choice::new(it.name(), it.label())).to_vec()
                />
                <ReasonField id="role-reason" failure=failure/>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Change role"</Button>
                </div>
            </ActionForm>
        }
    });
    view! {
        <section class="panel" aria-labelledby="role-title">
            <h2 class="panel__title" id="role-title">"Role"</h2>
            {hindrance.map(|text| view! { <p class="muted">{text}</p> })}
            {form}
        </section>
    }
    .into_any()
}

/// Gives a plan.
#[component]
pub(super) fn PlanForm(id: UserId, plan: Plan, action: ServerAction<ChangePlan>) -> impl IntoView {
    let failure = Signal::derive(move || action.value().get().and_then(Result::err));
    tell(action.value().into(), |person| {
        format!("{} now has the plan {}", person.name, person.plan.label())
    });
    view! {
        <section class="panel" aria-labelledby="plan-title">
            <h2 class="panel__title" id="plan-title">"Plan"</h2>
            <ActionForm action=action attr:class="stack" attr:novalidate=true>
                <Failure failure=failure title="The plan was not changed"/>
                <input type="hidden" name="id" value=id.0.to_string()/>
                <SelectField
                    id="new-plan" name="plan" label="Plan" selected=plan.name()
                    choices=Plan::ALL.map(|it| Choice::new(it.name(), it.label())).to_vec()
                />
                <ReasonField id="plan-reason" failure=failure/>
                <div class="form-actions">
                    <Button kind=ButtonKind::Plain submit=true busy=action.pending()>"Change plan"</Button>
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}

/// Says in a toast what was done.
fn tell(value: Signal<Option<Result<Person, Error>>>, what: fn(&Person) -> String) {
    let toasts = use_toasts();
    Effect::new(move || {
        if let Some(Ok(person)) = value.get() {
            toasts.done(what(&person));
        }
    });
}

/// Why an act was not carried out, and what to do about it.
#[component]
fn Failure(failure: Signal<Option<Error>>, title: &'static str) -> impl IntoView {
    move || {
        failure.get().map(|error| {
            let text = match &error {
                Error::Invalid(_) => "Have another look at what is marked.".to_owned(),
                Error::Forbidden(Refusal::Reverification) => {
                    "Prove again who you are: sign out, sign in, and do this within ten minutes."
                        .to_owned()
                }
                other => other.to_string(),
            };
            view! { <Notice tone=Tone::Bad title=title>{text}</Notice> }
        })
    }
}

/// Why somebody does what they do.
#[component]
fn ReasonField(id: &'static str, failure: Signal<Option<Error>>) -> impl IntoView {
    let error = MaybeProp::derive(move || {
        let error = failure.get()?;
        Some(format!("The reason {}.", error.reason_for("reason")?))
    });
    view! {
        <Field
            id=id name="reason" label="Reason" hint="Goes into the audit log."
            error=error max_length=REASON_MAX
        />
    }
}
