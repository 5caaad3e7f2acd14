//! Public links.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::domain::listing::FieldError;

/// The number of a link's row. Links to offers and to collections are numbered apart.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LinkId(pub i64);

/// How long a link to an offer works unless said otherwise, in days.
pub const LINK_DAYS: i32 = 180;
/// The longest that a link can be made to work, in days.
pub const LINK_DAYS_MAX: i32 = 3650;

/// A public link, as its maker sees it: without what makes it work, which is shown once.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The number of the row.
    pub id: LinkId,
    /// How its secret begins, to tell links apart.
    pub prefix: String,
    /// How often somebody else has looked.
    pub view_count: i64,
    /// Whether it works.
    pub is_live: bool,
    /// When it stops working; never, unless given.
    #[serde(with = "time::serde::rfc3339::option")]
    pub expires_at: Option<OffsetDateTime>,
    /// When it was made to stop.
    #[serde(with = "time::serde::rfc3339::option")]
    pub revoked_at: Option<OffsetDateTime>,
    /// When it was made.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
}

/// How long a new link is to work.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkDraft {
    /// Days until it stops working, at most 3,650; 0 for never. Unless given, 180 for an offer and
    /// never for a collection.
    #[serde(default)]
    pub expires_in_days: Option<i32>,
}

impl LinkDraft {
    /// Days until the link stops working; `None` for never.
    ///
    /// # Errors
    /// When that is not a number of days that a link can have.
    pub fn days(self, default: Option<i32>) -> Result<Option<i32>, Vec<FieldError>> {
        match self.expires_in_days {
            None => Ok(default),
            Some(0) => Ok(None),
            Some(days @ 1..=LINK_DAYS_MAX) => Ok(Some(days)),
            Some(_) => Err(vec![FieldError::new(
                "expires_in_days",
                format!("must be from 0 to {LINK_DAYS_MAX}"),
            )]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_works_as_long_as_asked_for_and_zero_is_for_ever() {
        let days = |asked| {
            LinkDraft {
                expires_in_days: asked,
            }
            .days(Some(LINK_DAYS))
        };
        assert_eq!(days(None), Ok(Some(180)));
        assert_eq!(days(Some(0)), Ok(None));
        assert_eq!(days(Some(7)), Ok(Some(7)));
        for wrong in [-1, LINK_DAYS_MAX + 1] {
            assert!(days(Some(wrong)).is_err(), "{wrong}");
        }
    }
}
