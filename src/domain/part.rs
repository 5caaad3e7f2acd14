//! What drafts of catalogue rows have in common.

use super::{listing::FieldError, text::given};

/// Longest name in the catalogue, in characters.
pub const NAME_MAX: usize = 255;
/// Longest name of a maker, in characters.
pub const MANUFACTURER_MAX: usize = 128;

/// A whole number of a draft: from 1 to `max`, or nothing; notes what is wrong with it.
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
