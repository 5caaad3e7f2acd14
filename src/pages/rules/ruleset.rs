use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::{
    RULES,
    actions::{
        DeleteGroup, DeleteRuleset, DuplicateRuleset, RulesetSummary, RulesetView, get_ruleset,
    },
    export_path,
    groups::{Groups, NewGroup},
    list::{State, follow_copy},
    rule_path, ruleset_edit_path, ruleset_path,
    saving::Saving,
    toggle::NotSwitched,
};
use crate::{
    components::{
        Badge, Button, ButtonKind, Confirm, ErrorState, LinkButton, ListSkeleton, Notice,
        PageHeader, Tone,
    },
    domain::{
        plan::{Limit, Room},
        ruleset::RulesetId,
    },
    error::Error,
    pages::told::{NotDone, failure, leave_when_done},
};

/// One ruleset: its rules as sentences, group by group.
#[component]
pub fn RulesetPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params.with(|params| params.get("ruleset")?.parse().ok().map(RulesetId))
    });
    let save = Saving::new();
    let delete_group = ServerAction::<DeleteGroup>::new();
    // Not on every answer: what was typed into a form that failed stays.
    let saved = times_done(save.action.into());
    let deleted = times_done(delete_group.into());
    let data = Resource::new(
        move || (id.get(), saved.get(), deleted.get()),
        |(id, ..)| async move { get_ruleset(id.ok_or(Error::NotFound)?).await },
    );
    view! {
        <div class="page">
            <Transition fallback=|| view! { <ListSkeleton label="Loading the ruleset"/> }>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(found) => view! {
                            <Known found=found save=save delete_group=delete_group/>
                        }
                        .into_any(),
                        Err(error) => view! { <NotShown error=error what="ruleset"/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

/// How often an action has done what was asked for.
fn times_done<I>(action: Action<I, Result<(), Error>>) -> Memo<u32>
where
    I: Send + Sync + 'static,
{
    Memo::new(move |before: Option<&u32>| {
        let before = before.copied().unwrap_or_default();
        match action.value().get() {
            Some(Ok(())) => before.wrapping_add(1),
            _ => before,
        }
    })
}

/// There is no such thing, or it could not be loaded.
#[component]
pub(super) fn NotShown(error: Error, what: &'static str) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::serverfn::answer_with(&error);
    let title = match error {
        Error::NotFound => format!("There is no such {what}"),
        Error::Forbidden(_) => format!("This {what} cannot be changed"),
        _ => format!("The {what} could not be loaded"),
    };
    view! {
        <Title text=title.clone()/>
        <PageHeader title=title/>
        <ErrorState title="Not shown" message=error.to_string()>
            <LinkButton href=RULES>"All rulesets"</LinkButton>
        </ErrorState>
    }
    .into_any()
}

#[component]
fn Known(
    found: RulesetView,
    save: Saving,
    delete_group: ServerAction<DeleteGroup>,
) -> impl IntoView {
    let RulesetView { ruleset, limit } = found;
    let summary = RulesetSummary::from(&ruleset);
    let is_own = ruleset.is_own;
    let id = ruleset.id;
    let room = Room {
        used: i64::try_from(summary.rules).unwrap_or(i64::MAX),
        limit,
    };
    let duplicate = ServerAction::<DuplicateRuleset>::new();
    follow_copy(duplicate);
    let lead = summary
        .description
        .clone()
        .unwrap_or_else(|| "No description.".to_owned());
    let below = is_own.then(|| {
        view! {
            <NewGroup ruleset=id save=save/>
            <DeleteForm id=id name=summary.name.clone() rules=summary.rules/>
        }
    });
    let can_grow = room.is_left();
    let acts =
        view! { <Acts summary=summary.clone() can_grow=can_grow duplicate=duplicate/> }.into_any();
    view! {
        <Title text=summary.name.clone()/>
        <p class="crumb"><a href=RULES>"Valuation rules"</a></p>
        <PageHeader title=summary.name.clone() lead=lead>
            {acts}
        </PageHeader>
        <div class="stack">
            <NotDone title="The ruleset was not copied" failure=failure(duplicate.into())/>
            <NotDone
                title="The group was not saved" failure=failure(save.action.into()) here=ruleset_path(id)
            />
            <NotDone title="The group was not deleted" failure=failure(delete_group.into())/>
            <NotSwitched/>
            <Head summary=summary room=room/>
            <Groups ruleset=ruleset can_grow=can_grow save=save delete=delete_group/>
            {below}
        </div>
    }
    .into_any()
}

/// What can be done with the ruleset as a whole.
#[component]
fn Acts(
    summary: RulesetSummary,
    /// Whether there may be a rule more.
    can_grow: bool,
    duplicate: ServerAction<DuplicateRuleset>,
) -> impl IntoView {
    let kind = if summary.is_own {
        ButtonKind::Plain
    } else {
        ButtonKind::Primary
    };
    let own = summary.is_own.then(|| {
        let add = can_grow.then(|| {
            view! {
                <LinkButton href=rule_path(summary.id, None) kind=ButtonKind::Primary>"Add rule"</LinkButton>
            }
        });
        view! {
            <LinkButton href=ruleset_edit_path(summary.id)>"Edit ruleset"</LinkButton>
            {add}
        }
    });
    view! {
        <a class="button button--quiet" href=export_path(summary.id) rel="external" download="">"Export"</a>
        <ActionForm action=duplicate>
            <input type="hidden" name="id" value=summary.id.0.to_string()/>
            <Button kind=kind submit=true busy=duplicate.pending()>"Duplicate"</Button>
        </ActionForm>
        {own}
    }
    .into_any()
}

/// Where the ruleset stands.
#[component]
fn Head(summary: RulesetSummary, room: Room) -> impl IntoView {
    let read_only = (!summary.is_own).then(|| {
        view! {
            <Notice title="This ruleset can be read, not changed">
                "It is the same for everybody. Duplicate it to make it your own; the copy begins switched off."
            </Notice>
        }
    });
    let full = room
        .full(Limit::RulesPerRuleset, "this one has")
        .filter(|_| summary.is_own)
        .map(|full| {
            view! {
                <Notice title="No room for another rule">
                    {format!("{full} Delete one to add another.")}
                </Notice>
            }
        });
    let count = if summary.is_own {
        room.words()
    } else {
        room.used.to_string()
    };
    view! {
        {read_only}
        {full}
        <dl class="facts facts--wide">
            <dt>"State"</dt>
            <dd class="cluster">
                <State set=summary.clone()/>
                {summary.is_system.then(|| view! { <Badge tone=Tone::Neutral>"Part of Deal Brain"</Badge> })}
            </dd>
            <dt>"Priority"</dt>
            <dd>{summary.priority} <span class="muted">" (lower numbers first)"</span></dd>
            <dt>"For"</dt>
            <dd>{summary.applies_when}</dd>
            <dt>"Rules"</dt>
            <dd>{count}</dd>
        </dl>
    }
    .into_any()
}

#[component]
fn DeleteForm(id: RulesetId, name: String, rules: usize) -> impl IntoView {
    let action = ServerAction::<DeleteRuleset>::new();
    leave_when_done(action.into(), format!("Deleted {name}"), RULES.to_owned());
    let text = format!(
        "{name} and its {rules} rule{} will be gone, and your offers are valued without them.",
        if rules == 1 { "" } else { "s" }
    );
    view! {
        <Confirm label="Delete ruleset" text=text>
            <NotDone title="The ruleset was not deleted" failure=failure(action.into())/>
            <ActionForm action=action>
                <input type="hidden" name="id" value=id.0.to_string()/>
                <Button kind=ButtonKind::Danger submit=true busy=action.pending()>"Delete for good"</Button>
            </ActionForm>
        </Confirm>
    }
    .into_any()
}
