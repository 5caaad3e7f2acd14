//! Mistakes that such programs have made before.

use super::*;
use crate::domain::{profile::ProfileDraft, ruleset_draft::RuleGroupDraft};

fn offer(price: &str) -> Facts {
    Facts {
        price_usd: Some(usd(price)),
        ..Facts::default()
    }
}

/// D2: once, a multiplier added its percentage of what had been kept last time, so that an offer
/// became dearer whenever it was valued again.
#[test]
fn valuing_again_by_a_multiplier_does_not_add_up() {
    let keeps = json!([{"type": "multiplier", "percent": 70}]);
    let set = ruleset(1, 5, vec![rule(1, "Keeps 70 %", &json!({}), &keeps)]);
    let price = decimal("500");
    let mut kept = price;
    for once in ["850", "1095", "1266.5"] {
        kept = price + kept * decimal("0.7");
        assert_eq!(kept, decimal(once));
        let ours = all(&offer("500"), std::slice::from_ref(&set)).adjusted;
        assert_eq!(ours, usd("350"));
    }
}

/// D4, D5: once, the rules that came with the program had amounts without a sign, which were
/// added: a machine of 419 dollars came to 505.92.
#[test]
fn what_is_inside_makes_no_machine_dearer() {
    let machine = layered_rules::offer();
    let (price, once) = (usd("419"), usd("505.92"));
    let ours = all(&machine, &[from_baseline()]);
    assert_eq!(machine.price_usd, Some(price));
    assert_eq!(ours.adjusted, usd("294.04"));
    assert!(ours.adjusted < price && price < once);
}

/// D5: once, a drive of 1024 GB was billed by the 32 GB of RAM beside it, for 4.80.
#[test]
fn a_drive_is_billed_by_its_own_size() {
    let machine = layered_rules::offer();
    for (field, expected) in [("ram_gb", "-4.80"), ("primary_storage_gb", "-153.60")] {
        let per_gb = json!([{"type": "per_unit", "field": field, "value_usd": "-0.15"}]);
        let set = ruleset(1, 5, vec![rule(1, "Drive", &json!({}), &per_gb)]);
        assert_eq!(all(&machine, &[set]).total.to_string(), expected);
    }
    let baseline = all(&machine, &[from_baseline()]);
    let drive = baseline.lines.iter().find(|line| line.rule == "NVMe drive");
    assert_eq!(drive.unwrap().delta, decimal("-40.96"));
}

/// D7: once, a price could come out below nothing.
#[test]
fn a_price_below_nothing_is_nothing_and_the_sum_stays_true() {
    let much = json!([{"type": "add", "value_usd": -500}]);
    let set = ruleset(1, 5, vec![rule(1, "Much", &json!({}), &much)]);
    let valuation = all(&offer("19"), &[set]);
    assert_eq!(valuation.adjusted, usd("0"));
    let once = valuation.price.amount() + valuation.total;
    assert_eq!(once, decimal("-481"));
}

/// D6: once, formulas came with the program that its own reader could not read.
#[test]
fn an_action_that_we_cannot_do_is_refused() {
    for kind in [
        json!("formula"),
        json!("fixed_value"),
        json!("additive"),
        json!("benchmark_based"),
        json!("Add"),
        json!(""),
        json!(5),
        json!(null),
    ] {
        let action = json!({"type": kind, "value_usd": 1, "formula": "ram_gb * 2"});
        let errors = Action::parse_list(&json!([action]), "actions").unwrap_err();
        assert_eq!(errors[0].field, "actions[0].type", "{action}");
    }
    let nameless = json!([{"value_usd": 1}]);
    let errors = Action::parse_list(&nameless, "actions").unwrap_err();
    assert_eq!(errors[0].field, "actions[0].type");
}

/// D2: once, a multiplier took its percentage of what it had made of the price last time.
#[test]
fn a_multiplier_acts_on_the_price_so_far_and_gives_the_same_again() {
    let keeps = json!([{"type": "multiplier", "percent": 70}]);
    let mut set = ruleset(1, 5, vec![rule(1, "Keeps 70 %", &json!({}), &keeps)]);
    let once = all(&offer("500"), std::slice::from_ref(&set));
    assert_eq!(lines(&once), [("Keeps 70 %", "-150.00".to_owned())]);
    assert_eq!(once.adjusted, usd("350"));
    assert_eq!(all(&offer("500"), std::slice::from_ref(&set)), once);

    let first = json!([{"type": "add", "value_usd": -100}]);
    let mut first = rule(2, "First", &json!({}), &first);
    first.evaluation_order = 1;
    set.groups[0].rules.push(first);
    assert_eq!(all(&offer("500"), &[set]).adjusted, usd("280"));
}

/// D10: once, an action that failed counted as nothing and left no trace.
#[test]
fn what_a_rule_could_not_do_stands_in_its_line() {
    let actions = json!([
        {"type": "add", "value_usd": -5},
        {"type": "per_1000_points", "field": "gpu.gpu_mark", "value_usd": -12},
    ]);
    let set = ruleset(1, 5, vec![rule(1, "Graphics", &json!({}), &actions)]);
    let valuation = all(&offer("100"), &[set]);
    assert_eq!(lines(&valuation), [("Graphics", "-5.00".to_owned())]);
    assert_eq!(
        valuation.lines[0].warnings,
        ["The GPU mark is not known, and counts as 0."]
    );
}

/// D12, D13: once, modifiers and weights could be given that nothing ever read.
#[test]
fn what_nothing_would_read_is_refused() {
    for member in ["age_curve", "brand_multipliers", "per_tb", "weight"] {
        let mut action = json!({"type": "add", "value_usd": 1});
        action[member] = json!({});
        let errors = Action::parse_list(&json!([action]), "actions").unwrap_err();
        assert_eq!(errors[0].field, format!("actions[0].{member}"));
    }
    let profile = json!({"name": "Mine", "rule_group_weights": {"ram": 1}});
    assert!(serde_json::from_value::<ProfileDraft>(profile).is_err());
    let group = json!({"name": "Memory", "weight": 0.5});
    assert!(serde_json::from_value::<RuleGroupDraft>(group).is_err());
}

/// D4: once, the rules that came with the program added what they were said to deduct.
#[test]
fn the_baseline_deducts_what_is_inside_and_bills_drives_by_their_own_size() {
    for rule in from_baseline().in_force() {
        let is_addition = rule.name == "Missing power adapter";
        let starts = if is_addition { "Add " } else { "Deduct " };
        assert!(rule.sentence().starts_with(starts), "{}", rule.sentence());
        if rule.name == "NVMe drive" {
            assert!(rule.sentence().contains("per GB of the main drive"));
        }
    }
}

#[test]
fn no_figure_is_larger_than_a_price_can_be() {
    let most = json!([{"type": "add", "value_usd": 1_000_000}]);
    let rules = (1..200)
        .map(|id| rule(id, "More", &json!({}), &most))
        .collect();
    let valuation = all(&offer("99999999.99"), &[ruleset(1, 5, rules)]);
    assert_eq!(valuation.adjusted, usd("99999999.99"));
    assert_eq!(valuation.total.to_string(), "199000000.00");
}
