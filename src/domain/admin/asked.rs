//! What the questions of the admin area have in common.

use crate::domain::listing::FieldError;

/// How many rows a page holds unless asked otherwise.
pub(super) const PAGE: u16 = 50;
/// The most that a page holds.
const PAGE_MAX: u16 = 200;

/// The one of `all` that is called `text`; none when it is empty. What is not known is an error.
pub(super) fn one_of<T: Copy>(
    errors: &mut Vec<FieldError>,
    field: &'static str,
    text: &str,
    all: &[T],
    name: impl Fn(&T) -> &'static str,
) -> Option<T> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let found = all.iter().find(|it| name(it) == text).copied();
    if found.is_none() {
        let names: Vec<&str> = all.iter().map(name).collect();
        errors.push(FieldError::new(
            field,
            format!("must be one of {}", names.join(", ")),
        ));
    }
    found
}

/// How many are wanted.
pub(super) fn limit(errors: &mut Vec<FieldError>, text: &str) -> u16 {
    match text.trim() {
        "" => PAGE,
        text => match text.parse() {
            Ok(limit @ 1..=PAGE_MAX) => limit,
            _ => {
                errors.push(FieldError::new(
                    "limit",
                    format!("must be from 1 to {PAGE_MAX}"),
                ));
                PAGE
            }
        },
    }
}
