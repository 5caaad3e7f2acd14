//! A group of rules as it is sent, and as it is kept.

use serde::{Deserialize, Serialize};

use super::order;
use crate::domain::{
    lenient,
    listing::FieldError,
    profile::NAME_MAX,
    ruleset::{Category, RuleGroup},
    text,
};

/// A group.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RuleGroupDraft {
    /// Required for a new one.
    #[serde(deserialize_with = "lenient::text")]
    pub name: Option<String>,
    /// `cpu`, `gpu`, `ram`, `storage`, `os`, `ports` or `other` (default).
    #[serde(deserialize_with = "lenient::text")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<Category>))]
    pub category: Option<String>,
    /// Lower ones are shown first.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub display_order: Option<String>,
    /// Whether its rules count; yes unless given.
    pub is_active: Option<bool>,
    /// Of a change: `updated_at` as it was read. Refused if it has changed since.
    #[serde(deserialize_with = "lenient::text")]
    pub if_updated_at: Option<String>,
}

/// A checked group. Made by [`RuleGroupDraft::check`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRuleGroup {
    name: String,
    category: Category,
    display_order: i32,
    is_active: bool,
}

impl RuleGroupDraft {
    /// The draft with what it leaves out taken from what is there.
    #[must_use]
    pub fn over(self, there: &RuleGroup) -> Self {
        Self {
            name: self.name.or_else(|| Some(there.name.clone())),
            category: self
                .category
                .or_else(|| Some(there.category.name().to_owned())),
            display_order: self
                .display_order
                .or_else(|| Some(there.display_order.to_string())),
            is_active: self.is_active.or(Some(there.is_active)),
            if_updated_at: self.if_updated_at,
        }
    }

    /// Turns the draft into a group that can be kept.
    ///
    /// # Errors
    /// Every field that is wrong, each once.
    pub fn check(self) -> Result<NewRuleGroup, Vec<FieldError>> {
        let mut errors = Vec::new();
        let wrong = &mut errors;
        let name = text::required(wrong, "name", &self.name.unwrap_or_default(), NAME_MAX);
        let category = match text::given(self.category) {
            None => Category::default(),
            Some(name) => Category::from_name(&name).unwrap_or_else(|| {
                let reason = format!("must be {}", Category::names());
                wrong.push(FieldError::new("category", reason));
                Category::default()
            }),
        };
        let new = NewRuleGroup {
            name,
            category,
            display_order: order(wrong, "display_order", self.display_order, 0),
            is_active: self.is_active.unwrap_or(true),
        };
        text::settle(new, errors)
    }
}

impl NewRuleGroup {
    /// A copy of a group, without its rules.
    #[must_use]
    pub fn copy_of(group: &RuleGroup) -> Self {
        Self {
            name: group.name.clone(),
            category: group.category,
            display_order: group.display_order,
            is_active: group.is_active,
        }
    }

    /// What its owner calls it: 1 to 128 characters.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
    /// Which part it is about.
    #[must_use]
    pub fn category(&self) -> Category {
        self.category
    }
    /// Lower ones are shown first.
    #[must_use]
    pub fn display_order(&self) -> i32 {
        self.display_order
    }
    /// Whether its rules count.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.is_active
    }
}
