//! Collections: offers that a person has put together, with what they have decided about each.

mod adding;
mod item;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

pub use self::{
    adding::{ADDED_MAX, Candidate, Shelf, ToAdd, listing_ids},
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
        Unlisted = "unlisted", "Unlisted";
        /// Also everybody who is signed in, on the discover page.
        Public = "public", "Public";
    }
}

impl Visibility {
    /// Who that is, in a sentence.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Private => "Only you see it. Its links stop working at once.",
            Self::Unlisted => "Whoever has a link sees its offers, without your notes.",
            Self::Public => "As unlisted, and listed for everybody who is signed in.",
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
    /// `updated_at` of the collection as it was read: refused with 409 if its name, description or
    /// visibility have been changed since. What is in it may have.
    #[serde(default, with = "time::serde::rfc3339::option")]
    pub if_updated_at: Option<OffsetDateTime>,
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
    /// When the collection was read.
    pub if_updated_at: Option<OffsetDateTime>,
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
                if_updated_at: self.if_updated_at,
            },
            errors,
        )
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

    fn fields(errors: &[FieldError]) -> Vec<&str> {
        errors.iter().map(|error| error.field.as_str()).collect()
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
            if_updated_at: None,
        }
        .check()
        .unwrap_err();
        assert_eq!(fields(&errors), ["name", "description", "visibility"]);
    }

    #[test]
    fn what_a_patch_leaves_out_stays() {
        assert_eq!(
            CollectionPatch::default().check(),
            Ok(CollectionChange::default())
        );
    }
}
