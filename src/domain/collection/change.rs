//! What is changed of a collection.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{DESCRIPTION_MAX, NAME_MAX, Visibility, visibility};
use crate::domain::{lenient, listing::FieldError, text};

/// What to change of a collection; what is left out stays.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollectionPatch {
    /// What it is called from now on.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub name: Option<String>,
    /// What it is for; empty for nothing.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub description: Option<String>,
    /// `private`, `unlisted` or `public`. Private ends all its links at once, and for good.
    #[serde(default)]
    pub visibility: Option<String>,
    /// Whether those who look see what was decided about each offer. Never the notes.
    #[serde(default)]
    pub shows_status: Option<bool>,
    /// `updated_at` of the collection as it was read: refused with 409 if anything named here has been
    /// changed since. What is in it may have.
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
    /// Whether they see what was decided, from now on.
    pub shows_status: Option<bool>,
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
                shows_status: self.shows_status,
                if_updated_at: self.if_updated_at,
            },
            errors,
        )
    }
}

/// Who may look at a collection, and at what, as a form holds it: a box that is not ticked is left
/// out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SharingForm {
    /// The name of a visibility; as it was, when empty.
    pub visibility: String,
    /// Ticked or left out.
    pub shows_status: Option<String>,
    /// `updated_at` of the collection as it was read.
    #[serde(with = "time::serde::rfc3339::option")]
    pub if_updated_at: Option<OffsetDateTime>,
}

impl From<SharingForm> for CollectionPatch {
    fn from(form: SharingForm) -> Self {
        Self {
            visibility: Some(form.visibility),
            shows_status: Some(form.shows_status.is_some()),
            if_updated_at: form.if_updated_at,
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_field_of_a_change_is_named() {
        let errors = CollectionPatch {
            name: Some(String::new()),
            description: Some("a\0".into()),
            visibility: Some("secret".into()),
            ..CollectionPatch::default()
        }
        .check()
        .unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["name", "description", "visibility"]);
    }

    #[test]
    fn what_a_patch_leaves_out_stays() {
        assert_eq!(
            CollectionPatch::default().check(),
            Ok(CollectionChange::default())
        );
    }

    #[test]
    fn a_box_that_is_not_ticked_is_a_no() {
        let of = |ticked: Option<&str>| {
            let form = SharingForm {
                visibility: "public".into(),
                shows_status: ticked.map(str::to_owned),
                if_updated_at: None,
            };
            CollectionPatch::from(form).check().unwrap()
        };
        for (ticked, shows) in [(Some("on"), true), (None, false)] {
            let change = of(ticked);
            assert_eq!(change.visibility, Some(Visibility::Public));
            assert_eq!(change.shows_status, Some(shows));
            assert_eq!((change.name, change.description), (None, None));
        }
    }
}
