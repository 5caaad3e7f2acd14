use leptos::{form::ActionForm, html::Form, prelude::*};

use super::actions::AddListing;
use crate::{
    components::{Button, ButtonKind, Composer, ListingFields, Notice, Tone, use_toasts},
    domain::listing::FieldError,
    error::Error,
};

/// The id that links to the form name.
const ID: &str = "add-offer";

/// The form that adds an offer. Works before the page's script has arrived: then the server
/// answers with this page, and what was wrong stands beside its field.
#[component]
pub fn AddOffer(
    /// Adds the offer.
    action: ServerAction<AddListing>,
    /// Whether it stands open by itself.
    unfolded: Signal<bool>,
) -> impl IntoView {
    let form = NodeRef::<Form>::new();
    let toasts = use_toasts();
    let failure = move || action.value().get().and_then(Result::err);
    let errors = Signal::derive(move || match failure() {
        Some(Error::Invalid(fields)) => fields,
        _ => Vec::<FieldError>::new(),
    });
    let open = Memo::new(move |was: Option<&bool>| {
        was.copied().unwrap_or(false) || unfolded.get() || failure().is_some()
    });
    Effect::new(move || {
        if let Some(Ok(listing)) = action.value().get() {
            if let Some(form) = form.get_untracked() {
                form.reset();
            }
            toasts.done(format!("Added {}", listing.details.title));
        }
    });
    view! {
        <Composer id=ID title="Add an offer" open=open>
            <ActionForm action=action node_ref=form attr:class="stack" attr:novalidate=true>
                {move || failure().map(|error| view! { <NotAdded error=error/> })}
                {view! { <ListingFields argument="listing" errors=errors/> }.into_any()}
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Add offer"</Button>
                    <span class="small muted">"A title is enough. The rest can follow."</span>
                </div>
            </ActionForm>
        </Composer>
    }
    .into_any()
}

#[component]
fn NotAdded(error: Error) -> impl IntoView {
    let text = match &error {
        Error::Invalid(_) => {
            "Have another look at what is marked. What you typed is still here.".to_owned()
        }
        other => format!("{other} What you typed is still here."),
    };
    view! { <Notice tone=Tone::Bad title="The offer was not added">{text}</Notice> }
}
