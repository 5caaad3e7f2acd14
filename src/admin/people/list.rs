use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

use super::{
    actions::{PeopleFound, find_people},
    filters::{Filters, PEOPLE, PURGED},
    table::PeopleTable,
};
use crate::{
    admin::not_listed::NotListed,
    components::{EmptyState, LinkButton, ListSkeleton, Notice, PageHeader, Paging, Tone},
    domain::admin::PeopleAsked,
    error::Error,
};

/// All people, to be looked through.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(asked));
    let data = Resource::new(move || asked.get(), find_people);
    view! {
        <Title text="People"/>
        <div class="page">
            <PageHeader title="People" lead="Everybody who has an account, and what they may do."/>
            <Purged/>
            <Transition fallback=|| view! { <ListSkeleton label="Loading people"/> }>
                <div class="stack">
                    {move || data.get().map(|outcome| {
                        let asked = asked.get_untracked();
                        let error = outcome.as_ref().err().cloned();
                        view! {
                            <Filters asked=asked.clone() error=error/>
                            <Found asked=asked outcome=outcome/>
                        }
                    })}
                </div>
            </Transition>
        </div>
    }
    .into_any()
}

/// Says that somebody is gone, after a form without a script: with one, a toast does.
#[component]
fn Purged() -> impl IntoView {
    let query = use_query_map();
    let number = move || query.with(|query| query.get_str(PURGED)?.parse::<i64>().ok());
    move || {
        number().map(|number| {
            view! {
                <Notice tone=Tone::Good title=format!("Person {number} is gone for good")>
                    "What they did stays in the audit log, by their number."
                </Notice>
            }
        })
    }
}

#[component]
fn Found(asked: PeopleAsked, outcome: Result<PeopleFound, Error>) -> impl IntoView {
    match outcome {
        Err(error) => view! {
            <NotListed error=error unknown="This list cannot be shown" failed="People could not be loaded"/>
        }
        .into_any(),
        Ok(found) if found.page.items.is_empty() => view! {
            <EmptyState title="Nobody is like that" text="No account matches what you asked for.">
                <LinkButton href=PEOPLE>"Show everybody"</LinkButton>
            </EmptyState>
        }
        .into_any(),
        Ok(PeopleFound { page, as_of }) => {
            let at = |cursor: String| {
                let asked = PeopleAsked {
                    cursor,
                    ..asked.clone()
                };
                asked.href(PEOPLE)
            };
            let first = (!asked.cursor.is_empty()).then(|| at(String::new()));
            let next = page.next_cursor.map(at);
            view! {
                <PeopleTable people=page.items asked=asked as_of=as_of/>
                <Paging label="Pages of people" first=first next=next/>
            }
            .into_any()
        }
    }
}

/// The question that an address holds.
fn asked(query: &ParamsMap) -> PeopleAsked {
    let text = |name: &str| query.get(name).unwrap_or_default();
    PeopleAsked {
        q: text("q"),
        role: text("role"),
        plan: text("plan"),
        state: text("state"),
        active: text("active"),
        login: text("login"),
        sort: text("sort"),
        dir: text("dir"),
        cursor: text("cursor"),
        limit: text("limit"),
    }
}
