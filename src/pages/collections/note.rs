use leptos::{form::ActionForm, html, prelude::*};

use super::{actions::ChangeItem, item::stamp};
use crate::{
    components::{Button, Notice, TextAreaField, Tone, use_toasts},
    domain::collection::{CollectionId, ITEM_NOTES_MAX, Item},
    error::{Conflict, Error},
    serverfn,
};

/// What its owner notes about an offer, and the form that changes it.
#[component]
pub(super) fn Note(shelf: CollectionId, item: RwSignal<Item>) -> impl IntoView {
    let (id, title) = item.with_untracked(|item| (item.id, item.listing.title.clone()));
    let written = item.with_untracked(|item| item.notes.clone().unwrap_or_default());
    let loaded = item.with_untracked(|item| stamp(item.updated_at));
    let kept = |field: &str| {
        let of = serverfn::typed::<ChangeItem>("id")?;
        (of == id.0.to_string()).then(|| serverfn::typed::<ChangeItem>(field))?
    };
    let typed = kept("item[notes]");
    let open = typed.is_some();
    // What was typed belongs to the item as it was then: to save it over a later change is refused.
    let seen = match &typed {
        Some(_) => kept("item[if_updated_at]").unwrap_or_default(),
        None => loaded.clone(),
    };
    let first = seen.clone();
    let seen_now = move || {
        let now = item.with(|item| stamp(item.updated_at));
        if now == loaded { seen.clone() } else { now }
    };
    let note = Memo::new(move |_| item.with(|item| item.notes.clone()));
    let change = ServerAction::<ChangeItem>::new();
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
            item.set(now);
            if let Some(fold) = fold.get_untracked() {
                // Fails only on an invalid name.
                let _ = fold.remove_attribute("open");
            }
            toasts.done("Note kept");
        }
    });
    let wrong = MaybeProp::derive(move || {
        let error = failure.get()?;
        Some(format!("The note {}.", error.reason_for("notes")?))
    });
    view! {
        {move || note.get().map(|text| view! { <p class="note__text">{text}</p> })}
        <details class="note" node_ref=fold open=open>
            <summary class="note__summary">
                {move || if note.with(Option::is_some) { "Edit note" } else { "Add note" }}
                <span class="visually-hidden">{format!(" about {title}")}</span>
            </summary>
            <ActionForm action=change attr:class="stack stack--tight note__form" attr:novalidate=true>
                {move || failure.get().map(|error| view! { <NotKept error=error/> })}
                <input type="hidden" name="collection" value=shelf.0.to_string()/>
                <input type="hidden" name="id" value=id.0.to_string()/>
                <input
                    type="hidden" name="item[if_updated_at]" value=first prop:value=seen_now
                />
                <TextAreaField
                    id=format!("note-{}", id.0) name="item[notes]" label="Note" value=typed.unwrap_or(written)
                    optional=true max_length=ITEM_NOTES_MAX error=wrong
                    hint="For you alone. Nobody you show the collection to sees it."
                />
                <div>
                    <Button submit=true busy=change.pending()>"Keep note"</Button>
                </div>
            </ActionForm>
        </details>
    }
    .into_any()
}

#[component]
fn NotKept(error: Error) -> impl IntoView {
    let text = match &error {
        Error::Invalid(_) => "It is too long.".to_owned(),
        Error::Conflict(Conflict::Stale) => {
            "It was changed elsewhere in the meantime. Copy what you typed, and reload.".to_owned()
        }
        other => other.to_string(),
    };
    view! { <Notice tone=Tone::Bad title="The note was not kept">{text}</Notice> }
}
