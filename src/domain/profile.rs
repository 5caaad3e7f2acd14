//! Scoring profiles: how a person weighs the metrics of an offer.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::{
    lenient,
    listing::{FieldError, ListingId},
    money::Usd,
    scoring::Weights,
    text,
};

/// The number of a profile's row.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProfileId(pub i64);

/// A scoring profile.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The number of the row.
    pub id: ProfileId,
    /// What its owner calls it.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// How much each metric weighs.
    #[cfg_attr(feature = "ssr", schema(value_type = std::collections::BTreeMap<String, f64>))]
    pub weights: Weights,
    /// Whether offers that name no other are scored by it: a person's own choice, else the
    /// product's.
    pub is_default: bool,
    /// Whether the reader owns it, and so may change it.
    pub is_own: bool,
    /// Whether it is part of the product.
    pub is_system: bool,
    /// When it was last changed.
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
}

/// A profile as a form or a client sends it. A field that is left out keeps its value where there
/// is one.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProfileDraft {
    /// Required for a new one.
    #[serde(deserialize_with = "lenient::text")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(deserialize_with = "lenient::text")]
    pub description: Option<String>,
    /// From metrics' names to numbers from 0 to 1, replaced as a whole; required for a new one.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<Object>))]
    pub weights: Option<Map<String, Value>>,
    /// Whether it becomes the default, or no longer is it.
    pub is_default: Option<bool>,
    /// Of a change: `updated_at` as it was read. Refused if it has changed since.
    #[serde(deserialize_with = "lenient::text")]
    pub if_updated_at: Option<String>,
}

/// A checked profile. Made by [`ProfileDraft::check`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewProfile {
    name: String,
    description: Option<String>,
    weights: Weights,
    is_default: bool,
}

/// Longest name of a profile, ruleset, group or rule, in characters.
pub const NAME_MAX: usize = 128;
/// Longest description of one, in characters.
pub const DESCRIPTION_MAX: usize = 1000;

impl ProfileDraft {
    /// The draft with what it leaves out taken from what is there.
    #[must_use]
    pub fn over(self, there: &Profile) -> Self {
        Self {
            name: self.name.or_else(|| Some(there.name.clone())),
            description: self.description.or_else(|| there.description.clone()),
            weights: self.weights.or_else(|| Some(there.weights.into())),
            is_default: self.is_default.or(Some(there.is_default)),
            if_updated_at: self.if_updated_at,
        }
    }

    /// Turns the draft into a profile that can be kept.
    ///
    /// # Errors
    /// Every field that is wrong, each once.
    pub fn check(self) -> Result<NewProfile, Vec<FieldError>> {
        let mut errors = Vec::new();
        let name = text::required(
            &mut errors,
            "name",
            &self.name.unwrap_or_default(),
            NAME_MAX,
        );
        let description = text::optional(
            &mut errors,
            "description",
            self.description,
            DESCRIPTION_MAX,
        );
        match Weights::parse(&self.weights.unwrap_or_default()) {
            Ok(weights) => text::settle(
                NewProfile {
                    name,
                    description,
                    weights,
                    is_default: self.is_default.unwrap_or(false),
                },
                errors,
            ),
            Err(wrong) => {
                errors.extend(wrong);
                Err(errors)
            }
        }
    }
}

impl NewProfile {
    /// A copy of a profile, for another owner.
    #[must_use]
    pub fn copy_of(profile: &Profile, name: String, is_default: bool) -> Self {
        Self {
            name,
            description: profile.description.clone(),
            weights: profile.weights,
            is_default,
        }
    }

    /// What its owner calls it: 1 to 128 characters.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
    /// What it is for.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }
    /// How much each metric weighs.
    #[must_use]
    pub fn weights(&self) -> &Weights {
        &self.weights
    }
    /// Whether offers that name no other are scored by it.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.is_default
    }
}

/// The weights that an offer is scored by: those of the profile it has chosen, else of its owner's
/// default, else of the product's.
#[must_use]
pub fn weights(profiles: &[Profile], chosen: Option<ProfileId>) -> Weights {
    let default = |is_own: bool| {
        profiles
            .iter()
            .find(|profile| profile.is_default && profile.is_own == is_own)
    };
    profiles
        .iter()
        .find(|profile| Some(profile.id) == chosen)
        .or_else(|| default(true))
        .or_else(|| default(false))
        .map_or_else(Weights::default, |profile| profile.weights)
}

/// An offer's place by a profile.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranked {
    /// The offer.
    pub listing_id: ListingId,
    /// What is offered.
    pub title: String,
    /// Price after the rules.
    pub adjusted_price_usd: Option<Usd>,
    /// The score, two decimals.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub score: rust_decimal::Decimal,
}
