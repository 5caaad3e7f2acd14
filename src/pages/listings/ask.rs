//! What the pages about one offer read from their address, and say of it.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::{hooks::use_query_map, params::ParamsMap};

use crate::{
    components::{amount, rate},
    domain::listing::{FieldError, Listing, ListingId},
    error::Error,
};

/// The offer that the path names. What is no number names none that there is.
pub fn id(params: &ParamsMap) -> ListingId {
    let number = params.get_str("id").and_then(|text| text.parse().ok());
    ListingId(number.unwrap_or_default())
}

/// What is said of an offer that was just added.
pub fn added(listing: &Listing) -> String {
    let title = &listing.details.title;
    let derived = &listing.derived;
    match (derived.adjusted_price_usd, derived.usd_per_multi_adj) {
        (Some(adjusted), Some(per_mark)) => format!(
            "Added {title}: adjusted price {}, {} per mark.",
            amount(adjusted),
            rate(per_mark)
        ),
        (Some(adjusted), None) => {
            format!("Added {title}: adjusted price {}.", amount(adjusted))
        }
        (None, _) => format!("Added {title}."),
    }
}

/// What was typed into a field of a form that was sent without JavaScript and failed.
pub fn typed(field: &str) -> Option<String> {
    use_query_map().with_untracked(|query| query.get(field))
}

/// Why an action failed, if it did.
pub fn failure<T, O>(action: ServerAction<T>) -> Option<Error>
where
    T: ServerFn<Output = O, Error = Error> + Clone + Send + Sync + 'static,
    O: Clone + Send + Sync + 'static,
{
    action.value().get().and_then(Result::err)
}

/// What is wrong with a field, as a sentence, once an action has failed by it.
pub fn wrong<T, O>(
    action: ServerAction<T>,
    field: &'static str,
    label: &'static str,
) -> MaybeProp<String>
where
    T: ServerFn<Output = O, Error = Error> + Clone + Send + Sync + 'static,
    O: Clone + Send + Sync + 'static,
{
    MaybeProp::derive(move || {
        let Some(Error::Invalid(errors)) = failure(action) else {
            return None;
        };
        let error: &FieldError = errors.iter().find(|error| error.field == field)?;
        Some(format!("{label} {}.", error.reason))
    })
}
