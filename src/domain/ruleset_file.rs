//! Rulesets as files, to keep them or to give them away. No number of a row is in one and no owner,
//! nor whether the ruleset counts: whoever brings it in switches it on.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    action::Action,
    listing::FieldError,
    ruleset::{Category, Rule, RuleGroup, Ruleset},
    ruleset_draft::{NewRule, NewRuleGroup, NewRuleset, RuleDraft, RuleGroupDraft, RulesetDraft},
    text,
};

/// The shape that files have now.
pub const SCHEMA_VERSION: u32 = 1;
/// The largest file that is read, in bytes.
pub const FILE_MAX: usize = 256 * 1024;

/// A ruleset with all that is in it.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesetFile {
    /// The shape of the file: 1.
    pub schema_version: u32,
    /// The ruleset itself.
    pub ruleset: FiledRuleset,
    /// Its groups, in the order in which they are shown.
    pub groups: Vec<FiledGroup>,
}

/// What a file says of the ruleset itself.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiledRuleset {
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Lower ones are applied first; 10 unless given.
    pub priority: Option<i32>,
    /// Which offers it is for: a tree of conditions; all unless given.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<Object>))]
    pub applies_when: Option<Value>,
}

/// A group in a file.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiledGroup {
    /// What it is called: as no other group of the file.
    pub name: String,
    /// Which part it is about; `other` unless given.
    pub category: Option<Category>,
    /// Lower ones are shown first.
    pub display_order: Option<i32>,
    /// Whether its rules count; yes unless given.
    pub is_active: Option<bool>,
    /// Its rules, in the order in which they are applied.
    pub rules: Vec<FiledRule>,
}

/// A rule in a file.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiledRule {
    /// What it is called: as no other rule of its group.
    pub name: String,
    /// Why it is there.
    pub description: Option<String>,
    /// Lower ones are applied first; 100 unless given.
    pub evaluation_order: Option<i32>,
    /// Whether it counts; yes unless given.
    pub is_active: Option<bool>,
    /// For which offers it holds: a tree of conditions; all unless given.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<Object>))]
    pub conditions: Option<Value>,
    /// What it does: a list of actions.
    #[cfg_attr(feature = "ssr", schema(value_type = Vec<Object>))]
    pub actions: Value,
}

/// A file whose every part can be kept. Made by [`RulesetFile::check`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedFile {
    /// The ruleset itself, switched off.
    pub ruleset: NewRuleset,
    /// Its groups.
    pub groups: Vec<CheckedGroup>,
}

/// A group that can be kept, with its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedGroup {
    /// The group.
    pub group: NewRuleGroup,
    /// Its rules.
    pub rules: Vec<NewRule>,
}

impl From<&Ruleset> for RulesetFile {
    fn from(set: &Ruleset) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            ruleset: FiledRuleset {
                name: set.name.clone(),
                description: set.description.clone(),
                priority: Some(set.priority),
                applies_when: Some(set.applies_when.to_json()),
            },
            groups: set.groups.iter().map(FiledGroup::from).collect(),
        }
    }
}

impl From<&RuleGroup> for FiledGroup {
    fn from(group: &RuleGroup) -> Self {
        Self {
            name: group.name.clone(),
            category: Some(group.category),
            display_order: Some(group.display_order),
            is_active: Some(group.is_active),
            rules: group.rules.iter().map(FiledRule::from).collect(),
        }
    }
}

impl From<&Rule> for FiledRule {
    fn from(rule: &Rule) -> Self {
        Self {
            name: rule.name.clone(),
            description: rule.description.clone(),
            evaluation_order: Some(rule.evaluation_order),
            is_active: Some(rule.is_active),
            conditions: Some(rule.conditions.to_json()),
            actions: rule.actions.iter().map(Action::to_json).collect(),
        }
    }
}

impl RulesetFile {
    /// Reads what the file says as the editor reads its forms.
    ///
    /// # Errors
    /// Everything that is wrong, by its path: `groups[0].rules[2].actions[0].value_usd`.
    pub fn check(self) -> Result<CheckedFile, Vec<FieldError>> {
        if self.schema_version != SCHEMA_VERSION {
            let reason = format!("must be {SCHEMA_VERSION}");
            return Err(vec![FieldError::new("schema_version", reason)]);
        }
        let mut errors = Vec::new();
        let ruleset = noted(&mut errors, "ruleset", self.ruleset.draft().check());
        let groups: Vec<CheckedGroup> = self
            .groups
            .into_iter()
            .enumerate()
            .filter_map(|(at, group)| group.check(&format!("groups[{at}]"), &mut errors))
            .collect();
        match ruleset {
            Some(ruleset) if errors.is_empty() => {
                let names = groups.iter().map(|group| group.group.name());
                apart("groups", names, &mut errors);
                text::settle(CheckedFile { ruleset, groups }, errors)
            }
            _ => Err(errors),
        }
    }
}

impl FiledRuleset {
    fn draft(self) -> RulesetDraft {
        RulesetDraft {
            name: Some(self.name),
            description: self.description,
            priority: self.priority.map(|number| number.to_string()),
            is_active: Some(false),
            applies_when: self.applies_when,
            if_updated_at: None,
        }
    }
}

impl FiledGroup {
    fn check(self, path: &str, errors: &mut Vec<FieldError>) -> Option<CheckedGroup> {
        let draft = RuleGroupDraft {
            name: Some(self.name),
            category: self.category.map(|category| category.name().to_owned()),
            display_order: self.display_order.map(|number| number.to_string()),
            is_active: self.is_active,
            if_updated_at: None,
        };
        let group = noted(errors, path, draft.check());
        let path = format!("{path}.rules");
        let many = self.rules.len();
        let rules: Vec<NewRule> = self
            .rules
            .into_iter()
            .enumerate()
            .filter_map(|(at, rule)| noted(errors, &format!("{path}[{at}]"), rule.draft().check()))
            .collect();
        if rules.len() == many {
            apart(&path, rules.iter().map(NewRule::name), errors);
        }
        Some(CheckedGroup {
            group: group?,
            rules,
        })
    }
}

impl FiledRule {
    fn draft(self) -> RuleDraft {
        RuleDraft {
            name: Some(self.name),
            description: self.description,
            evaluation_order: self.evaluation_order.map(|number| number.to_string()),
            is_active: self.is_active,
            conditions: self.conditions,
            actions: Some(self.actions),
            ..RuleDraft::default()
        }
    }
}

/// What was checked; what is wrong with it is noted by where it stands in the file.
fn noted<T>(
    errors: &mut Vec<FieldError>,
    path: &str,
    checked: Result<T, Vec<FieldError>>,
) -> Option<T> {
    match checked {
        Ok(value) => Some(value),
        Err(wrong) => {
            errors.extend(wrong.into_iter().map(|error| {
                let field = format!("{path}.{}", error.field);
                FieldError::new(field, error.reason)
            }));
            None
        }
    }
}

/// Notes every name that an earlier one of the list has.
fn apart<'a>(path: &str, names: impl Iterator<Item = &'a str>, errors: &mut Vec<FieldError>) {
    let mut taken = BTreeSet::new();
    for (at, name) in names.enumerate() {
        if !taken.insert(name) {
            let field = format!("{path}[{at}].name");
            errors.push(FieldError::new(field, "is the name of another one"));
        }
    }
}

#[cfg(test)]
#[path = "ruleset_file_tests.rs"]
mod tests;
