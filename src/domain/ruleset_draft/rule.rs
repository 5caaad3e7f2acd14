//! A rule as it is sent, and as it is kept.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

use super::{order, tree};
use crate::domain::{
    action::Action,
    condition::When,
    lenient,
    listing::FieldError,
    profile::{DESCRIPTION_MAX, NAME_MAX},
    ruleset::{Rule, RuleGroupId, RuleId},
    text,
};

/// Where a rule stands unless its author says otherwise.
const EVALUATION_ORDER: i32 = 100;

/// A rule.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RuleDraft {
    /// Required for a new one.
    #[serde(deserialize_with = "lenient::text")]
    pub name: Option<String>,
    /// Why it is there.
    #[serde(deserialize_with = "lenient::text")]
    pub description: Option<String>,
    /// Lower ones are applied first; 100 unless given.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub evaluation_order: Option<String>,
    /// Whether it counts; yes unless given.
    pub is_active: Option<bool>,
    /// For which offers it holds: a tree of conditions; all unless given.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<Object>))]
    pub conditions: Option<Value>,
    /// What it does: a list of actions; required for a new one.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<Vec<Object>>))]
    pub actions: Option<Value>,
    /// Of a change: the group it moves to.
    pub group_id: Option<RuleGroupId>,
    /// Of a change: `updated_at` as it was read. Refused if it has changed since.
    #[serde(deserialize_with = "lenient::text")]
    pub if_updated_at: Option<String>,
}

/// A checked rule. Made by [`RuleDraft::check`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRule {
    name: String,
    description: Option<String>,
    evaluation_order: i32,
    is_active: bool,
    conditions: When,
    actions: Vec<Action>,
}

impl RuleDraft {
    /// The draft with what it leaves out taken from what is there.
    #[must_use]
    pub fn over(self, there: &Rule) -> Self {
        Self {
            name: self.name.or_else(|| Some(there.name.clone())),
            description: self.description.or_else(|| there.description.clone()),
            evaluation_order: self
                .evaluation_order
                .or_else(|| Some(there.evaluation_order.to_string())),
            is_active: self.is_active.or(Some(there.is_active)),
            conditions: self.conditions.or_else(|| Some(there.conditions.to_json())),
            actions: self
                .actions
                .or_else(|| Some(there.actions.iter().map(Action::to_json).collect())),
            group_id: self.group_id,
            if_updated_at: self.if_updated_at,
        }
    }

    /// Turns the draft into a rule that can be kept.
    ///
    /// # Errors
    /// Everything that is wrong, by its path: `conditions.all[1].value`.
    pub fn check(self) -> Result<NewRule, Vec<FieldError>> {
        let mut errors = Vec::new();
        let wrong = &mut errors;
        let name = text::required(wrong, "name", &self.name.unwrap_or_default(), NAME_MAX);
        let description = text::optional(wrong, "description", self.description, DESCRIPTION_MAX);
        let evaluation_order = order(
            wrong,
            "evaluation_order",
            self.evaluation_order,
            EVALUATION_ORDER,
        );
        let conditions = tree(wrong, "conditions", self.conditions.as_ref());
        let actions = Action::parse_list(&self.actions.unwrap_or_default(), "actions");
        let actions = actions.unwrap_or_else(|mistakes| {
            wrong.extend(mistakes);
            Vec::new()
        });
        let new = NewRule {
            name,
            description,
            evaluation_order,
            is_active: self.is_active.unwrap_or(true),
            conditions,
            actions,
        };
        text::settle(new, errors)
    }
}

impl NewRule {
    /// A copy of a rule.
    #[must_use]
    pub fn copy_of(rule: &Rule) -> Self {
        Self {
            name: rule.name.clone(),
            description: rule.description.clone(),
            evaluation_order: rule.evaluation_order,
            is_active: rule.is_active,
            conditions: rule.conditions.clone(),
            actions: rule.actions.clone(),
        }
    }

    /// The rule as it would be, under the number `id`; for previews.
    #[must_use]
    pub fn as_rule(&self, id: RuleId) -> Rule {
        Rule {
            id,
            name: self.name.clone(),
            description: self.description.clone(),
            evaluation_order: self.evaluation_order,
            is_active: self.is_active,
            conditions: self.conditions.clone(),
            actions: self.actions.clone(),
            updated_at: OffsetDateTime::UNIX_EPOCH,
        }
    }

    /// What its owner calls it: 1 to 128 characters.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
    /// Why it is there.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }
    /// Lower ones are applied first.
    #[must_use]
    pub fn evaluation_order(&self) -> i32 {
        self.evaluation_order
    }
    /// Whether it counts.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.is_active
    }
    /// For which offers it holds.
    #[must_use]
    pub fn conditions(&self) -> &When {
        &self.conditions
    }
    /// What it does; at least one.
    #[must_use]
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }
}
