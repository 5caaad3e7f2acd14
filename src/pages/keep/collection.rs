use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::{
    DeadLink,
    actions::{CollectionToCopy, CopyCollection, get_collection_to_copy},
};
use crate::{
    components::{Button, ButtonKind, Field, LinkButton, ListSkeleton, Notice, PageHeader, Tone},
    domain::{
        collection::NAME_MAX,
        plan::{Limit, Room},
    },
    error::Error,
};

/// Copies the collection behind a link: `/c/…/copy`.
#[component]
pub fn CopyCollectionPage() -> impl IntoView {
    let params = use_params_map();
    let token = Memo::new(move |_| params.with(|params| params.get("token").unwrap_or_default()));
    let data = Resource::new(move || token.get(), get_collection_to_copy);
    view! {
        <div class="page page--narrow">
            <Transition fallback=|| view! { <ListSkeleton label="Loading the collection"/> }>
                {move || data.get().map(|outcome| match outcome {
                    Ok(found) => view! { <Copy found=found token=token.get_untracked()/> }.into_any(),
                    Err(error) => view! { <DeadLink error=error/> }.into_any(),
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Copy(found: CollectionToCopy, token: String) -> impl IntoView {
    let action = ServerAction::<CopyCollection>::new();
    let failure = Signal::derive(move || action.value().get().and_then(Result::err));
    let shown = format!("/c/{token}");
    let title = format!("Copy {}", found.collection.name);
    view! {
        <Title text=title.clone()/>
        <p class="crumb"><a href=shown rel="external">"Shared collection"</a></p>
        <PageHeader title=title/>
        <ActionForm action=action attr:class="stack panel" attr:novalidate=true>
            <input type="hidden" name="token" value=token/>
            <CopyFields found=found failure=failure busy=action.pending()/>
        </ActionForm>
    }
    .into_any()
}

/// What becomes of a copy, what it is called, and the button that makes it, or why there can be
/// none: for the form that says of what.
#[component]
pub(in crate::pages) fn CopyFields(
    found: CollectionToCopy,
    /// Why the last try did not work.
    failure: Signal<Option<Error>>,
    /// At work.
    #[prop(into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let CollectionToCopy {
        collection,
        name,
        room,
        offers,
    } = found;
    let what = match collection.count {
        1 => "Its offer becomes yours".to_owned(),
        count => format!("Its {count} offers become yours"),
    };
    let wrong = MaybeProp::derive(move || {
        let error = failure.get()?;
        Some(format!("The name {}.", error.reason_for("name")?))
    });
    let fields = if room.is_left() && offers.holds(collection.count) {
        view! {
            <Field id="name" label="Name of the copy" value=name max_length=NAME_MAX error=wrong/>
            <div>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Copy collection"</Button>
            </div>
        }
        .into_any()
    } else {
        view! { <NoRoom collections=room offers=offers count=collection.count/> }.into_any()
    };
    view! {
        {move || failure.get().map(|error| view! { <NotCopied error=error/> })}
        <p class="muted">
            {what} ", in a private collection: valued by your rules, and yours to change. "
            {format!("{} collections and {} active offers in use.", room.words(), offers.words())}
        </p>
        {fields}
    }
    .into_any()
}

/// What of a copy the plan does not hold, and what to do about it.
#[component]
fn NoRoom(
    collections: Room,
    offers: Room,
    /// How many offers the copy would hold.
    count: i64,
) -> impl IntoView {
    let left = offers.left().unwrap_or_default();
    view! {
        {collections.full(Limit::Collections, "you have").map(|full| view! {
            <Notice title="No room for another collection">
                {format!("{full} Delete one to make another.")}
            </Notice>
        })}
        {(!offers.holds(count)).then(|| view! {
            <Notice title="No room for its offers">
                {format!("It holds {count}, and your plan has room for {left} more. Archive some of yours to make room.")}
                <p><LinkButton href="/listings">"Archive some of yours"</LinkButton></p>
            </Notice>
        })}
    }
    .into_any()
}

#[component]
fn NotCopied(error: Error) -> impl IntoView {
    let text = match &error {
        Error::Invalid(_) => "Have another look at what is marked.".to_owned(),
        other => other.to_string(),
    };
    view! { <Notice tone=Tone::Bad title="The collection was not copied">{text}</Notice> }
}
