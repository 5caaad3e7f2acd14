use leptos::prelude::*;

use super::{Choice, Field, SelectField, TextAreaField};
use crate::domain::listing::{
    Condition, FieldError, ListingDraft, NAME_MAX, NOTES_MAX, TITLE_MAX, URL_MAX,
};

/// The fields of an offer, for the forms that add and edit one.
#[component]
pub fn ListingFields(
    /// The server function's argument; fields are named `argument[field]`.
    argument: &'static str,
    /// What stands in the fields at first.
    #[prop(optional)]
    draft: ListingDraft,
    /// What is wrong with what was sent.
    #[prop(optional, into)]
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let name = move |field: &str| format!("{argument}[{field}]");
    let error = move |field: &'static str, label: &'static str| {
        MaybeProp::derive(move || {
            errors.with(|errors| {
                let error = errors.iter().find(|error| error.field == field)?;
                Some(format!("{label} {}.", error.reason))
            })
        })
    };
    let conditions = Condition::ALL
        .map(|condition| Choice::new(condition.name(), condition.label()))
        .to_vec();
    let condition = draft
        .condition
        .unwrap_or_else(|| Condition::default().name().to_owned());
    view! {
        <div class="offer-fields">
            <Field
                id="title" name=name("title") label="Title" value=draft.title.unwrap_or_default()
                error=error("title", "The title") max_length=TITLE_MAX
                placeholder="ThinkCentre M75q Gen 2"
            />
            <Field
                id="price_usd" name=name("price_usd") label="Price"
                value=draft.price_usd.unwrap_or_default()
                error=error("price_usd", "The price") optional=true numeric=true unit="USD"
            />
            <SelectField
                id="condition" name=name("condition") label="Condition" choices=conditions
                selected=condition error=error("condition", "The condition")
            />
            <Field
                id="listing_url" name=name("listing_url") label="Link" kind="url"
                value=draft.listing_url.unwrap_or_default()
                error=error("listing_url", "The link") optional=true max_length=URL_MAX
            />
            <Field
                id="seller" name=name("seller") label="Seller"
                value=draft.seller.unwrap_or_default()
                error=error("seller", "The seller") optional=true max_length=NAME_MAX
            />
            <TextAreaField
                id="notes" name=name("notes") label="Notes"
                value=draft.notes.unwrap_or_default() hint="Only you can read them."
                error=error("notes", "The notes") optional=true max_length=NOTES_MAX
            />
        </div>
    }
    .into_any()
}
