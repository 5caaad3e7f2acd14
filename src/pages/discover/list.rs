use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use time::OffsetDateTime;

use super::{
    DISCOVER, Missing, WITHDRAWN,
    actions::{DiscoveriesFound, find_discoveries},
    address,
};
use crate::{
    components::{
        AskingForm, Badge, Button, ButtonKind, EmptyState, Field, LinkButton, ListSkeleton, Moment,
        Notice, PageHeader, Paging, Tone,
    },
    domain::{collection::CollectionId, discover::DiscoverAsked, share::PublicCollection},
    pages::{collections::COLLECTIONS, parts::viewer_is_admin},
};

/// Public collections, to be looked through.
#[component]
pub fn DiscoverPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(asked));
    let data = Resource::new(move || asked.get(), find_discoveries);
    view! {
        <div class="page">
            <Transition fallback=|| view! { <ListSkeleton label="Loading public collections"/> }>
                {move || data.get().map(|outcome| match outcome {
                    Ok(found) => view! { <Found asked=asked.get_untracked() found=found/> }.into_any(),
                    Err(error) => view! { <Missing error=error/> }.into_any(),
                })}
            </Transition>
        </div>
    }
    .into_any()
}

/// The question that an address holds.
fn asked(query: &ParamsMap) -> DiscoverAsked {
    let text = |name: &str| query.get(name).unwrap_or_default();
    DiscoverAsked {
        q: text("q"),
        cursor: text("cursor"),
    }
}

#[component]
fn Found(asked: DiscoverAsked, found: DiscoveriesFound) -> impl IntoView {
    let DiscoveriesFound { page, own, as_of } = found;
    let is_search = !asked.q.trim().is_empty();
    let at = |cursor: String| {
        DiscoverAsked {
            cursor,
            ..asked.clone()
        }
        .href(DISCOVER)
    };
    let first = (!asked.cursor.is_empty()).then(|| at(String::new()));
    let next = page.next_cursor.map(at);
    let list = match (page.items.is_empty(), is_search) {
        (false, _) => view! { <Shelf collections=page.items own=own as_of=as_of/> }.into_any(),
        (true, true) => view! {
            <EmptyState title="Nothing matches" text="No public collection has these words in its name or description.">
                <LinkButton href=DISCOVER>"Clear search"</LinkButton>
            </EmptyState>
        }
        .into_any(),
        (true, false) => view! {
            <EmptyState
                title="Nothing to discover yet"
                text="A collection that its owner makes public is shown here, without its notes. The first one may be yours."
            >
                <LinkButton href=COLLECTIONS>"Go to your collections"</LinkButton>
            </EmptyState>
        }
        .into_any(),
    };
    view! {
        <Title text="Discover"/>
        <PageHeader title="Discover" lead="What others have collected and made public, the newest first."/>
        <div class="stack">
            <Withdrawn/>
            {view! { <Search words=asked.q.clone() is_search=is_search/> }.into_any()}
            {list}
            <Paging label="Pages of public collections" first=first next=next/>
        </div>
    }
    .into_any()
}

/// Tells an administrator that a collection is off this page, after a form without a script: with
/// one, a toast does.
#[component]
fn Withdrawn() -> impl IntoView {
    let query = use_query_map();
    let is_told = viewer_is_admin();
    move || {
        let is_said = query.with(|query| query.get_str(WITHDRAWN).is_some());
        (is_said && is_told).then(|| {
            view! {
                <Notice tone=Tone::Good title="The collection is off Discover">
                    "It is private now, and its owner is told why."
                </Notice>
            }
        })
    }
}

/// The form that narrows the list. It only asks, so its answer is an address that can be kept.
#[component]
fn Search(words: String, is_search: bool) -> impl IntoView {
    let clear = is_search.then(|| {
        view! { <LinkButton href=DISCOVER kind=ButtonKind::Quiet>"Clear search"</LinkButton> }
    });
    view! {
        <AskingForm
            action=DISCOVER attr:class="filters" attr:role="search"
            attr:aria-label="Search public collections"
        >
            <Field
                id="q" label="Search" kind="search" value=words optional=true max_length=255
                hint="Beginnings of words of a name or a description."
            />
            <div class="filters__actions">
                <Button submit=true>"Show collections"</Button>
                {clear}
            </div>
        </AskingForm>
    }
    .into_any()
}

#[component]
fn Shelf(
    collections: Vec<PublicCollection>,
    own: Vec<CollectionId>,
    as_of: OffsetDateTime,
) -> impl IntoView {
    let cards = collections
        .into_iter()
        .map(|collection| {
            let is_own = own.contains(&collection.id);
            view! { <Card collection=collection is_own=is_own as_of=as_of/> }
        })
        .collect_view();
    view! { <ul class="shelf">{cards}</ul> }.into_any()
}

#[component]
fn Card(collection: PublicCollection, is_own: bool, as_of: OffsetDateTime) -> impl IntoView {
    let offers = if collection.count == 1 {
        " offer"
    } else {
        " offers"
    };
    let by = collection
        .owner_name
        .map(|name| format!(", collected by {name}"));
    view! {
        <li class="shelf__card">
            <div class="shelf__head">
                <h2 class="shelf__name">
                    <a href=address(collection.id)>{collection.name}</a>
                </h2>
                {is_own.then(|| view! { <Badge>"Yours"</Badge> })}
            </div>
            {collection.description.map(|text| view! { <p class="shelf__text">{text}</p> })}
            <p class="shelf__foot">
                <span class="num">{collection.count}</span> {offers} {by} " · changed "
                <Moment at=collection.updated_at as_of=as_of/>
            </p>
        </li>
    }
    .into_any()
}
