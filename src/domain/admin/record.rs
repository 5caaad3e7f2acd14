//! Everything about one person, and what may be done to them.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{Person, PersonState, Reason};
use crate::domain::{listing::FieldError, user::UserId};

/// A person with what only their own page shows.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRecord {
    /// The person, as lists show them.
    #[serde(flatten)]
    pub person: Person,
    /// Whether a ban at Clerk is what keeps them out.
    pub is_banned: bool,
    /// When they were deleted at Clerk.
    #[serde(with = "time::serde::rfc3339::option")]
    pub deleted_at: Option<OffsetDateTime>,
    /// Until when the deletion can be taken back.
    #[serde(with = "time::serde::rfc3339::option")]
    pub restorable_until: Option<OffsetDateTime>,
    /// How much is theirs.
    pub owned: Owned,
}

/// How much is a person's.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owned {
    /// Offers.
    pub listings: i64,
    /// Collections.
    pub collections: i64,
    /// Scoring profiles.
    pub profiles: i64,
    /// Rulesets.
    pub rulesets: i64,
    /// Links to offers.
    pub links: i64,
    /// Offers shown to others.
    pub shares_sent: i64,
    /// Offers shown to them.
    pub shares_received: i64,
}

impl Owned {
    /// Each count with its name, in reading order.
    #[must_use]
    pub fn counts(&self) -> [(&'static str, i64); 7] {
        [
            ("Offers", self.listings),
            ("Collections", self.collections),
            ("Scoring profiles", self.profiles),
            ("Rulesets", self.rulesets),
            ("Links", self.links),
            ("Shares sent", self.shares_sent),
            ("Shares received", self.shares_received),
        ]
    }
}

/// What an administrator may do to whether somebody may come in.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StandingAct {
    /// Keep them out, here only.
    Deactivate,
    /// Let them in again.
    Reactivate,
    /// Keep them out at Clerk too: their sessions end, and they cannot sign in.
    Ban,
    /// End a ban.
    Unban,
    /// Take their deletion back.
    Restore,
}

impl StandingAct {
    /// Every act.
    pub const ALL: [Self; 5] = [
        Self::Deactivate,
        Self::Reactivate,
        Self::Ban,
        Self::Unban,
        Self::Restore,
    ];

    /// The name in forms and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Deactivate => "deactivate",
            Self::Reactivate => "reactivate",
            Self::Ban => "ban",
            Self::Unban => "unban",
            Self::Restore => "restore",
        }
    }

    /// For people, with what it does.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Deactivate => "Deactivate: they cannot use Deal Brain",
            Self::Reactivate => "Reactivate: they can use Deal Brain again",
            Self::Ban => "Ban at Clerk: their sessions end, they cannot sign in",
            Self::Unban => "End the ban at Clerk",
            Self::Restore => "Undo the deletion: their name, address and account come back",
        }
    }

    /// What can be done to somebody as they are.
    #[must_use]
    pub fn open_to(record: &PersonRecord) -> Vec<Self> {
        match record.person.state {
            PersonState::Active if record.person.clerk_id.is_some() => {
                vec![Self::Deactivate, Self::Ban]
            }
            PersonState::Active => vec![Self::Deactivate],
            PersonState::Deactivated if record.is_banned => vec![Self::Unban],
            PersonState::Deactivated => vec![Self::Reactivate],
            PersonState::Deleted if record.restorable_until.is_some() => vec![Self::Restore],
            PersonState::Deleted => Vec::new(),
        }
    }
}

/// What must be typed before somebody is purged: it cannot be typed by habit.
#[must_use]
pub fn purge_phrase(id: UserId) -> String {
    format!("purge {}", id.0)
}

/// Whether a purge was confirmed by its phrase and given a reason.
///
/// # Errors
/// Every field that is wrong.
pub fn check_purge(id: UserId, typed: &str, reason: &str) -> Result<Reason, Vec<FieldError>> {
    let phrase = purge_phrase(id);
    let is_meant = typed.trim().eq_ignore_ascii_case(&phrase);
    let wrong = (!is_meant).then(|| FieldError::new("confirmation", format!("must be “{phrase}”")));
    match (Reason::new(reason), wrong) {
        (Ok(reason), None) => Ok(reason),
        (Ok(_), Some(wrong)) => Err(vec![wrong]),
        (Err(error), wrong) => Err(wrong.into_iter().chain([error]).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_phrase_of_that_person_will_do() {
        assert!(check_purge(UserId(7), " Purge 7 ", "asked for").is_ok());
        for typed in ["", "purge", "purge 77", "7", "purge  7"] {
            let errors = check_purge(UserId(7), typed, " ").unwrap_err();
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields, ["confirmation", "reason"], "{typed}");
        }
    }
}
