use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    COLLECTIONS,
    actions::{
        ArchiveBought, Asked, ChangeCollection, ChangeItem, ChangeSharing, DeleteCollection,
        MakeCollectionLink, MoveItem, RemoveItem, RevokeCollectionLink, Workspace, get_workspace,
    },
    address,
    items::Items,
    links::Sharing,
    list::VisibilityBadge,
    upkeep::Upkeep,
};
use crate::{
    components::{
        EmptyState, ErrorState, LinkButton, ListSkeleton, Moment, Notice, PageHeader, Paging, Tone,
    },
    domain::collection::{Collection, CollectionId, ItemStatus},
    error::Error,
    serverfn::refused,
};

/// A collection: its offers with what is decided about each, and who may look at it.
#[component]
pub fn CollectionPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| {
        let text = |name: &str| query.with(|query| query.get(name).unwrap_or_default());
        let id = params.with(|params| params.get("id")?.parse().ok())?;
        Some(Asked {
            id,
            status: text("status"),
            after: text("after"),
        })
    });
    let data = Resource::new(
        move || asked.get(),
        |asked| async move {
            match asked {
                Some(asked) => get_workspace(asked).await,
                None => Err(Error::NotFound),
            }
        },
    );
    view! {
        <div class="page">
            <Transition fallback=|| view! { <ListSkeleton label="Loading the collection"/> }>
                {move || data.get().map(|outcome| match outcome {
                    Ok(found) => {
                        let asked = asked.get_untracked().unwrap_or_default();
                        let reload = Callback::new(move |()| data.refetch());
                        view! { <Desk found=found asked=asked reload=reload/> }.into_any()
                    }
                    Err(error) => view! { <Missing error=error/> }.into_any(),
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Missing(error: Error) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::serverfn::answer_with(&error);
    let (title, message, hint) = match error {
        Error::NotFound => (
            "There is no such collection",
            "It may have been deleted, or it is not yours to see.".to_owned(),
            "Look for it among all of yours.",
        ),
        other => (
            "The collection could not be loaded",
            other.to_string(),
            "Reload the page to try again.",
        ),
    };
    view! {
        <Title text=title/>
        <PageHeader title=title/>
        <ErrorState title="Not shown" message=message hint=hint>
            <LinkButton href=COLLECTIONS>"All collections"</LinkButton>
        </ErrorState>
    }
    .into_any()
}

#[component]
fn Desk(found: Workspace, asked: Asked, reload: Callback<()>) -> impl IntoView {
    let Workspace {
        collection,
        items,
        next,
        links,
        has_more_links,
        room,
        made,
        as_of,
    } = found;
    let id = collection.id;
    let collection = RwSignal::new(collection);
    let empty = items.is_empty();
    let narrowed = !asked.status.is_empty();
    view! {
        <Title text=move || collection.with(|it| it.name.clone())/>
        <p class="crumb"><a href=COLLECTIONS>"Collections"</a></p>
        <header class="page-header">
            <div>
                <h1>{move || collection.with(|it| it.name.clone())}</h1>
                {move || collection.with(|it| it.description.clone()).map(|text| view! {
                    <p class="page-header__lead">{text}</p>
                })}
                <p class="page-header__facts small muted">
                    {move || view! { <VisibilityBadge visibility=collection.with(|it| it.visibility)/> }}
                    <span>"Changed " <Moment at=collection.with_untracked(|it| it.updated_at) as_of=as_of/></span>
                </p>
            </div>
            <div class="page-header__actions">
                <Export id=id/>
            </div>
        </header>
        <div class="stack" class:desk--narrowed=narrowed>
            {view! { <Refused/> }.into_any()}
            {view! { <Filters collection=collection status=asked.status.clone()/> }.into_any()}
            {if empty {
                view! { <Nothing collection=collection filtered=narrowed/> }.into_any()
            } else {
                view! { <Items collection=collection items=items reload=reload/> }.into_any()
            }}
            {view! { <Pages asked=asked next=next/> }.into_any()}
        </div>
        <div class="columns desk__foot">
            {view! {
                <Sharing
                    collection=collection links=links has_more_links=has_more_links room=room made=made
                    as_of=as_of
                />
            }
            .into_any()}
            {view! { <Upkeep collection=collection/> }.into_any()}
        </div>
    }
    .into_any()
}

/// The collection as a file, with the notes.
#[component]
fn Export(id: CollectionId) -> impl IntoView {
    let href = |format: &str| format!("/api/v1/collections/{}/export?format={format}", id.0);
    let link = |format: &str, label: &'static str| {
        view! { <a class="button" href=href(format) rel="external" download>{label}</a> }
    };
    view! { {link("csv", "Export CSV")} {link("json", "Export JSON")} }
}

/// What was wrong with a form that was sent without a script.
#[component]
fn Refused() -> impl IntoView {
    let error = [
        refused::<ChangeItem>(),
        refused::<MoveItem>(),
        refused::<RemoveItem>(),
        refused::<ArchiveBought>(),
        refused::<ChangeCollection>(),
        refused::<ChangeSharing>(),
        refused::<DeleteCollection>(),
        refused::<MakeCollectionLink>(),
        refused::<RevokeCollectionLink>(),
    ]
    .into_iter()
    .flatten()
    .next()?;
    let text = match &error {
        Error::Invalid(fields) => fields
            .iter()
            .map(|field| format!("{} {}.", field.field, field.reason))
            .collect::<Vec<_>>()
            .join(" "),
        other => other.to_string(),
    };
    Some(view! { <Notice tone=Tone::Bad title="That was not done">{text}</Notice> })
}

/// The same collection, narrowed to what stands in one place.
#[component]
fn Filters(collection: RwSignal<Collection>, status: String) -> impl IntoView {
    let here = address(collection.with_untracked(|it| it.id));
    let all = (String::new(), "All");
    let entries = std::iter::once(all)
        .chain(ItemStatus::ALL.map(|it| (it.name().to_owned(), it.label())))
        .map(|(name, label)| {
            let href = if name.is_empty() {
                here.clone()
            } else {
                format!("{here}?status={name}")
            };
            let is_current = name == status;
            let count = move || {
                let counts = collection.with(|it| it.counts);
                ItemStatus::from_name(&name).map_or(counts.total(), |status| counts.of(status))
            };
            view! {
                <li>
                    <a class="tabs__link" href=href aria-current=is_current.then_some("page")>
                        {label}
                        <span class="tabs__count num">{count}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="tabs tabs--tight" aria-label="Filter by status">
            <ul class="tabs__list">{entries}</ul>
        </nav>
    }
    .into_any()
}

#[component]
fn Nothing(collection: RwSignal<Collection>, filtered: bool) -> impl IntoView {
    if filtered {
        let here = address(collection.with_untracked(|it| it.id));
        view! {
            <EmptyState title="Nothing stands there" text="No offer of this collection has this status.">
                <LinkButton href=here>"Show all"</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        view! {
            <EmptyState
                title="No offers in here yet"
                text="Add offers from the listings page: tick some, or use the menu of one."
            >
                <LinkButton href="/listings">"Go to listings"</LinkButton>
            </EmptyState>
        }
        .into_any()
    }
}

#[component]
fn Pages(asked: Asked, next: Option<i64>) -> impl IntoView {
    let here = address(CollectionId(asked.id));
    let at = |after: String| {
        let pairs = [("status", asked.status.clone()), ("after", after)]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("&");
        if pairs.is_empty() {
            here.clone()
        } else {
            format!("{here}?{pairs}")
        }
    };
    let first = (!asked.after.is_empty()).then(|| at(String::new()));
    let next = next.map(|next| at(next.to_string()));
    view! { <Paging label="Pages of this collection" first=first next=next/> }
}
