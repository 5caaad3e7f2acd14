use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use time::OffsetDateTime;

use super::{
    COLLECTIONS,
    actions::{Collections, list_collections},
    address,
    create::NewCollection,
};
use crate::{
    components::{Badge, EmptyState, ErrorState, ListSkeleton, Moment, PageHeader, Paging, Tone},
    domain::collection::{Collection, Counts, ItemStatus, Visibility},
    error::Error,
};

/// All collections.
#[component]
pub fn CollectionsPage() -> impl IntoView {
    let query = use_query_map();
    let after = Memo::new(move |_| query.with(|query| query.get("after").unwrap_or_default()));
    let data = Resource::new(move || after.get(), list_collections);
    view! {
        <Title text="Collections"/>
        <div class="page">
            <PageHeader title="Collections" lead="Offers that you are deciding on, side by side."/>
            <Transition fallback=|| view! { <ListSkeleton label="Loading your collections"/> }>
                <div class="stack">
                    {move || data.get().map(|outcome| view! {
                        <Found outcome=outcome is_first=after.get_untracked().is_empty()/>
                    })}
                </div>
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Found(outcome: Result<Collections, Error>, is_first: bool) -> impl IntoView {
    match outcome {
        Err(error) => view! {
            <ErrorState
                title="Your collections could not be loaded"
                message=error.to_string()
                kept="All of them."
                hint="Reload the page to try again."
            />
        }
        .into_any(),
        Ok(found) => {
            let nothing = found.items.is_empty() && is_first;
            let room = found.room;
            let told = room
                .limit
                .map(|_| format!("{} collections in use.", room.words()));
            let first = (!is_first).then(|| COLLECTIONS.to_owned());
            let next = found.next.map(|next| format!("{COLLECTIONS}?after={next}"));
            view! {
                {view! { <NewCollection room=room/> }.into_any()}
                {nothing.then(|| view! {
                    <EmptyState
                        title="No collections yet"
                        text="Group the offers you are deciding on: note what speaks for each, and cross out until one is left."
                    />
                })}
                {(!nothing).then(|| view! {
                    <Shelf collections=found.items as_of=found.as_of/>
                    {told.map(|told| view! { <p class="small muted">{told}</p> })}
                    <Paging label="Pages of collections" first=first next=next/>
                })}
            }
            .into_any()
        }
    }
}

#[component]
fn Shelf(collections: Vec<Collection>, as_of: OffsetDateTime) -> impl IntoView {
    let cards = collections
        .into_iter()
        .map(|collection| view! { <Card collection=collection as_of=as_of/> })
        .collect_view();
    view! { <ul class="shelf">{cards}</ul> }.into_any()
}

#[component]
fn Card(collection: Collection, as_of: OffsetDateTime) -> impl IntoView {
    let total = collection.counts.total();
    let offers = if total == 1 { "offer" } else { "offers" };
    view! {
        <li class="shelf__card">
            <div class="shelf__head">
                <h2 class="shelf__name">
                    <a href=address(collection.id)>{collection.name}</a>
                </h2>
                <VisibilityBadge visibility=collection.visibility/>
            </div>
            {collection.description.map(|text| view! { <p class="shelf__text">{text}</p> })}
            <Tally counts=collection.counts/>
            <p class="shelf__foot">
                <span class="num">{total}</span> " " {offers} " · changed "
                <Moment at=collection.updated_at as_of=as_of/>
            </p>
        </li>
    }
    .into_any()
}

/// How many items stand where, as a strip and in words.
#[component]
fn Tally(counts: Counts) -> impl IntoView {
    let entries = ItemStatus::ALL
        .into_iter()
        .map(|status| {
            let count = counts.of(status);
            view! {
                <li class="tally__entry" class:tally__entry--none=(count == 0)>
                    <span class="tally__count num">{count}</span>
                    " "
                    <span class="tally__label">{status.label()}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="tally">{entries}</ul> }.into_any()
}

/// Who may look at a collection.
#[component]
pub(super) fn VisibilityBadge(visibility: Visibility) -> impl IntoView {
    let tone = match visibility {
        Visibility::Private => Tone::Neutral,
        Visibility::Unlisted => Tone::Warn,
        Visibility::Public => Tone::Good,
    };
    view! { <Badge tone=tone>{visibility.label()}</Badge> }
}
