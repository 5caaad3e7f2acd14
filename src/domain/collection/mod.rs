//! Collections: offers that a person has put together, with what they have decided about each.

mod adding;
mod change;
mod item;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

pub use self::{
    adding::{ADDED_MAX, Candidate, Shelf, ToAdd, listing_ids},
    change::{CollectionChange, CollectionPatch, SharingForm},
    item::{
        Counts, ITEM_NOTES_MAX, Item, ItemChange, ItemDraft, ItemId, ItemListing, ItemPatch,
        ItemStatus, NewItem,
    },
};
use super::{choice::choice, listing::FieldError, text};

/// The number of a collection's row.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CollectionId(pub i64);

/// Longest name, in characters.
pub const NAME_MAX: usize = 100;
/// Longest description, in characters.
pub const DESCRIPTION_MAX: usize = 1000;
/// What the collection is called that is made when one is needed and there is none.
pub const DEFAULT_NAME: &str = "My Deals";

choice! {
    /// Who may look at a collection.
    #[derive(Default)]
    Visibility {
        /// Its owner. It has no links.
        #[default]
        Private = "private", "Private";
        /// Whoever holds a live link.
        Unlisted = "unlisted", "By link";
        /// Also everybody who is signed in, on the discover page.
        Public = "public", "Public";
    }
}

impl Visibility {
    /// Who that is, to be read after its label.
    #[must_use]
    pub fn audience(self) -> &'static str {
        match self {
            Self::Private => "only you",
            Self::Unlisted => "whoever has one",
            Self::Public => "by link, and under Discover while that is open",
        }
    }

    /// What choosing it does, in a sentence or two.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Private => "Only you see it. Its links stop working at once.",
            Self::Unlisted => "Whoever has a link sees its offers, without your notes.",
            Self::Public => {
                "By link, and listed under Discover where an administrator has opened that."
            }
        }
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
    /// Whether they see what was decided about each offer. Never the notes.
    pub shows_status: bool,
    /// How many items it has, by what was decided.
    pub counts: Counts,
    /// When it was made.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// When it, or one of its items, was last changed.
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
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
    /// Whether those who look see what was decided about each offer. Never the notes.
    #[serde(default)]
    pub shows_status: bool,
}

/// A checked collection. Made by [`CollectionDraft::check`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCollection {
    name: String,
    description: Option<String>,
    visibility: Visibility,
    shows_status: bool,
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
                shows_status: self.shows_status,
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
            shows_status: false,
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

    /// Whether they see what was decided about each offer.
    #[must_use]
    pub fn shows_status(&self) -> bool {
        self.shows_status
    }
}

fn visibility(errors: &mut Vec<FieldError>, name: Option<String>) -> Option<Visibility> {
    let name = text::given(name)?;
    let visibility = Visibility::from_name(&name);
    if visibility.is_none() {
        let reason = format!("must be {}", Visibility::names());
        errors.push(FieldError::new("visibility", reason));
    }
    visibility
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(!new.shows_status());
    }

    #[test]
    fn every_wrong_field_of_a_collection_is_named() {
        let errors = CollectionDraft {
            name: " ".into(),
            description: Some("x".repeat(DESCRIPTION_MAX + 1)),
            visibility: Some("secret".into()),
            ..CollectionDraft::default()
        }
        .check()
        .unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["name", "description", "visibility"]);
    }
}
