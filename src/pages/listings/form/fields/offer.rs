use leptos::prelude::*;

use super::{FieldErrors, name, part_error, text};
use crate::{
    components::{Choice, Field, SelectField},
    domain::{
        appraisal::Catalogue,
        listing::{Condition, ListingDraft, NAME_MAX, TITLE_MAX, URL_MAX},
    },
    pages::{listings::form::part::CpuField, told::error},
};

#[component]
pub(super) fn Offer(
    start: ListingDraft,
    errors: FieldErrors,
    catalogue: RwSignal<Catalogue>,
    has_more: bool,
    read: Callback<()>,
) -> impl IntoView {
    let conditions = Condition::ALL.map(|it| Choice::new(it.name(), it.label()));
    let condition = given(start.condition, Condition::default().name());
    view! {
        <section class="offer-form__section">
            <h2>"Offer"</h2>
            <div class="offer-form__grid">
                <Field
                    id="title" name=name("title") label="Title" value=text(start.title)
                    error=error(errors, "title", "The title") max_length=TITLE_MAX
                    placeholder="ThinkCentre M75q Gen 2"
                />
                <Field
                    id="price_usd" name=name("price_usd") label="Price" value=text(start.price_usd)
                    error=error(errors, "price_usd", "The price") optional=true numeric=true unit="USD"
                />
                <SelectField
                    id="condition" name=name("condition") label="Condition" choices=conditions.to_vec()
                    selected=condition error=error(errors, "condition", "The condition")
                />
                {view! {
                    <CpuField
                        name=name("cpu") value=text(start.cpu) error=part_error(errors, ["cpu", "cpu_id"], "The CPU")
                        catalogue=catalogue has_more=has_more read=read
                    />
                }
                .into_any()}
                <Field
                    id="listing_url" name=name("listing_url") label="Link" kind="url" value=text(start.listing_url)
                    error=error(errors, "listing_url", "The link") optional=true max_length=URL_MAX
                />
                <Field
                    id="seller" name=name("seller") label="Seller" value=text(start.seller)
                    error=error(errors, "seller", "The seller") optional=true max_length=NAME_MAX
                />
            </div>
        </section>
    }
    .into_any()
}

fn given(value: Option<String>, otherwise: &str) -> String {
    value
        .filter(|value| !value.is_empty())
        .unwrap_or_else(|| otherwise.to_owned())
}
