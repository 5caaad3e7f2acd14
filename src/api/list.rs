use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{domain::listing::FieldError, error::Error, service::Page};

/// A part of a list in an answer.
#[derive(Serialize, ToSchema)]
pub struct List<T> {
    /// What is in this part.
    pub items: Vec<T>,
    /// Where the next part begins, for `cursor`; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

impl<T> List<T> {
    /// All there is, in one part.
    pub fn whole(items: Vec<T>) -> Self {
        Self {
            items,
            next_cursor: None,
        }
    }
}

impl<T> From<Page<T>> for List<T> {
    fn from(page: Page<T>) -> Self {
        Self {
            items: page.items,
            next_cursor: page.next.map(|id| id.to_string()),
        }
    }
}

/// Which part of a list.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Part {
    /// `next_cursor` of the part before.
    #[serde(default)]
    pub cursor: Option<String>,
    /// How many at most: 1 to 200.
    #[serde(default)]
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
}

impl Part {
    /// As many as an answer holds, unless said otherwise.
    pub fn limit(&self) -> Result<i64, Error> {
        match self.limit {
            None => Ok(50),
            Some(limit @ 1..=200) => Ok(limit),
            Some(_) => Err(wrong("limit", "must be from 1 to 200")),
        }
    }

    /// The id that the cursor stands for.
    pub fn after(&self) -> Result<Option<i64>, Error> {
        self.cursor
            .as_deref()
            .map(|cursor| {
                cursor
                    .parse()
                    .map_err(|_| wrong("cursor", "must be a next_cursor"))
            })
            .transpose()
    }
}

/// Says that a parameter is wrong.
pub fn wrong(field: &str, reason: &str) -> Error {
    Error::Invalid(vec![FieldError::new(field, reason)])
}
