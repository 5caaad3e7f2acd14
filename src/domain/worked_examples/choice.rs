//! Which sets an offer is valued by.

use super::*;
use crate::domain::valuation::{SkipReason, explain};

fn sets() -> Vec<Ruleset> {
    let one = |id, priority, usd: i64| {
        let actions = json!([{"type": "add", "value_usd": usd}]);
        ruleset(id, priority, vec![rule(id, "Flat", &json!({}), &actions)])
    };
    let mut sets = vec![
        one(1, 5, -1),
        one(2, 10, -10),
        one(3, 20, -100),
        one(4, 30, -1000),
    ];
    sets[2].is_active = false;
    sets[3].applies_when = When::parse(
        &json!({"field": "form_factor", "operator": "equals", "value": "tower"}),
        "applies_when",
    )
    .unwrap();
    sets
}

fn offer() -> Facts {
    Facts {
        price_usd: Some(usd("2000")),
        form_factor: Some("mini".into()),
        ..Facts::default()
    }
}

fn total(choice: &RulesetChoice, facts: &Facts) -> String {
    value(facts, choice, &sets()).unwrap().total.to_string()
}

#[test]
fn all_active_sets_that_apply_count_unless_disabled_for_the_offer() {
    let auto = RulesetChoice::default();
    assert_eq!(total(&auto, &offer()), "-11.00");
    let tower = Facts {
        form_factor: Some("Tower".into()),
        ..offer()
    };
    assert_eq!(total(&auto, &tower), "-1011.00");
    let disabled = RulesetChoice {
        fixed: None,
        disabled: vec![RulesetId(1), RulesetId(99)],
    };
    assert_eq!(total(&disabled, &offer()), "-10.00");
    let skipped: Vec<(i64, SkipReason)> = explain(&offer(), &disabled, &sets())
        .unwrap()
        .skipped
        .iter()
        .map(|skipped| (skipped.ruleset_id.0, skipped.reason))
        .collect();
    assert_eq!(
        skipped,
        [
            (1, SkipReason::Disabled),
            (3, SkipReason::Inactive),
            (4, SkipReason::DoesNotApply),
        ]
    );
}

#[test]
fn a_fixed_set_counts_alone_whatever_it_says_about_itself() {
    for (fixed, expected) in [(1, "-1.00"), (3, "-100.00"), (4, "-1000.00"), (99, "0.00")] {
        let choice = RulesetChoice {
            fixed: Some(RulesetId(fixed)),
            disabled: vec![RulesetId(fixed)],
        };
        assert_eq!(total(&choice, &offer()), expected);
    }
}

#[test]
fn without_a_price_there_is_no_valuation() {
    let unpriced = Facts {
        price_usd: None,
        ..offer()
    };
    assert_eq!(value(&unpriced, &RulesetChoice::default(), &sets()), None);
}

#[test]
fn rules_go_by_their_own_order_then_their_groups_then_their_age() {
    let flat = json!([{"type": "add", "value_usd": 1}]);
    let mut set = ruleset(1, 5, Vec::new());
    let group = |id: i64, display_order: i32, rules: &[(i64, &str, i32)]| RuleGroup {
        id: RuleGroupId(id),
        display_order,
        rules: rules
            .iter()
            .map(|(id, name, order)| Rule {
                evaluation_order: *order,
                ..rule(*id, name, &json!({}), &flat)
            })
            .collect(),
        ..ruleset(1, 5, Vec::new()).groups.remove(0)
    };
    set.groups = vec![
        group(1, 2, &[(1, "d", 10), (9, "e", 10)]),
        group(
            2,
            1,
            &[(8, "c", 10), (3, "f", 20), (7, "a", 5), (4, "b", 10)],
        ),
        RuleGroup {
            is_active: false,
            ..group(3, 0, &[(2, "off", 0)])
        },
    ];
    let names: Vec<&str> = set
        .in_force()
        .iter()
        .map(|rule| rule.name.as_str())
        .collect();
    assert_eq!(names, ["a", "b", "c", "d", "e", "f"]);
}
