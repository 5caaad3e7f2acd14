use leptos::{form::ActionForm, html, prelude::*};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{actions::DeleteListing, ask};
use crate::{
    components::{Button, ButtonKind, LinkButton, Notice, Tone},
    domain::listing::ListingId,
    error::{Conflict, Error},
};

/// Asks once more: what is deleted does not come back.
#[component]
pub fn ConfirmDelete(
    id: ListingId,
    updated_at: OffsetDateTime,
    action: ServerAction<DeleteListing>,
) -> impl IntoView {
    let version = updated_at.format(&Rfc3339).unwrap_or_default();
    let question = NodeRef::<html::Section>::new();
    // Who has asked for it by keyboard goes on from here.
    Effect::new(move || {
        if let Some(question) = question.get() {
            // Fails only on an element that is gone.
            let _ = question.focus();
        }
    });
    view! {
        <section class="confirm" aria-labelledby="confirm-delete" tabindex="-1" node_ref=question>
            <h2 id="confirm-delete">"Delete this offer?"</h2>
            <p>
                "Its notes, its price history and its links go with it, for good. "
                "To keep them out of the way instead, archive it."
            </p>
            {move || ask::failure(action).map(|error| view! {
                <Notice tone=Tone::Bad title="The offer was not deleted">{why_not(&error)}</Notice>
            })}
            <ActionForm action=action attr:class="form-actions">
                <input type="hidden" name="id" value=id.0/>
                <input type="hidden" name="if_updated_at" value=version/>
                <Button kind=ButtonKind::Danger submit=true busy=action.pending()>"Delete for good"</Button>
                <LinkButton href=format!("/listings/{}", id.0)>"Keep it"</LinkButton>
            </ActionForm>
        </section>
    }
    .into_any()
}

fn why_not(error: &Error) -> String {
    match error {
        Error::Conflict(Conflict::Stale) => {
            "It was changed elsewhere in the meantime. Reload to see how it stands, and decide again."
                .to_owned()
        }
        other => other.to_string(),
    }
}
