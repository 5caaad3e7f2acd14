//! A ruleset as it is sent, and as it is kept.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{order, tree};
use crate::domain::{
    condition::When,
    lenient,
    listing::FieldError,
    profile::{DESCRIPTION_MAX, NAME_MAX},
    ruleset::Ruleset,
    text,
};

/// Where a person's own rulesets stand unless they say otherwise: after the product's.
const PRIORITY: i32 = 10;

/// A ruleset.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RulesetDraft {
    /// Required for a new one.
    #[serde(deserialize_with = "lenient::text")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(deserialize_with = "lenient::text")]
    pub description: Option<String>,
    /// Lower ones are applied first; 10 unless given.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub priority: Option<String>,
    /// Whether it counts; yes unless given.
    pub is_active: Option<bool>,
    /// Which offers it is for: a tree of conditions; all unless given.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<Object>))]
    pub applies_when: Option<Value>,
    /// Of a change: `updated_at` as it was read. Refused if it has changed since.
    #[serde(deserialize_with = "lenient::text")]
    pub if_updated_at: Option<String>,
}

/// A checked ruleset. Made by [`RulesetDraft::check`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRuleset {
    name: String,
    description: Option<String>,
    priority: i32,
    is_active: bool,
    applies_when: When,
}

impl RulesetDraft {
    /// The draft with what it leaves out taken from what is there.
    #[must_use]
    pub fn over(self, there: &Ruleset) -> Self {
        Self {
            name: self.name.or_else(|| Some(there.name.clone())),
            description: self.description.or_else(|| there.description.clone()),
            priority: self.priority.or_else(|| Some(there.priority.to_string())),
            is_active: self.is_active.or(Some(there.is_active)),
            applies_when: self
                .applies_when
                .or_else(|| Some(there.applies_when.to_json())),
            if_updated_at: self.if_updated_at,
        }
    }

    /// Turns the draft into a ruleset that can be kept.
    ///
    /// # Errors
    /// Every field that is wrong, each once.
    pub fn check(self) -> Result<NewRuleset, Vec<FieldError>> {
        let mut errors = Vec::new();
        let wrong = &mut errors;
        let new = NewRuleset {
            name: text::required(wrong, "name", &self.name.unwrap_or_default(), NAME_MAX),
            description: text::optional(wrong, "description", self.description, DESCRIPTION_MAX),
            priority: order(wrong, "priority", self.priority, PRIORITY),
            is_active: self.is_active.unwrap_or(true),
            applies_when: tree(wrong, "applies_when", self.applies_when.as_ref()),
        };
        text::settle(new, errors)
    }
}

impl NewRuleset {
    /// A copy of a ruleset, for another owner, without its groups. After the one it is copied
    /// from, and not in force: with both, everything would be deducted twice.
    #[must_use]
    pub fn copy_of(set: &Ruleset, name: String) -> Self {
        Self {
            name,
            description: set.description.clone(),
            priority: set.priority.max(PRIORITY),
            is_active: false,
            applies_when: set.applies_when.clone(),
        }
    }

    /// The same under another name, which is known to be right.
    #[must_use]
    pub fn named(self, name: String) -> Self {
        Self { name, ..self }
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
    /// Lower ones are applied first.
    #[must_use]
    pub fn priority(&self) -> i32 {
        self.priority
    }
    /// Whether it counts.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.is_active
    }
    /// Which offers it is for.
    #[must_use]
    pub fn applies_when(&self) -> &When {
        &self.applies_when
    }
}
