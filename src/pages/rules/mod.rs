//! Valuation rules: the rulesets, one of them, and the editors.

pub mod actions;
mod edit;
mod editor;
mod groups;
pub mod import;
mod kept;
mod list;
mod live;
mod ruleset;
mod saving;
mod toggle;

pub use self::{
    edit::{EditRulesetPage, NewRulesetPage},
    editor::RulePage,
    list::RulesPage,
    ruleset::RulesetPage,
};
#[cfg(feature = "ssr")]
use crate::domain::ruleset::{Rule, RuleGroup, Ruleset};
use crate::domain::ruleset::{RuleGroupId, RuleId, RulesetId};

/// Where all rulesets are.
pub const RULES: &str = "/rules";
/// Where a ruleset is made.
pub const NEW_RULESET: &str = "/rules/new";

/// The page of a ruleset.
fn ruleset_path(id: RulesetId) -> String {
    format!("{RULES}/{}", id.0)
}

/// The ruleset as a file.
fn export_path(id: RulesetId) -> String {
    format!("/api/v1/rulesets/{}/export", id.0)
}

/// The page that changes what a ruleset is, its rules aside.
fn ruleset_edit_path(id: RulesetId) -> String {
    format!("{RULES}/{}/edit", id.0)
}

/// The editor of a rule; without one, of a new one.
fn rule_path(ruleset: RulesetId, rule: Option<RuleId>) -> String {
    match rule {
        Some(RuleId(id)) => format!("{RULES}/{}/rules/{id}", ruleset.0),
        None => format!("{RULES}/{}/rules/new", ruleset.0),
    }
}

/// The editor of a new rule for a group.
fn new_rule_path(ruleset: RulesetId, group: RuleGroupId) -> String {
    format!("{}?group={}", rule_path(ruleset, None), group.0)
}

#[cfg(feature = "ssr")]
fn find_rule(set: &Ruleset, id: RuleId) -> Option<(&RuleGroup, &Rule)> {
    set.groups.iter().find_map(|group| {
        let rule = group.rules.iter().find(|rule| rule.id == id)?;
        Some((group, rule))
    })
}
