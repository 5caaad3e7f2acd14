//! Collections: offers that a person has put together, with what they have decided about each.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{
    listing::{Condition, FieldError, ListingId},
    money::Usd,
    text,
};

/// The number of a collection's row.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CollectionId(pub i64);

/// The number of an item's row.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub i64);

/// Longest name, in characters.
pub const NAME_MAX: usize = 100;
/// Longest description, in characters.
pub const DESCRIPTION_MAX: usize = 1000;
/// Longest notes of an item, in characters.
pub const ITEM_NOTES_MAX: usize = 500;
/// The most offers that are put into a collection at once.
pub const ADDED_MAX: usize = 100;
/// What the collection is called that is made when one is needed and there is none.
pub const DEFAULT_NAME: &str = "My Deals";

/// Who may look at a collection.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// Its owner. It has no links.
    #[default]
    Private,
    /// Whoever holds a live link.
    Unlisted,
    /// Also everybody who is signed in, on the discover page.
    Public,
}

impl Visibility {
    /// From the narrowest to the widest.
    pub const ALL: [Self; 3] = [Self::Private, Self::Unlisted, Self::Public];

    /// The name in the database and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Unlisted => "unlisted",
            Self::Public => "public",
        }
    }

    /// The word that people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Private => "Private",
            Self::Unlisted => "Unlisted",
            Self::Public => "Public",
        }
    }

    /// Who that is, in a sentence.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Private => "Only you see it. Its links stop working at once.",
            Self::Unlisted => "Whoever has a link sees its offers, without your notes.",
            Self::Public => "As unlisted, and listed for everybody who is signed in.",
        }
    }

    /// The visibility of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// What has been decided about an offer. Any may follow any.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemStatus {
    /// Nothing yet.
    #[default]
    Undecided,
    /// Worth another look.
    Shortlisted,
    /// Not this one.
    Rejected,
    /// Done.
    Bought,
}

impl ItemStatus {
    /// In the order in which one decides.
    pub const ALL: [Self; 4] = [
        Self::Undecided,
        Self::Shortlisted,
        Self::Rejected,
        Self::Bought,
    ];

    /// The name in the database and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::Shortlisted => "shortlisted",
            Self::Rejected => "rejected",
            Self::Bought => "bought",
        }
    }

    /// The word that people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Undecided => "Undecided",
            Self::Shortlisted => "Shortlisted",
            Self::Rejected => "Rejected",
            Self::Bought => "Bought",
        }
    }

    /// The status of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
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

/// A collection, as its owner sees it.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Collection {
    /// The number of the row.
    pub id: CollectionId,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Who may look at it.
    pub visibility: Visibility,
    /// How many items it has, by what was decided.
    pub counts: Counts,
    /// When it was made.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// When it, or one of its items, was last changed.
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
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

/// An offer that is to be put into a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The number of its row.
    pub id: ListingId,
    /// What is offered.
    pub title: String,
}

/// A collection that candidates can be put into.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shelf {
    /// The collection.
    pub collection: Collection,
    /// How many of the candidates are in it already.
    pub held: i64,
}

/// Offers that are to be put into a collection, and where they could go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToAdd {
    /// The offers, in the order in which they were named.
    pub offers: Vec<Candidate>,
    /// The collections, the newest first.
    pub shelves: Vec<Shelf>,
}

/// The offers that an address names: numbers with commas between them, each once. What is no number
/// names nothing.
#[must_use]
pub fn listing_ids(text: &str) -> Vec<ListingId> {
    let mut ids = Vec::new();
    for id in text.split(',').filter_map(|part| part.trim().parse().ok()) {
        let id = ListingId(id);
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// A collection as a form or a client sends it: text that may be wrong.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollectionDraft {
    /// What it is called; required, at most 100 characters.
    #[serde(default)]
    pub name: String,
    /// What it is for; at most 1,000 characters.
    #[serde(default)]
    pub description: Option<String>,
    /// `private` (default), `unlisted` or `public`.
    #[serde(default)]
    pub visibility: Option<String>,
}

/// A checked collection. Made by [`CollectionDraft::check`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCollection {
    name: String,
    description: Option<String>,
    visibility: Visibility,
}

impl CollectionDraft {
    /// Turns the draft into a collection that can be kept.
    ///
    /// # Errors
    /// Every field that is wrong, each once.
    pub fn check(self) -> Result<NewCollection, Vec<FieldError>> {
        let mut errors = Vec::new();
        let name = text::required(&mut errors, "name", &self.name, NAME_MAX);
        let description = text::optional(
            &mut errors,
            "description",
            self.description,
            DESCRIPTION_MAX,
        );
        let visibility = visibility(&mut errors, self.visibility).unwrap_or_default();
        text::settle(
            NewCollection {
                name,
                description,
                visibility,
            },
            errors,
        )
    }
}

