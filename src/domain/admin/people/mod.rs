//! People, as administrators look for them and list them.

mod cursor;
mod query;

use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

pub use self::{
    cursor::{CursorKey, PeopleCursor},
    query::{PeopleAsked, PeopleQuery, PeopleSort, WantedState},
};
use crate::domain::user::{Plan, Role, UserId};

/// Whether somebody may come in, and if not, why.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PersonState {
    /// They may.
    Active,
    /// An administrator or Clerk keeps them out.
    Deactivated,
    /// They were deleted at Clerk.
    Deleted,
}

impl PersonState {
    /// Every state, in reading order.
    pub const ALL: [Self; 3] = [Self::Active, Self::Deactivated, Self::Deleted];

    /// The name in addresses and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Deactivated => "deactivated",
            Self::Deleted => "deleted",
        }
    }

    /// For people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Deactivated => "Deactivated",
            Self::Deleted => "Deleted",
        }
    }
}

/// When somebody last signed in.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LastLogin {
    /// Within the last seven days.
    Week,
    /// Within the last thirty days.
    Month,
    /// More than ninety days ago.
    Absent,
    /// Not yet.
    Never,
}

impl LastLogin {
    /// Every answer, in reading order.
    pub const ALL: [Self; 4] = [Self::Week, Self::Month, Self::Absent, Self::Never];

    /// The name in addresses and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Absent => "absent",
            Self::Never => "never",
        }
    }

    /// For people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Week => "In the last 7 days",
            Self::Month => "In the last 30 days",
            Self::Absent => "More than 90 days ago",
            Self::Never => "Never",
        }
    }

    /// From when, and before when, as of `now`. Who never signed in counts as having done so when
    /// Unix time began.
    #[must_use]
    pub fn range(self, now: OffsetDateTime) -> (Option<OffsetDateTime>, Option<OffsetDateTime>) {
        let first = OffsetDateTime::UNIX_EPOCH + Duration::seconds(1);
        match self {
            Self::Week => (Some(now - Duration::days(7)), None),
            Self::Month => (Some(now - Duration::days(30)), None),
            Self::Absent => (Some(first), Some(now - Duration::days(90))),
            Self::Never => (None, Some(first)),
        }
    }
}

/// A person, as the admin area lists them.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Person {
    /// The number of the row.
    pub id: UserId,
    /// Clerk's id, `user_…`.
    pub clerk_id: Option<String>,
    /// The name to show.
    pub name: String,
    /// Unique.
    pub username: String,
    /// The primary address, once known.
    pub email: Option<String>,
    /// Picture, from Clerk.
    pub avatar_url: Option<String>,
    /// What they may do.
    pub role: Role,
    /// How much they may keep.
    pub plan: Plan,
    /// Whether they may come in.
    pub state: PersonState,
    /// Whether they may come in, in one word.
    pub is_active: bool,
    /// When the row was made.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// When they last signed in.
    #[serde(with = "time::serde::rfc3339::option")]
    pub last_login_at: Option<OffsetDateTime>,
}

/// A page of people.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeoplePage {
    /// In the order that was asked for.
    pub items: Vec<Person>,
    /// Where the next page begins, if there is one.
    pub next_cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn who_never_signed_in_is_not_long_absent() {
        let now = datetime!(2026-11-22 10:00 UTC);
        let within = |login: LastLogin, at: OffsetDateTime| {
            let (from, before) = login.range(now);
            from.is_none_or(|from| at >= from) && before.is_none_or(|before| at < before)
        };
        let never = OffsetDateTime::UNIX_EPOCH;
        assert!(within(LastLogin::Never, never) && !within(LastLogin::Absent, never));
        let long_ago = now - Duration::days(200);
        assert!(within(LastLogin::Absent, long_ago) && !within(LastLogin::Never, long_ago));
        assert!(within(LastLogin::Week, now) && !within(LastLogin::Week, now - Duration::days(8)));
        assert!(within(LastLogin::Month, now - Duration::days(8)));
    }
}
