use leptos::{form::ActionForm, html::Form, prelude::*};

use super::actions::{ChangePlan, ChangeRole};
use crate::{
    admin::failure::{Failure, ReasonField, failure_of, kept},
    components::{Button, ButtonKind, Choice, SelectField},
    domain::{
        admin::PersonState,
        user::{Plan, Role, UserId},
    },
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
    let failure = failure_of(action.value());
    let form_node = NodeRef::<Form>::new();
    let hindrance = match (is_own, state) {
        (true, _) => Some("This is your own account. Another administrator can change its role."),
        (false, PersonState::Active) => None,
        (false, _) => Some("Only active people can be given a role."),
    };
    let form = hindrance.is_none().then(|| {
        let chosen = kept(action, "role").unwrap_or_else(|| role.name().to_owned());
        view! {
            <ActionForm action=action node_ref=form_node attr:class="stack" attr:novalidate=true>
                <Failure failure=failure title="The role was not changed" form=form_node/>
                <input type="hidden" name="id" value=id.0.to_string()/>
                <input type="hidden" name="seen" value=role.name()/>
                <SelectField
                    id="new-role" name="role" label="Role" selected=chosen
                    choices=Role::ALL.map(|it| Choice::new(it.name(), it.label())).to_vec()
                />
                <ReasonField id="role-reason" failure=failure value=kept(action, "reason")/>
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
    let failure = failure_of(action.value());
    let form_node = NodeRef::<Form>::new();
    let chosen = kept(action, "plan").unwrap_or_else(|| plan.name().to_owned());
    view! {
        <section class="panel" aria-labelledby="plan-title">
            <h2 class="panel__title" id="plan-title">"Plan"</h2>
            <ActionForm action=action node_ref=form_node attr:class="stack" attr:novalidate=true>
                <Failure failure=failure title="The plan was not changed" form=form_node/>
                <input type="hidden" name="id" value=id.0.to_string()/>
                <input type="hidden" name="seen" value=plan.name()/>
                <SelectField
                    id="new-plan" name="plan" label="Plan" selected=chosen
                    choices=Plan::ALL.map(|it| Choice::new(it.name(), it.label())).to_vec()
                />
                <ReasonField id="plan-reason" failure=failure value=kept(action, "reason")/>
                <div class="form-actions">
                    <Button kind=ButtonKind::Plain submit=true busy=action.pending()>"Change plan"</Button>
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}
