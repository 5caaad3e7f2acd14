//! Rows of nobody's, from before people had accounts.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::asked::{limit, one_of};
use crate::domain::address::href;
use crate::domain::{listing::FieldError, user::UserId};

/// The most rows that are given away at once.
pub const ASSIGN_MAX: usize = 200;

/// Where such rows can be.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OrphanTable {
    /// Offers.
    #[default]
    Listing,
    /// Scoring profiles.
    Profile,
    /// Rulesets.
    Ruleset,
}

impl OrphanTable {
    /// Every table, in reading order.
    pub const ALL: [Self; 3] = [Self::Listing, Self::Profile, Self::Ruleset];

    /// The name in addresses and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Listing => "listing",
            Self::Profile => "profile",
            Self::Ruleset => "ruleset",
        }
    }

    /// For people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Listing => "Offers",
            Self::Profile => "Scoring profiles",
            Self::Ruleset => "Rulesets",
        }
    }
}

/// Which of them are wanted, as an address holds it.
#[cfg_attr(feature = "ssr", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "ssr", into_params(parameter_in = Query))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrphansAsked {
    /// `listing` (the default), `profile` or `ruleset`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub table: String,
    /// Where the last page ended: its `next_cursor`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cursor: String,
    /// How many, 50 unless given, 200 at most.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub limit: String,
}

impl OrphansAsked {
    /// Understands the question: the table, the number after which the page begins, and how many.
    ///
    /// # Errors
    /// Every field that says something that is not known.
    pub fn check(&self) -> Result<(OrphanTable, i64, u16), Vec<FieldError>> {
        let mut errors = Vec::new();
        let table = one_of(&mut errors, "table", &self.table, &OrphanTable::ALL, |it| {
            it.name()
        });
        let after = match self.cursor.as_str() {
            "" => 0,
            text => text.parse().unwrap_or_else(|_| {
                errors.push(FieldError::new("cursor", "is not one that this list gave"));
                0
            }),
        };
        let limit = limit(&mut errors, &self.limit);
        if errors.is_empty() {
            Ok((table.unwrap_or_default(), after, limit))
        } else {
            Err(errors)
        }
    }

    /// The address at `path` that asks this.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        href(
            path,
            &[
                ("table", &self.table),
                ("cursor", &self.cursor),
                ("limit", &self.limit),
            ],
        )
    }
}

/// A row of nobody's.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Orphan {
    /// Its number.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// When it was made.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
}

/// A page of them.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrphansPage {
    /// The oldest first.
    pub items: Vec<Orphan>,
    /// Where the next page begins, if there is one.
    pub next_cursor: Option<String>,
}

/// Rows that are to get an owner.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// Where they are.
    pub table: OrphanTable,
    /// Their numbers, 200 at most.
    #[cfg_attr(feature = "ssr", schema(min_items = 1, max_items = 200))]
    pub ids: Vec<i64>,
    /// The person who gets them.
    pub user_id: UserId,
}

impl Assignment {
    /// Whether it says something that can be done.
    ///
    /// # Errors
    /// When there are no rows, or too many.
    pub fn check(&self) -> Result<(), Vec<FieldError>> {
        match self.ids.len() {
            0 => Err(vec![FieldError::new("ids", "must name at least one row")]),
            1..=ASSIGN_MAX => Ok(()),
            _ => Err(vec![FieldError::new(
                "ids",
                format!("must be at most {ASSIGN_MAX}"),
            )]),
        }
    }
}

/// What came of it.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assigned {
    /// How many got an owner; the others had one by then, or are gone.
    pub assigned: i64,
}
