//! Shapes that many answers share.

use serde::Deserialize;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Page<T> {
    /// The objects of this page.
    pub data: Vec<T>,
    /// How many there are on all pages.
    pub total_count: u64,
}

/// What remains of an object that was deleted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Deleted {
    /// Its id.
    pub id: String,
    /// Always true.
    pub deleted: bool,
}

/// A number in an object.
#[derive(Deserialize)]
pub(super) struct TotalCount {
    pub(super) total_count: u64,
}

/// Repeats a name for each of its values, as Clerk's API takes lists.
pub(super) fn repeated<'a>(
    name: &'static str,
    values: &'a [String],
) -> impl Iterator<Item = (&'static str, String)> + 'a {
    values.iter().map(move |value| (name, value.clone()))
}
