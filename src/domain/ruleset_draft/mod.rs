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
/// The longest tree of conditions, in bytes of its JSON: whoever keeps an offer has all of theirs read.
const TREE_MAX: usize = 16 * 1024;

fn order(errors: &mut Vec<FieldError>, field: &str, text: Option<String>, usual: i32) -> i32 {
    whole(errors, field, text, 0..=ORDER_MAX).unwrap_or(usual)
}

fn tree(errors: &mut Vec<FieldError>, field: &str, json: Option<&Value>) -> When {
    match json {
        None | Some(Value::Null) => When::default(),
        Some(json) if json.to_string().len() > TREE_MAX => {
            errors.push(FieldError::new(field, "must take at most 16 KB"));
            When::default()
        }
        Some(json) => When::parse(json, field).unwrap_or_else(|wrong| {
            errors.extend(wrong);
            When::default()
        }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_tree_of_conditions_is_no_longer_than_can_be_read_with_every_offer() {
        let names = |count: usize| vec!["x".repeat(250); count];
        let asked = |count| {
            let condition =
                json!({"field": "form_factor", "operator": "in", "value": names(count)});
            json!({"all": vec![condition; 10]})
        };
        let mut errors = Vec::new();
        tree(&mut errors, "conditions", Some(&asked(2)));
        assert_eq!(errors, []);
        tree(&mut errors, "conditions", Some(&asked(50)));
        assert_eq!(
            errors,
            [FieldError::new("conditions", "must take at most 16 KB")]
        );
    }
}
