use leptos::{form::ActionForm, prelude::*};
use time::format_description::well_known::Rfc3339;

use super::{actions::ChangeListing, ask};
use crate::{
    components::{Button, ButtonKind, Notice, TextAreaField, Tone},
    domain::listing::{Listing, NOTES_MAX},
    error::{Conflict, Error},
};

/// The owner's remarks, to read and change.
#[component]
pub fn Notes(listing: Listing, action: ServerAction<ChangeListing>) -> impl IntoView {
    let there = listing.details.notes.clone().unwrap_or_default();
    let version = listing.updated_at.format(&Rfc3339).unwrap_or_default();
    let typed = ask::typed("listing[notes]");
    let page = format!("/listings/{}?tab=notes", listing.id.0);
    let kept = StoredValue::new((there.clone(), page));
    // Putting the offer away without a script calls the same function.
    let of_status = ask::typed("listing[status]").is_some();
    let failure = move || {
        let is_of_this = !of_status || action.version().get() > 0;
        ask::failure(action).filter(|_| is_of_this)
    };
    view! {
        <ActionForm action=action attr:class="stack measure" attr:novalidate=true>
            {move || failure().map(|error| {
                let (there, page) = kept.get_value();
                view! { <NotSaved error=error there=there page=page/> }
            })}
            <input type="hidden" name="id" value=listing.id.0/>
            <input type="hidden" name="listing[if_updated_at]" value=version/>
            <TextAreaField
                id="notes" name="listing[notes]" label="Notes" value=typed.unwrap_or(there)
                hint="Only you can read them. They are not part of what you share."
                error=ask::wrong(action, "notes", "The notes") optional=true rows=8 max_length=NOTES_MAX
            />
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Save notes"</Button>
            </div>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn NotSaved(error: Error, there: String, page: String) -> impl IntoView {
    let is_stale = error == Error::Conflict(Conflict::Stale);
    let text = match &error {
        Error::Invalid(_) => "Have another look at what is marked. It is still here.".to_owned(),
        Error::Conflict(Conflict::Stale) => {
            "The offer was changed elsewhere in the meantime, and nothing was overwritten. \
             Copy what you typed, open the notes anew and add it there."
                .to_owned()
        }
        other => format!("{other} What you typed is still here."),
    };
    view! {
        <Notice tone=Tone::Bad title="The notes were not saved">
            <p>{text}</p>
            {is_stale.then(|| view! {
                <p>
                    <a href=page rel="external">"Open the notes anew"</a>
                    {(!there.is_empty()).then_some(". They were there before.")}
                </p>
            })}
        </Notice>
    }
    .into_any()
}
