use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::{
    actions::{ChangePlan, ChangeRole, PersonFound, get_person},
    filters::PEOPLE,
    standing::{PlanForm, RoleForm},
    table::{Moment, RoleBadge, StateBadge},
};
use crate::{
    components::{Avatar, ErrorState, LinkButton, ListSkeleton, PageHeader},
    domain::{admin::Person, user::UserId},
    error::Error,
};

/// One person: who they are, and what an administrator may do about it.
#[component]
pub fn PersonPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")?.parse().ok().map(UserId)));
    let role = ServerAction::<ChangeRole>::new();
    let plan = ServerAction::<ChangePlan>::new();
    let data = Resource::new(
        move || (id.get(), role.version().get(), plan.version().get()),
        |(id, ..)| async move {
            match id {
                Some(id) => get_person(id).await,
                None => Err(Error::NotFound),
            }
        },
    );
    view! {
        <div class="page">
            <Transition fallback=|| view! { <ListSkeleton label="Loading the person"/> }>
                {move || data.get().map(|outcome| match outcome {
                    Ok(found) => view! { <Known found=found role=role plan=plan/> }.into_any(),
                    Err(error) => view! { <Unknown error=error/> }.into_any(),
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Unknown(error: Error) -> impl IntoView {
    let title = if error == Error::NotFound {
        "Nobody has this number"
    } else {
        "The person could not be loaded"
    };
    view! {
        <Title text=title/>
        <PageHeader title=title/>
        <ErrorState title="Not shown" message=error.to_string()>
            <LinkButton href=PEOPLE>"All people"</LinkButton>
        </ErrorState>
    }
    .into_any()
}

#[component]
fn Known(
    found: PersonFound,
    role: ServerAction<ChangeRole>,
    plan: ServerAction<ChangePlan>,
) -> impl IntoView {
    let PersonFound {
        person,
        is_own,
        as_of,
    } = found;
    let role_form = view! {
        <RoleForm id=person.id role=person.role state=person.state is_own=is_own action=role/>
    };
    let plan_form = view! { <PlanForm id=person.id plan=person.plan action=plan/> };
    let (name, picture) = (person.name.clone(), person.avatar_url.clone());
    let lead = person
        .email
        .clone()
        .unwrap_or_else(|| "No address known.".to_owned());
    view! {
        <Title text=name.clone()/>
        <PageHeader title=name.clone() lead=lead>
            <Avatar name=name url=picture large=true/>
        </PageHeader>
        <div class="stack">
            <section class="panel" aria-labelledby="identity">
                <h2 class="panel__title" id="identity">"Identity"</h2>
                <Identity person=person as_of=as_of/>
            </section>
            <div class="columns">{role_form} {plan_form}</div>
        </div>
    }
    .into_any()
}

#[component]
fn Identity(person: Person, as_of: time::OffsetDateTime) -> impl IntoView {
    let last_login = match person.last_login_at {
        Some(at) => view! { <Moment at=at as_of=as_of/> }.into_any(),
        None => "never".into_any(),
    };
    view! {
        <dl class="facts">
            <dt>"State"</dt>
            <dd><StateBadge state=person.state/></dd>
            <dt>"Role"</dt>
            <dd><RoleBadge role=person.role/></dd>
            <dt>"Plan"</dt>
            <dd>{person.plan.label()}</dd>
            <dt>"Username"</dt>
            <dd>{person.username}</dd>
            <dt>"Clerk id"</dt>
            <dd><code>{person.clerk_id.unwrap_or_else(|| "none".to_owned())}</code></dd>
            <dt>"Number"</dt>
            <dd>{person.id.0}</dd>
            <dt>"Last sign-in"</dt>
            <dd>{last_login}</dd>
            <dt>"Since"</dt>
            <dd><Moment at=person.created_at as_of=as_of/></dd>
        </dl>
    }
    .into_any()
}
