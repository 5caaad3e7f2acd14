//! The shared library: offers of nobody's, to read and to copy.

use leptos::{form::ActionForm, prelude::*};

use super::actions::CopyFromLibrary;
use crate::{
    components::{Button, ButtonKind, Notice, Tone, use_toasts},
    domain::{listing::ListingId, plan::Room},
    error::{Conflict, Error},
    pages::keep::OfferRoom,
};

/// The form that the rows' buttons belong to.
pub(super) const COPY_ONE: &str = "copy-one";

/// Says what the shared library is, and how many copies the plan holds, above its offers.
#[component]
pub(super) fn LibraryHead(room: Room, action: ServerAction<CopyFromLibrary>) -> impl IntoView {
    view! {
        <ActionForm action=action attr:id=COPY_ONE>
            <Notice title="The shared library">
                "Offers from before people had accounts. Everybody here reads them, and nobody changes them. They are not valued: copy one, and your rules value the copy."
            </Notice>
        </ActionForm>
        <OfferRoom room=room/>
    }
    .into_any()
}

/// The button that copies one offer of the shared library.
#[component]
pub(super) fn CopyToMine(id: ListingId, action: ServerAction<CopyFromLibrary>) -> impl IntoView {
    view! {
        <ActionForm action=action>
            <input type="hidden" name="original" value=id.0/>
            <Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Copy to mine"</Button>
        </ActionForm>
    }
    .into_any()
}

/// Says that an offer of the list was copied, which the list itself does not show.
pub(super) fn tell_of_copy(action: ServerAction<CopyFromLibrary>) {
    let toasts = use_toasts();
    Effect::new(move || {
        if let Some(Ok(copy)) = action.value().get() {
            toasts.done(format!("{} is one of your offers now.", copy.details.title));
        }
    });
}

/// Says why an offer of the shared library was not copied.
pub(super) fn copy_failed(action: ServerAction<CopyFromLibrary>) -> impl IntoView {
    move || {
        let error = action.value().get().and_then(Result::err)?;
        let text = match &error {
            Error::Conflict(Conflict::Duplicate) => {
                "You have a copy of this offer already.".to_owned()
            }
            other => other.to_string(),
        };
        Some(view! { <Notice tone=Tone::Bad title="Nothing was copied">{text}</Notice> })
    }
}