impl NewCollection {
    /// One that nobody has described yet.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.chars().take(NAME_MAX).collect(),
            description: None,
            visibility: Visibility::Private,
        }
    }
    /// What it is called: 1 to 100 characters.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
    /// What it is for.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }
    /// Who may look at it.
    #[must_use]
    pub fn visibility(&self) -> Visibility {
        self.visibility
    }
}

/// What to change of a collection; what is left out stays.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollectionPatch {
    /// What it is called from now on.
    #[serde(default)]
    pub name: Option<String>,
    /// What it is for; empty for nothing.
    #[serde(default)]
    pub description: Option<String>,
    /// `private`, `unlisted` or `public`. Private ends all its links at once, and for good.
    #[serde(default)]
    pub visibility: Option<String>,
}

/// A checked change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CollectionChange {
    /// What it is called from now on.
    pub name: Option<String>,
    /// What it is for from now on; `Some(None)` for nothing.
    pub description: Option<Option<String>>,
    /// Who may look at it from now on.
    pub visibility: Option<Visibility>,
}

impl CollectionPatch {
    /// Checks what is given.
    ///
    /// # Errors
    /// Every field that is wrong, each once.
    pub fn check(self) -> Result<CollectionChange, Vec<FieldError>> {
        let mut errors = Vec::new();
        let name = self
            .name
            .map(|name| text::required(&mut errors, "name", &name, NAME_MAX));
        let description = self.description.map(|description| {
            text::optional(
                &mut errors,
                "description",
                Some(description),
                DESCRIPTION_MAX,
            )
        });
        let visibility = visibility(&mut errors, self.visibility);
        text::settle(
            CollectionChange {
                name,
                description,
                visibility,
            },
            errors,
        )
    }
}

fn visibility(errors: &mut Vec<FieldError>, name: Option<String>) -> Option<Visibility> {
    let name = text::given(name)?;
    let visibility = Visibility::from_name(&name);
    if visibility.is_none() {
        errors.push(FieldError::new(
            "visibility",
            "must be private, unlisted or public",
        ));
    }
    visibility
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
}

impl NewItem {
    /// An offer about which nothing is decided yet.
    #[must_use]
    pub fn undecided(listing: ListingId) -> Self {
        Self {
            listing,
            status: ItemStatus::Undecided,
            notes: None,
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
        text::settle(
            NewItem {
                listing: self.listing_id,
                status,
                notes,
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
    #[serde(default)]
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
        if self.position.is_some_and(|position| position < 0) {
            errors.push(FieldError::new("position", "must not be negative"));
        }
        text::settle(
            ItemChange {
                status,
                notes,
                position: self.position,
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
        errors.push(FieldError::new(
            "status",
            "must be undecided, shortlisted, rejected or bought",
        ));
    }
    status
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(errors: &[FieldError]) -> Vec<&str> {
        errors.iter().map(|error| error.field.as_str()).collect()
    }

    #[test]
    fn an_address_names_offers_by_number_each_once() {
        assert_eq!(
            listing_ids("3, 1,3,x,,2"),
            [ListingId(3), ListingId(1), ListingId(2)]
        );
        assert_eq!(listing_ids(""), []);
    }

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
    fn a_name_is_all_that_a_collection_needs_and_it_is_private() {
        let new = CollectionDraft {
            name: " Proxmox node ".into(),
            description: Some(" ".into()),
            ..CollectionDraft::default()
        }
        .check()
        .unwrap();
        assert_eq!(
            (new.name(), new.description(), new.visibility()),
            ("Proxmox node", None, Visibility::Private)
        );
    }

    #[test]
    fn every_wrong_field_of_a_collection_is_named() {
        let errors = CollectionDraft {
            name: " ".into(),
            description: Some("x".repeat(DESCRIPTION_MAX + 1)),
            visibility: Some("secret".into()),
        }
        .check()
        .unwrap_err();
        assert_eq!(fields(&errors), ["name", "description", "visibility"]);
        let errors = CollectionPatch {
            name: Some(String::new()),
            description: Some("a\0".into()),
            visibility: Some("secret".into()),
        }
        .check()
        .unwrap_err();
        assert_eq!(fields(&errors), ["name", "description", "visibility"]);
    }

    #[test]
    fn what_a_patch_leaves_out_stays_and_what_it_empties_goes() {
        assert_eq!(
            CollectionPatch::default().check(),
            Ok(CollectionChange::default())
        );
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
        assert_eq!(fields(&errors), ["status", "notes", "position"]);
    }
}
