//! Offers in a collection, and what is decided about each.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::domain::{
    choice::choice,
    lenient,
    listing::{Condition, FieldError, ListingId},
    money::Usd,
    text,
};

/// The number of an item's row.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub i64);

/// Longest notes of an item, in characters.
pub const ITEM_NOTES_MAX: usize = 500;

choice! {
    /// What has been decided about an offer. Any may follow any.
    #[derive(Default)]
    ItemStatus {
        /// Nothing yet.
        #[default]
        Undecided = "undecided", "Undecided";
        /// Worth another look.
        Shortlisted = "shortlisted", "Shortlisted";
        /// Not this one.
        Rejected = "rejected", "Rejected";
        /// Done.
        Bought = "bought", "Bought";
    }
}

/// How many items have each status.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Nothing decided yet.
    pub undecided: i64,
    /// Worth another look.
    pub shortlisted: i64,
    /// Not these.
    pub rejected: i64,
    /// Done.
    pub bought: i64,
}

impl Counts {
    /// How many have this status.
    #[must_use]
    pub fn of(self, status: ItemStatus) -> i64 {
        match status {
            ItemStatus::Undecided => self.undecided,
            ItemStatus::Shortlisted => self.shortlisted,
            ItemStatus::Rejected => self.rejected,
            ItemStatus::Bought => self.bought,
        }
    }

    /// One item goes from one status to another, comes, or goes.
    pub fn shift(&mut self, from: Option<ItemStatus>, to: Option<ItemStatus>) {
        for (status, step) in [(from, -1), (to, 1)] {
            match status {
                None => {}
                Some(ItemStatus::Undecided) => self.undecided += step,
                Some(ItemStatus::Shortlisted) => self.shortlisted += step,
                Some(ItemStatus::Rejected) => self.rejected += step,
                Some(ItemStatus::Bought) => self.bought += step,
            }
        }
    }

    /// How many there are.
    #[must_use]
    pub fn total(self) -> i64 {
        self.undecided + self.shortlisted + self.rejected + self.bought
    }
}

/// What a collection tells about one of its offers.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemListing {
    /// The number of its row.
    pub id: ListingId,
    /// What is offered.
    pub title: String,
    /// Asking price; absent while unknown.
    pub price_usd: Option<Usd>,
    /// What the bare machine costs, by the owner's rules.
    pub adjusted_price_usd: Option<Usd>,
    /// USD per multi-core mark of the bare machine; four decimals.
    pub usd_per_multi_adj: Option<String>,
    /// The score; two decimals.
    pub score_composite: Option<String>,
    /// State of the machine.
    pub condition: Condition,
    /// Its processor.
    pub cpu_name: Option<String>,
    /// Where it is offered.
    pub listing_url: Option<String>,
    /// Whether it has been put away.
    pub is_archived: bool,
}

/// An offer's place in a collection.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// The number of the row.
    pub id: ItemId,
    /// What was decided.
    pub status: ItemStatus,
    /// Remarks, for the owner alone.
    pub notes: Option<String>,
    /// The place, from 0.
    pub position: i32,
    /// When it was added.
    #[serde(with = "time::serde::rfc3339")]
    pub added_at: OffsetDateTime,
    /// When it was last changed.
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
    /// The offer.
    pub listing: ItemListing,
}

/// An offer to put into a collection.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemDraft {
    /// The offer.
    pub listing_id: ListingId,
    /// What was decided already; `undecided` unless given.
    #[serde(default)]
    pub status: Option<String>,
    /// Remarks, for the owner alone; at most 500 characters.
    #[serde(default)]
    pub notes: Option<String>,
    /// Its place, from 0; the end unless given.
    #[serde(default)]
    pub position: Option<i32>,
}

/// A checked item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewItem {
    /// The offer.
    pub listing: ListingId,
    /// What was decided.
    pub status: ItemStatus,
    /// Remarks.
    pub notes: Option<String>,
    /// Its place; the end unless given.
    pub position: Option<i32>,
}

