use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{
    COLLECTIONS,
    actions::{AddToCollection, get_offers_to_add},
};
use crate::{
    components::{
        Button, ButtonKind, ErrorState, Field, LinkButton, ListSkeleton, Notice, PageHeader, Tone,
    },
    domain::collection::{DEFAULT_NAME, NAME_MAX, Shelf, ToAdd},
    error::Error,
};

/// Puts offers into a collection: `?listing=7`, several with commas between or named several times.
#[component]
pub fn AddToCollectionPage() -> impl IntoView {
    let query = use_query_map();
    let listing = Memo::new(move |_| {
        query.with(|query| query.get_all("listing").unwrap_or_default().join(","))
    });
    let data = Resource::new(move || listing.get(), get_offers_to_add);
    view! {
        <Title text="Add to a collection"/>
        <div class="page page--narrow">
            <p class="crumb"><a href=COLLECTIONS>"Collections"</a></p>
            <PageHeader title="Add to a collection"/>
            <Transition fallback=|| view! { <ListSkeleton label="Loading your collections"/> }>
                {move || data.get().map(|outcome| match outcome {
                    Ok(found) => view! { <Choose found=found listing=listing.get_untracked()/> }.into_any(),
                    Err(error) => view! { <NothingToAdd error=error/> }.into_any(),
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn NothingToAdd(error: Error) -> impl IntoView {
    let text = match &error {
        Error::Invalid(fields) => fields
            .first()
            .map(|field| format!("The address {}.", field.reason))
            .unwrap_or_default(),
        Error::NotFound => "The offer is not there, or it is not yours.".to_owned(),
        other => other.to_string(),
    };
    view! {
        <ErrorState title="Nothing to add" message=text hint="Choose offers from your list.">
            <LinkButton href="/listings">"Go to listings"</LinkButton>
        </ErrorState>
    }
    .into_any()
}

#[component]
fn Choose(found: ToAdd, listing: String) -> impl IntoView {
    let action = ServerAction::<AddToCollection>::new();
    let failure = Signal::derive(move || action.value().get().and_then(Result::err));
    let ToAdd { offers, shelves } = found;
    let count = offers.len();
    let titles = offers
        .into_iter()
        .map(|offer| view! { <li>{offer.title}</li> })
        .collect_view();
    let none = shelves.is_empty();
    let first = shelves
        .iter()
        .find(|shelf| usize::try_from(shelf.held) != Ok(count))
        .map(|shelf| shelf.collection.id);
    let choices = shelves
        .into_iter()
        .map(|shelf| {
            let chosen = Some(shelf.collection.id) == first;
            view! { <ShelfChoice shelf=shelf count=count chosen=chosen/> }
        })
        .collect_view();
    let name_wrong = MaybeProp::derive(move || {
        let error = failure.get()?;
        Some(format!("The name {}.", error.reason_for("name")?))
    });
    view! {
        <ActionForm action=action attr:class="stack" attr:novalidate=true>
            {move || failure.get().map(|error| view! { <NotAdded error=error/> })}
            <input type="hidden" name="listing" value=listing/>
            <div>
                <h2>{if count == 1 { "The offer".to_owned() } else { format!("{count} offers") }}</h2>
                <ul class="added">{titles}</ul>
            </div>
            <fieldset class="field-group">
                <legend class="field-group__legend">"Into which collection?"</legend>
                {choices}
                <div class="check">
                    <input
                        class="check__box" type="radio" name="collection" id="into-new" value="new"
                        checked=first.is_none()
                    />
                    <label class="check__label" for="into-new">"A new one"</label>
                </div>
            </fieldset>
            <Field
                id="name" label="Name of the new one" optional=true max_length=NAME_MAX
                value=if none { DEFAULT_NAME } else { "" } error=name_wrong
            />
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true busy=action.pending()>
                    "Add to collection"
                </Button>
            </div>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn ShelfChoice(shelf: Shelf, count: usize, chosen: bool) -> impl IntoView {
    let id = shelf.collection.id.0.to_string();
    let input = format!("into-{id}");
    let is_full = usize::try_from(shelf.held) == Ok(count);
    let hint = match shelf.held {
        0 => None,
        _ if is_full && count == 1 => Some("It is in there already.".to_owned()),
        _ if is_full => Some("All of them are in there already.".to_owned()),
        held => Some(format!("{held} of {count} are in there already.")),
    };
    let hint_id = format!("{input}-hint");
    let described_by = hint.is_some().then(|| hint_id.clone());
    view! {
        <div class="check">
            <input
                class="check__box" type="radio" name="collection" id=input.clone() value=id
                checked=chosen disabled=is_full aria-describedby=described_by
            />
            <label class="check__label" for=input>{shelf.collection.name}</label>
            {hint.map(|hint| view! { <p class="check__hint" id=hint_id>{hint}</p> })}
        </div>
    }
    .into_any()
}

#[component]
fn NotAdded(error: Error) -> impl IntoView {
    let text = match &error {
        Error::Invalid(_) => match error.reason_for("collection") {
            Some(reason) => format!("A collection {reason}."),
            None => "Have another look at what is marked.".to_owned(),
        },
        other => other.to_string(),
    };
    view! { <Notice tone=Tone::Bad title="Nothing was added">{text}</Notice> }
}
