use leptos::{form::ActionForm, html, prelude::*};

use super::{
    actions::{ChangeCollection, DeleteCollection},
    item::stamp,
};
use crate::{
    components::{Button, ButtonKind, Field, Notice, TextAreaField, Tone, use_toasts},
    domain::collection::{Collection, DESCRIPTION_MAX, NAME_MAX},
    error::{Conflict, Error},
    serverfn::typed,
};

/// What is seldom done to a collection: naming it anew, and taking it away.
#[component]
pub(super) fn Upkeep(collection: RwSignal<Collection>) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="upkeep-title">
            <h2 class="panel__title" id="upkeep-title">"This collection"</h2>
            {view! { <Rename collection=collection/> }.into_any()}
            {view! { <Delete collection=collection/> }.into_any()}
        </section>
    }
    .into_any()
}

#[component]
fn Rename(collection: RwSignal<Collection>) -> impl IntoView {
    let now = collection.get_untracked();
    let change = ServerAction::<ChangeCollection>::new();
    let fold = NodeRef::<html::Details>::new();
    let toasts = use_toasts();
    let failure = Signal::derive(move || {
        let error = change.value().get()?.err()?;
        (change.version().get_untracked() > 0).then_some(error)
    });
    Effect::new(move || {
        let outcome = change.value().get();
        if change.version().get_untracked() > 0
            && let Some(Ok(now)) = outcome
        {
            collection.set(now);
            if let Some(fold) = fold.get_untracked() {
                // Fails only on an invalid name.
                let _ = fold.remove_attribute("open");
            }
            toasts.done("Name and description saved");
        }
    });
    let wrong = move |field: &'static str, label: &'static str| {
        MaybeProp::derive(move || {
            let error = failure.get()?;
            Some(format!("{label} {}.", error.reason_for(field)?))
        })
    };
    let kept = |field: &str| typed::<ChangeCollection>(&format!("collection[{field}]"));
    let name = kept("name");
    let open = name.is_some();
    let description = kept("description").or(now.description);
    // What was typed belongs to the collection as it was then: to save it over a later change is
    // refused.
    let loaded = stamp(now.updated_at);
    let seen = kept("if_updated_at").unwrap_or_else(|| loaded.clone());
    let first = seen.clone();
    let seen_now = move || {
        let now = collection.with(|it| stamp(it.updated_at));
        if now == loaded { seen.clone() } else { now }
    };
    view! {
        <details class="disclosure" node_ref=fold open=open>
            <summary class="disclosure__summary">"Rename or describe"</summary>
            <ActionForm action=change attr:class="stack disclosure__body" attr:novalidate=true>
                {move || failure.get().map(|error| view! { <NotDone error=error title="Nothing was saved"/> })}
                <input type="hidden" name="id" value=now.id.0.to_string()/>
                <input
                    type="hidden" name="collection[if_updated_at]" value=first prop:value=seen_now
                />
                <Field
                    id="name" name="collection[name]" label="Name" value=name.unwrap_or(now.name) max_length=NAME_MAX
                    error=wrong("name", "The name")
                />
                <TextAreaField
                    id="description" name="collection[description]" label="What it is for"
                    value=description.unwrap_or_default() optional=true
                    max_length=DESCRIPTION_MAX error=wrong("description", "The description")
                    hint="Shown to people you show the collection to."
                />
                <div><Button submit=true busy=change.pending()>"Save"</Button></div>
            </ActionForm>
        </details>
    }
    .into_any()
}

#[component]
fn Delete(collection: RwSignal<Collection>) -> impl IntoView {
    let id = collection.with_untracked(|it| it.id);
    let delete = ServerAction::<DeleteCollection>::new();
    let failure = Signal::derive(move || {
        let error = delete.value().get()?.err()?;
        (delete.version().get_untracked() > 0).then_some(error)
    });
    let kept = move || match collection.with(|it| it.counts.total()) {
        0 => "It is empty.".to_owned(),
        1 => "Its offer stays in your list. Its note and its links are gone for good.".to_owned(),
        count => format!(
            "Its {count} offers stay in your list. Its notes and its links are gone for good."
        ),
    };
    view! {
        <details class="disclosure disclosure--danger">
            <summary class="disclosure__summary">"Delete this collection"</summary>
            <ActionForm action=delete attr:class="stack disclosure__body">
                {move || failure.get().map(|error| view! { <NotDone error=error title="It was not deleted"/> })}
                <p>{kept}</p>
                <input type="hidden" name="id" value=id.0.to_string()/>
                <div>
                    <Button kind=ButtonKind::Danger submit=true busy=delete.pending()>
                        "Delete collection"
                    </Button>
                </div>
            </ActionForm>
        </details>
    }
    .into_any()
}

#[component]
fn NotDone(error: Error, title: &'static str) -> impl IntoView {
    let text = match &error {
        Error::Invalid(_) => "Have another look at what is marked.".to_owned(),
        Error::Conflict(Conflict::Stale) => {
            "It was changed elsewhere in the meantime. Copy what you typed, and reload.".to_owned()
        }
        other => other.to_string(),
    };
    view! { <Notice tone=Tone::Bad title=title>{text}</Notice> }
}