impl NewItem {
    /// An offer about which nothing is decided yet.
    #[must_use]
    pub fn undecided(listing: ListingId) -> Self {
        Self {
            listing,
            status: ItemStatus::Undecided,
            notes: None,
            position: None,
        }
    }
}

impl ItemDraft {
    /// Checks it.
    ///
    /// # Errors
    /// Every field that is wrong, each once.
    pub fn check(self) -> Result<NewItem, Vec<FieldError>> {
        let mut errors = Vec::new();
        let status = status(&mut errors, self.status).unwrap_or_default();
        let notes = text::optional(&mut errors, "notes", self.notes, ITEM_NOTES_MAX);
        let position = position(&mut errors, self.position);
        text::settle(
            NewItem {
                listing: self.listing_id,
                status,
                notes,
                position,
            },
            errors,
        )
    }
}

/// What to change of an item; what is left out stays.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemPatch {
    /// What is decided now.
    #[serde(default)]
    pub status: Option<String>,
    /// Remarks; empty for none.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub notes: Option<String>,
    /// The place to move it to, from 0; beyond the end is the end.
    #[serde(default)]
    pub position: Option<i32>,
    /// The item as it was read: refused with 409 if it has been changed since.
    #[serde(default, with = "time::serde::rfc3339::option")]
    pub if_updated_at: Option<OffsetDateTime>,
}

/// A checked change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemChange {
    /// What is decided now.
    pub status: Option<ItemStatus>,
    /// Remarks from now on; `Some(None)` for none.
    pub notes: Option<Option<String>>,
    /// The place to move it to.
    pub position: Option<i32>,
    /// The item as it was read.
    pub if_updated_at: Option<OffsetDateTime>,
}

impl ItemPatch {
    /// Checks what is given.
    ///
    /// # Errors
    /// Every field that is wrong, each once.
    pub fn check(self) -> Result<ItemChange, Vec<FieldError>> {
        let mut errors = Vec::new();
        let status = status(&mut errors, self.status);
        let notes = self
            .notes
            .map(|notes| text::optional(&mut errors, "notes", Some(notes), ITEM_NOTES_MAX));
        let position = position(&mut errors, self.position);
        text::settle(
            ItemChange {
                status,
                notes,
                position,
                if_updated_at: self.if_updated_at,
            },
            errors,
        )
    }
}

fn status(errors: &mut Vec<FieldError>, name: Option<String>) -> Option<ItemStatus> {
    let name = text::given(name)?;
    let status = ItemStatus::from_name(&name);
    if status.is_none() {
        let reason = format!("must be {}", ItemStatus::names());
        errors.push(FieldError::new("status", reason));
    }
    status
}

fn position(errors: &mut Vec<FieldError>, place: Option<i32>) -> Option<i32> {
    if place.is_some_and(|place| place < 0) {
        errors.push(FieldError::new("position", "must not be negative"));
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_follow_what_is_decided() {
        let mut counts = Counts {
            undecided: 2,
            ..Counts::default()
        };
        counts.shift(Some(ItemStatus::Undecided), Some(ItemStatus::Bought));
        counts.shift(Some(ItemStatus::Undecided), None);
        assert_eq!((counts.undecided, counts.bought, counts.total()), (0, 1, 1));
    }

    #[test]
    fn notes_that_a_patch_empties_go() {
        let change = ItemPatch {
            notes: Some("  ".into()),
            ..ItemPatch::default()
        }
        .check()
        .unwrap();
        assert_eq!(change.notes, Some(None));
        assert_eq!(change.status, None);
    }

    #[test]
    fn every_wrong_field_of_an_item_is_named() {
        let errors = ItemPatch {
            status: Some("maybe".into()),
            notes: Some("x".repeat(ITEM_NOTES_MAX + 1)),
            position: Some(-1),
            if_updated_at: None,
        }
        .check()
        .unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["status", "notes", "position"]);
    }
}
