use clerk_leptos::use_reverification;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    access::{PurgeForm, StandingForm},
    actions::{ChangePlan, ChangeRole, PersonFound, get_person},
    acts::{ChangeStanding, PurgePerson, RevokeSessions, find_sessions},
    filters::PEOPLE,
    sessions::{ASKED, Sessions, SessionsData},
    standing::{PlanForm, RoleForm},
    table::{RoleBadge, StateBadge},
};
use crate::{
    admin::audit::AuditEntries,
    components::{Avatar, ErrorState, LinkButton, ListSkeleton, Moment, PageHeader, use_toasts},
    domain::{
        admin::{AuditAsked, PersonRecord},
        user::UserId,
    },
    error::Error,
};

/// The acts of this page.
#[derive(Clone, Copy)]
struct Acts {
    role: ServerAction<ChangeRole>,
    plan: ServerAction<ChangePlan>,
    standing: ServerAction<ChangeStanding>,
    purge: ServerAction<PurgePerson>,
    revoke: ServerAction<RevokeSessions>,
}

impl Acts {
    fn new() -> Self {
        Self {
            role: ServerAction::new(),
            plan: ServerAction::new(),
            standing: ServerAction::new(),
            purge: ServerAction::new(),
            revoke: ServerAction::new(),
        }
    }

    /// How many of them have changed the person; each is told in a toast. One that was refused has
    /// not: its form stays as it is, with what was typed. Followed here, and not by the forms, which
    /// are drawn anew after a change.
    fn changes(self) -> Signal<u32> {
        let changes = RwSignal::new(0);
        follow(self.role, changes, |person| {
            let role = person.role.label().to_lowercase();
            format!("{} is now {role}", person.name)
        });
        follow(self.plan, changes, |person| {
            format!("{} now has the plan {}", person.name, person.plan.label())
        });
        follow(self.standing, changes, |record| {
            let state = record.person.state.label().to_lowercase();
            format!("{} is {state} now", record.person.name)
        });
        follow(self.revoke, changes, |outcome| {
            let plural = if outcome.revoked == 1 { "" } else { "s" };
            format!("{} session{plural} ended", outcome.revoked)
        });
        changes.into()
    }
}

/// Counts what an action has done, and says it in a toast.
fn follow<A, T>(action: ServerAction<A>, changes: RwSignal<u32>, told: fn(&T) -> String)
where
    A: ServerFn<Output = T, Error = Error> + Clone + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    let toasts = use_toasts();
    Effect::new(move || {
        if let Some(Ok(outcome)) = action.value().get() {
            changes.update(|changes| *changes += 1);
            toasts.done(told(&outcome));
        }
    });
}

/// One person: who they are, and what an administrator may do about it.
#[component]
pub fn PersonPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")?.parse().ok().map(UserId)));
    provide_context(use_reverification());
    let acts = Acts::new();
    let changes = acts.changes();
    let data = Resource::new(
        move || (id.get(), changes.get()),
        |(id, _)| async move {
            match id {
                Some(id) => get_person(id).await,
                None => Err(Error::NotFound),
            }
        },
    );
    let query = use_query_map();
    let is_asked = Memo::new(move |_| query.with(|query| query.get(ASKED).is_some()));
    let sessions: SessionsData = Resource::new(
        move || (id.get().filter(|_| is_asked.get()), changes.get()),
        |(id, _)| async move {
            match id {
                Some(id) => Some(find_sessions(id).await),
                None => None,
            }
        },
    );
    view! {
        <div class="page">
            <Transition fallback=|| view! { <ListSkeleton label="Loading the person"/> }>
                {move || data.get().map(|outcome| match outcome {
                    Ok(found) => view! { <Known found=found acts=acts sessions=sessions/> }.into_any(),
                    Err(error) => view! { <Unknown error=error/> }.into_any(),
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Unknown(error: Error) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::serverfn::answer_with(&error);
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
fn Known(found: PersonFound, acts: Acts, sessions: SessionsData) -> impl IntoView {
    let PersonFound {
        record,
        recent,
        is_own,
        as_of,
    } = found;
    let person = record.person.clone();
    let role_form = view! {
        <RoleForm id=person.id role=person.role state=person.state is_own=is_own action=acts.role/>
    };
    let plan_form = view! { <PlanForm id=person.id plan=person.plan action=acts.plan/> };
    let standing_form =
        view! { <StandingForm record=record.clone() is_own=is_own action=acts.standing/> };
    let purge_form = view! { <PurgeForm record=record.clone() is_own=is_own action=acts.purge/> };
    let sessions = view! { <Sessions id=person.id data=sessions action=acts.revoke/> };
    let lead = person
        .email
        .clone()
        .unwrap_or_else(|| "No address known.".to_owned());
    let log = AuditAsked {
        user: person.id.0.to_string(),
        ..AuditAsked::default()
    };
    view! {
        <Title text=person.name.clone()/>
        <PageHeader title=person.name.clone() lead=lead>
            <Avatar name=person.name url=person.avatar_url large=true/>
        </PageHeader>
        <div class="stack">
            <div class="columns">
                <section class="panel" aria-labelledby="identity">
                    <h2 class="panel__title" id="identity">"Identity"</h2>
                    <Identity record=record.clone() as_of=as_of/>
                </section>
                <section class="panel" aria-labelledby="owned">
                    <h2 class="panel__title" id="owned">"What is theirs"</h2>
                    <Owned record=record/>
                </section>
            </div>
            <div class="columns">{role_form} {plan_form}</div>
            <div class="columns">{standing_form} {purge_form}</div>
            {sessions}
            <section class="panel" aria-labelledby="recent">
                <div class="section-head">
                    <h2 class="panel__title" id="recent">"Lately"</h2>
                    <a href=log.href("/admin/audit")>"All of it in the audit log"</a>
                </div>
                <AuditEntries entries=recent as_of=as_of/>
            </section>
        </div>
    }
    .into_any()
}

#[component]
fn Owned(record: PersonRecord) -> impl IntoView {
    let counts = record
        .owned
        .counts()
        .map(|(name, count)| view! { <dt>{name}</dt> <dd class="num">{count}</dd> })
        .collect_view();
    view! { <dl class="facts facts--counts">{counts}</dl> }
}

#[component]
fn Identity(record: PersonRecord, as_of: time::OffsetDateTime) -> impl IntoView {
    let PersonRecord {
        person,
        is_banned,
        deleted_at,
        ..
    } = record;
    let last_login = match person.last_login_at {
        Some(at) => view! { <Moment at=at as_of=as_of/> }.into_any(),
        None => "never".into_any(),
    };
    view! {
        <dl class="facts">
            <dt>"State"</dt>
            <dd>
                <StateBadge state=person.state/>
                {is_banned.then_some(" by a ban at Clerk")}
                {deleted_at.map(|at| view! { " " <Moment at=at as_of=as_of/> })}
            </dd>
            <dt>"Role"</dt>
            <dd><RoleBadge role=person.role/></dd>
            <dt>"Plan"</dt>
            <dd>{person.plan.label()}</dd>
            <dt>"User name"</dt>
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
