//! Rulesets, groups and rules as a form or a client sends them. A field that is left out keeps its
//! value where there is one; an empty text takes it away.

mod group;
mod rule;
mod ruleset;

use serde_json::Value;

pub use self::{
    group::{NewRuleGroup, RuleGroupDraft},
    rule::{NewRule, RuleDraft},
    ruleset::{NewRuleset, RulesetDraft},
};
use super::{condition::When, listing::FieldError, part::whole};

/// Before all others is 0.
const ORDER_MAX: i32 = 10_000;

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
