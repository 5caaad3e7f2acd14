//! What processors and graphics cards have in common.

use serde::{Deserialize, Serialize};

use super::{
    listing::{Direction, FieldError, ListingId},
    money::Usd,
    text::{self, given, one_of},
};

/// Longest name in the catalogue, in characters.
pub const NAME_MAX: usize = 255;
/// Longest name of a maker, in characters.
pub const MANUFACTURER_MAX: usize = 128;
/// How many words of a search count.
const WORDS_MAX: usize = 8;

/// An offer, as the page of one of its parts lists it.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartOffer {
    /// The offer.
    pub listing_id: ListingId,
    /// What is offered.
    pub title: String,
    /// Asking price.
    pub price_usd: Option<Usd>,
    /// Price after the rules.
    pub adjusted_price_usd: Option<Usd>,
}

/// The words of a search, in lower case.
pub(super) fn words(search: &str) -> Vec<String> {
    let search = search.replace('\0', "");
    let words = search.split_whitespace().take(WORDS_MAX);
    words.map(str::to_lowercase).collect()
}

/// What a list is asked to be sorted by, and which way; notes what of it is not known. By names, its
/// usual order, it runs one way only, whatever is asked.
pub(super) fn order<S: Copy + Default + PartialEq>(
    errors: &mut Vec<FieldError>,
    (sort, dir): (&str, &str),
    from_name: fn(&str) -> Option<S>,
    names: fn() -> String,
    natural: fn(S) -> Direction,
) -> (S, Direction) {
    let (sort, dir) = (Some(sort.to_owned()), Some(dir.to_owned()));
    let sort = one_of(errors, "sort", sort, from_name, names).unwrap_or_default();
    let dir = one_of(errors, "dir", dir, Direction::from_name, Direction::names);
    let dir = dir.filter(|_| sort != S::default());
    (sort, dir.unwrap_or_else(|| natural(sort)))
}

/// The name of a draft; notes what is wrong with it.
pub(super) fn name(errors: &mut Vec<FieldError>, name: Option<String>) -> String {
    text::required(errors, "name", &name.unwrap_or_default(), NAME_MAX)
}

/// The maker of a draft, or nothing; notes what is wrong with it.
pub(super) fn manufacturer(errors: &mut Vec<FieldError>, name: Option<String>) -> Option<String> {
    text::optional(errors, "manufacturer", name, MANUFACTURER_MAX)
}

/// A number of the catalogue as a draft holds it.
pub(super) fn typed(number: Option<i32>) -> Option<String> {
    number.map(|number| number.to_string())
}

/// A whole number of a draft within `range`, or nothing; notes what is wrong with it.
pub(super) fn whole(
    errors: &mut Vec<FieldError>,
    field: &str,
    text: Option<String>,
    range: std::ops::RangeInclusive<i32>,
) -> Option<i32> {
    let text = given(text)?;
    let number = text.parse().ok().filter(|number| range.contains(number));
    if number.is_none() {
        let reason = format!(
            "must be a whole number from {} to {}",
            range.start(),
            range.end()
        );
        errors.push(FieldError::new(field, reason));
    }
    number
}
