//! Rulesets, groups and rules as a form or a client sends them. A field that is left out keeps its
//! value where there is one; an empty text takes it away.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

use super::{
    action::Action,
    condition::When,
    lenient,
    listing::FieldError,
    part::whole,
    profile::{DESCRIPTION_MAX, NAME_MAX},
    ruleset::{Category, Rule, RuleGroup, RuleGroupId, RuleId, Ruleset},
    text,
};

/// Before all others is 0.
const ORDER_MAX: i32 = 10_000;
/// Where a person's own rulesets stand unless they say otherwise: after the product's.
const PRIORITY: i32 = 10;
/// Where a rule stands unless its author says otherwise.
const EVALUATION_ORDER: i32 = 100;

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
    #[cfg_attr(feature = "ssr", schema(value_type = Option<i32>))]
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
    #[cfg_attr(feature = "ssr", schema(value_type = Option<i32>))]
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
    #[cfg_attr(feature = "ssr", schema(value_type = Option<i32>))]
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

fn order(errors: &mut Vec<FieldError>, field: &str, text: Option<String>, usual: i32) -> i32 {
    whole(errors, field, text, 0..=ORDER_MAX).unwrap_or(usual)
}

fn tree(errors: &mut Vec<FieldError>, field: &str, json: Option<&Value>) -> When {
    match json {
        None | Some(Value::Null) => When::default(),
        Some(json) => When::parse(json, field).unwrap_or_else(|wrong| {
            errors.extend(wrong);
            When::default()
        }),
    }
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
