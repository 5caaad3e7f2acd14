//! Worked examples, from rules to scores: figures that were reckoned elsewhere, and mistakes that
//! such programs have made before.

mod choice;
mod layered_rules;
mod metrics;
mod mistakes;
mod sample_offers;
mod simple_deductions;

use rust_decimal::Decimal;
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::{
    action::Action,
    condition::When,
    facts::Facts,
    gpu::GpuSpec,
    money::Usd,
    ruleset::{Category, Rule, RuleGroup, RuleGroupId, RuleId, Ruleset, RulesetId},
    sample::{Baseline, baseline},
    scoring::{Metric, Weights, perf_per_watt},
    valuation::{RulesetChoice, Valuation, value},
};

fn usd(text: &str) -> Usd {
    text.parse().unwrap()
}

fn rule(id: i64, name: &str, conditions: &Value, actions: &Value) -> Rule {
    Rule {
        id: RuleId(id),
        name: name.into(),
        description: None,
        evaluation_order: 100,
        is_active: true,
        conditions: When::parse(conditions, "conditions").unwrap(),
        actions: Action::parse_list(actions, "actions").unwrap(),
        updated_at: OffsetDateTime::UNIX_EPOCH,
    }
}

fn ruleset(id: i64, priority: i32, rules: Vec<Rule>) -> Ruleset {
    Ruleset {
        id: RulesetId(id),
        name: format!("Set {id}"),
        description: None,
        is_own: true,
        is_system: false,
        is_active: true,
        priority,
        applies_when: When::default(),
        groups: vec![RuleGroup {
            id: RuleGroupId(id),
            name: "All".into(),
            category: Category::Other,
            display_order: 0,
            is_active: true,
            rules,
            updated_at: OffsetDateTime::UNIX_EPOCH,
        }],
        created_at: OffsetDateTime::UNIX_EPOCH,
        updated_at: OffsetDateTime::UNIX_EPOCH,
    }
}

fn lines(valuation: &Valuation) -> Vec<(&str, String)> {
    valuation
        .lines
        .iter()
        .map(|line| (line.rule.as_str(), line.delta.to_string()))
        .collect()
}

fn all(facts: &Facts, sets: &[Ruleset]) -> Valuation {
    value(facts, &RulesetChoice::default(), sets).unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn weights(json: &Value) -> Weights {
    Weights::parse(json.as_object().unwrap()).unwrap()
}

fn home_lab() -> Weights {
    weights(
        &json!({"cpu_mark_multi": 0.4, "cpu_mark_single": 0.1, "ram_capacity": 0.3,
                    "perf_per_watt": 0.2}),
    )
}

/// A score as it was once reckoned: the weighted mean of figures as they are, so that 16,000
/// points drown 32 GB.
fn raw_composite(facts: &Facts, weights: &Weights) -> Decimal {
    let cpu = facts.cpu.as_ref();
    let figure = |metric: Metric| match metric {
        Metric::CpuMarkMulti => cpu.and_then(|cpu| cpu.mark_multi).map(Decimal::from),
        Metric::CpuMarkSingle => cpu.and_then(|cpu| cpu.mark_single).map(Decimal::from),
        Metric::GpuScore => facts.gpu.as_ref().and_then(GpuSpec::score),
        Metric::PerfPerWatt => perf_per_watt(facts),
        Metric::RamCapacity => Some(facts.ram_gb.into()),
    };
    let weighted: Decimal = weights
        .iter()
        .map(|(metric, weight)| weight * figure(metric).unwrap_or_default())
        .sum();
    weighted / weights.sum()
}

/// The rules that come with the product, as one ruleset.
fn from_baseline() -> Ruleset {
    let Baseline {
        name,
        priority,
        groups,
        ..
    } = baseline().unwrap();
    let mut set = ruleset(1, priority, Vec::new());
    set.name = name;
    set.groups = groups
        .into_iter()
        .enumerate()
        .map(|(index, group)| RuleGroup {
            name: group.name,
            category: group.category,
            display_order: i32::try_from(index).unwrap(),
            rules: group
                .rules
                .iter()
                .map(|given| Rule {
                    evaluation_order: given.evaluation_order,
                    ..rule(
                        given.evaluation_order.into(),
                        &given.name,
                        &given.conditions,
                        &given.actions,
                    )
                })
                .collect(),
            ..ruleset(1, 5, Vec::new()).groups.remove(0)
        })
        .collect();
    set
}
