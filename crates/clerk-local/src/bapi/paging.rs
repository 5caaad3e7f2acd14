//! Pages of lists.

use serde::Serialize;

use crate::errors::ApiError;

/// How many items a page has unless asked otherwise.
pub(super) const DEFAULT_LIMIT: usize = 10;
const MAX_LIMIT: usize = 500;

/// Reads `limit`.
///
/// # Errors
/// `form_param_value_invalid` unless it is a number from 1 to 500.
pub(super) fn limit(text: &str) -> Result<usize, ApiError> {
    let limit = text.parse().ok();
    limit
        .filter(|limit| (1..=MAX_LIMIT).contains(limit))
        .ok_or_else(|| ApiError::param_value_invalid("limit"))
}

/// A page that knows of how many items it is one.
#[derive(Debug, Serialize)]
pub(super) struct Paginated<T> {
    pub(super) data: Vec<T>,
    pub(super) total_count: usize,
}

/// How many there are.
#[derive(Debug, Serialize)]
pub(super) struct TotalCount {
    object: &'static str,
    total_count: usize,
}

impl TotalCount {
    pub(super) const fn new(total_count: usize) -> Self {
        Self {
            object: "total_count",
            total_count,
        }
    }
}
