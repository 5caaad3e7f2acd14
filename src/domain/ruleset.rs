//! Rulesets: what an offer's price is adjusted by.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{action::Action, choice::choice, condition::When};

/// The number of a ruleset's row.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RulesetId(pub i64);

/// The number of a group's row.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleGroupId(pub i64);

/// The number of a rule's row.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleId(pub i64);

/// A set of rules.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ruleset {
    /// The number of the row.
    pub id: RulesetId,
    /// What its owner calls it.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whether the reader owns it, and so may change it.
    pub is_own: bool,
    /// Whether it is part of the product.
    pub is_system: bool,
    /// Whether it counts.
    pub is_active: bool,
    /// Lower ones are applied first.
    pub priority: i32,
    /// Which offers it is for.
    #[cfg_attr(feature = "ssr", schema(value_type = Object))]
    pub applies_when: When,
    /// In the order in which they are shown.
    pub groups: Vec<RuleGroup>,
    /// When it was made; of two with the same priority the older is applied first.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// When it, one of its groups or one of its rules was last changed.
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
}

/// Rules about the same part of a machine.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleGroup {
    /// The number of the row.
    pub id: RuleGroupId,
    /// What its owner calls it.
    pub name: String,
    /// Which part it is about.
    pub category: Category,
    /// Lower ones are shown first.
    pub display_order: i32,
    /// Whether its rules count.
    pub is_active: bool,
    /// In the order in which they are applied.
    pub rules: Vec<Rule>,
    /// When it was last changed, its rules aside.
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
}

/// One rule: for which offers it holds, and what it does to their price.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// The number of the row.
    pub id: RuleId,
    /// What its owner calls it.
    pub name: String,
    /// Why it is there.
    pub description: Option<String>,
    /// Lower ones are applied first, across the groups of a set.
    pub evaluation_order: i32,
    /// Whether it counts.
    pub is_active: bool,
    /// For which offers it holds.
    #[cfg_attr(feature = "ssr", schema(value_type = Object))]
    pub conditions: When,
    /// What it does; at least one.
    #[cfg_attr(feature = "ssr", schema(value_type = Vec<Object>))]
    pub actions: Vec<Action>,
    /// When it was last changed.
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
}

choice! {
    /// Which part of a machine a group is about.
    #[derive(Default)]
    Category {
        /// Processors.
        Cpu = "cpu", "CPU";
        /// Graphics cards.
        Gpu = "gpu", "GPU";
        /// Memory.
        Ram = "ram", "Memory";
        /// Drives.
        Storage = "storage", "Storage";
        /// Operating systems.
        Os = "os", "Operating system";
        /// Ports.
        Ports = "ports", "Ports";
        /// Anything else.
        #[default]
        Other = "other", "Other";
    }
}

impl Ruleset {
    /// The rules that count, in the order in which they are applied: by their own order, then
    /// that of their groups, then by age.
    #[must_use]
    pub fn in_force(&self) -> Vec<&Rule> {
        let mut rules: Vec<(i32, &Rule)> = self
            .groups
            .iter()
            .filter(|group| group.is_active)
            .flat_map(|group| group.rules.iter().map(|rule| (group.display_order, rule)))
            .filter(|(_, rule)| rule.is_active)
            .collect();
        rules.sort_by_key(|(display_order, rule)| (rule.evaluation_order, *display_order, rule.id));
        rules.into_iter().map(|(_, rule)| rule).collect()
    }
}

impl Rule {
    /// "Deduct 2.50 USD per GB of RAM (refurbished ×0.8) when RAM (GB) is more than 0."
    #[must_use]
    pub fn sentence(&self) -> String {
        sentence(&self.actions, &self.conditions)
    }
}

/// The sentence of a rule that may not be kept yet.
#[must_use]
pub fn sentence(actions: &[Action], conditions: &When) -> String {
    let actions: Vec<String> = actions.iter().map(ToString::to_string).collect();
    let actions = actions.join("; ");
    if conditions.is_always() {
        format!("{actions}, always.")
    } else {
        format!("{actions} when {conditions}.")
    }
}
