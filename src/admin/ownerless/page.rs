use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{
    OWNERLESS,
    actions::{AssignOrphans, OrphansFound, find_orphans},
    assign::AssignForm,
};
use crate::{
    components::{EmptyState, ErrorState, ListSkeleton, NotLoaded, PageHeader, Paging, use_toasts},
    domain::admin::{OrphanTable, OrphansAsked},
    error::Error,
};

/// Rows of nobody's, to be given an owner.
#[component]
pub fn OwnerlessPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| OrphansAsked {
            table: query.get("table").unwrap_or_default(),
            cursor: query.get("cursor").unwrap_or_default(),
            limit: query.get("limit").unwrap_or_default(),
        })
    });
    let action = ServerAction::<AssignOrphans>::new();
    let given = RwSignal::new(0);
    let toasts = use_toasts();
    Effect::new(move || {
        if let Some(Ok(assigned)) = action.value().get() {
            given.update(|given| *given += 1);
            let plural = if assigned.assigned == 1 {
                "row has"
            } else {
                "rows have"
            };
            toasts.done(format!("{} {plural} an owner now", assigned.assigned));
        }
    });
    let data = Resource::new(
        move || (asked.get(), given.get()),
        |(asked, _)| find_orphans(asked),
    );
    view! {
        <Title text="Ownerless rows"/>
        <div class="page">
            <PageHeader
                title="Ownerless rows"
                lead="From before people had accounts. Everybody can read them; only you can give them an \
                      owner. Whoever uses one keeps a copy of their own."
            />
            <Transition fallback=|| view! { <ListSkeleton label="Loading rows"/> }>
                {move || data.get().map(|outcome| {
                    let asked = asked.get_untracked();
                    view! { <Found asked=asked outcome=outcome action=action/> }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Found(
    asked: OrphansAsked,
    outcome: Result<OrphansFound, Error>,
    action: ServerAction<AssignOrphans>,
) -> impl IntoView {
    match outcome {
        Err(Error::Invalid(_)) => view! {
            <ErrorState
                title="These rows cannot be shown"
                message="The address asks for something that is not known."
            >
                <a href=OWNERLESS>"Show offers"</a>
            </ErrorState>
        }
        .into_any(),
        Err(error) => view! {
            <NotLoaded title="Rows could not be loaded" message=error.to_string()/>
        }
        .into_any(),
        Ok(found) => view! { <Known asked=asked found=found action=action/> }.into_any(),
    }
}

#[component]
fn Known(
    asked: OrphansAsked,
    found: OrphansFound,
    action: ServerAction<AssignOrphans>,
) -> impl IntoView {
    let OrphansFound {
        page,
        counts,
        as_of,
    } = found;
    let table = asked.check().map(|(table, ..)| table).unwrap_or_default();
    let at = |cursor: String| {
        let asked = OrphansAsked {
            cursor,
            ..asked.clone()
        };
        asked.href(OWNERLESS)
    };
    let first = (!asked.cursor.is_empty()).then(|| at(String::new()));
    let next = page.next_cursor.map(at);
    let rows = if page.items.is_empty() {
        view! {
            <EmptyState title="Everything here has an owner" text="Nothing is left from before people had accounts."/>
        }
        .into_any()
    } else {
        view! { <AssignForm table=table rows=page.items as_of=as_of action=action/> }.into_any()
    };
    view! {
        <div class="stack">
            <Tables counts=counts current=table/>
            {rows}
            <Paging label="Pages of rows" first=first next=next/>
        </div>
    }
    .into_any()
}

/// The tables, with how many rows of nobody's each holds.
#[component]
fn Tables(counts: Vec<(OrphanTable, i64)>, current: OrphanTable) -> impl IntoView {
    let links = counts
        .into_iter()
        .map(|(table, count)| {
            let asked = OrphansAsked {
                table: table.name().to_owned(),
                ..OrphansAsked::default()
            };
            view! {
                <li>
                    <a
                        class="pill"
                        href=asked.href(OWNERLESS)
                        aria-current=(table == current).then_some("true")
                    >
                        {table.label()} " " <span class="num">{count}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav aria-label="Kinds of rows">
            <ul class="pills">{links}</ul>
        </nav>
    }
    .into_any()
}
