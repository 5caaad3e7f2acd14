use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    NEW_RULESET,
    actions::{DuplicateRuleset, RulesetSummary, RulesetsView, Switchable, list_rulesets},
    import::ImportForm,
    ruleset_path,
    toggle::{NotSwitched, Toggle},
};
use crate::{
    components::{
        Badge, Button, ButtonKind, Column, LinkButton, ListSkeleton, NotLoaded, Notice, PageHeader,
        Table, Tone, use_toasts,
    },
    pages::told::{NotDone, failure},
};

const COLUMNS: [Column; 6] = [
    Column::Figures("Priority"),
    Column::Words("Ruleset"),
    Column::Words("For"),
    Column::Figures("Rules"),
    Column::Words("State"),
    Column::Unseen("What to do"),
];

/// All rulesets, in the order in which they are applied.
#[component]
pub fn RulesPage() -> impl IntoView {
    let data = Resource::new(|| (), |()| list_rulesets());
    view! {
        <Title text="Valuation rules"/>
        <div class="page">
            <PageHeader
                title="Valuation rules"
                lead="What is taken off an asking price, or added to it, before offers are compared. Sets are applied from the lowest priority number up."
            >
                <LinkButton href=NEW_RULESET kind=ButtonKind::Primary>"New ruleset"</LinkButton>
            </PageHeader>
            <Suspense fallback=|| view! { <ListSkeleton label="Loading your rulesets"/> }>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(loaded) => view! { <Rulesets loaded=loaded/> }.into_any(),
                        Err(error) => view! {
                            <NotLoaded title="Your rulesets could not be loaded" message=error.to_string()/>
                        }
                        .into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
    .into_any()
}

#[component]
fn Rulesets(loaded: RulesetsView) -> impl IntoView {
    let RulesetsView { rulesets, limit } = loaded;
    let own = rulesets.iter().filter(|set| set.is_own).count();
    let duplicate = ServerAction::<DuplicateRuleset>::new();
    follow_copy(duplicate);
    let rows = rulesets
        .into_iter()
        .map(|set| view! { <Row set=set duplicate=duplicate/> })
        .collect_view();
    view! {
        <div class="stack">
            <NotDone title="The ruleset was not copied" failure=failure(duplicate.into())/>
            <NotSwitched/>
            <Room own=own limit=limit/>
            <Table
                look="table--cards table--rulesets"
                caption="Rulesets, in the order in which they are applied" columns=COLUMNS
            >
                {rows}
            </Table>
            <p class="small muted">
                "A copy begins switched off: with both in force, everything would be deducted twice. \
                 To value by one set alone, choose it in your "
                <a href="/settings/preferences">"preferences"</a> "."
            </p>
            <ImportForm/>
        </div>
    }
    .into_any()
}

/// To the copy, once it is there.
pub(super) fn follow_copy(action: ServerAction<DuplicateRuleset>) {
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(copy)) = action.value().get() {
            toasts.done(format!("Copied to {}. It is switched off.", copy.name));
            navigate(&ruleset_path(copy.id), NavigateOptions::default());
        }
    });
}

/// How many rulesets the plan holds, before that is in the way.
#[component]
pub(super) fn Room(own: usize, limit: Option<i64>) -> impl IntoView {
    limit.map(|limit| {
        let is_full = i64::try_from(own).is_ok_and(|own| own >= limit);
        if is_full {
            view! {
                <Notice tone=Tone::Warn title="Your plan holds no more rulesets">
                    {format!("You have {own} of {limit}. Delete one to make or copy another.")}
                </Notice>
            }
            .into_any()
        } else {
            view! { <p class="small muted">{format!("{own} of {limit} rulesets of your own.")}</p> }
                .into_any()
        }
    })
}

#[component]
fn Row(set: RulesetSummary, duplicate: ServerAction<DuplicateRuleset>) -> impl IntoView {
    let rules = if set.in_force == set.rules {
        set.rules.to_string()
    } else {
        format!("{} of {}", set.in_force, set.rules)
    };
    let name = set.name.clone();
    view! {
        <tr role="row">
            <td role="cell" class="cell--num cell--quiet cell--priority">{set.priority}</td>
            <th scope="row" role="rowheader" class="cell--ruleset">
                <a class="ruleset__name" href=ruleset_path(set.id)>{set.name.clone()}</a>
                {set.is_system.then(|| view! { " " <Badge>"Part of Deal Brain"</Badge> })}
                {set.description.clone().map(|text| view! { <span class="ruleset__text">{text}</span> })}
            </th>
            <td role="cell" class="cell--for">{set.applies_when.clone()}</td>
            <td role="cell" class="cell--num cell--rules">{rules}</td>
            <td role="cell" class="cell--state"><State set=set.clone()/></td>
            <td role="cell" class="cell--act">
                <ActionForm action=duplicate>
                    <input type="hidden" name="id" value=set.id.0.to_string()/>
                    <Button kind=ButtonKind::Quiet submit=true busy=duplicate.pending()>
                        "Duplicate" <span class="visually-hidden">{format!(" {name}")}</span>
                    </Button>
                </ActionForm>
            </td>
        </tr>
    }
    .into_any()
}

/// On or off: a switch on one's own, a word on others.
#[component]
pub(super) fn State(set: RulesetSummary) -> impl IntoView {
    if set.is_own {
        let on = RwSignal::new(set.is_active);
        view! { <Toggle what=Switchable::Ruleset id=set.id.0 name=set.name on=on/> }.into_any()
    } else if set.is_active {
        view! { <Badge tone=Tone::Good>"On"</Badge> }.into_any()
    } else {
        view! { <Badge>"Off"</Badge> }.into_any()
    }
}
