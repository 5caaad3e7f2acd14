//! Two rulesets, one after the other.

use super::*;
use crate::domain::{
    cpu::CpuSpec,
    listing::Condition,
    number,
    scoring::{Figures, composite},
    valuation::explain,
};

pub(super) fn offer() -> Facts {
    Facts {
        price_usd: Some(usd("419")),
        condition: Condition::Refurb,
        status: "active".into(),
        form_factor: Some("mini_pc".into()),
        ram_gb: 32,
        ram_type: Some("ddr4".into()),
        ram_speed_mhz: Some(3200),
        primary_storage_gb: 1024,
        primary_storage_medium: Some("nvme".into()),
        os_license: Some("Windows 11 Pro".into()),
        cpu: Some(CpuSpec {
            name: "Six cores".into(),
            cores: Some(6),
            tdp_w: Some(35),
            mark_multi: Some(16_320),
            mark_single: Some(3_465),
            ..CpuSpec::default()
        }),
        ..Facts::default()
    }
}

pub(super) fn sets() -> [Ruleset; 2] {
    let mut inactive = rule(
        24,
        "Inactive",
        &json!({}),
        &json!([{"type": "add", "value_usd": -500}]),
    );
    inactive.is_active = false;
    [
        // Given in the wrong order on purpose.
        ruleset(
            2,
            10,
            vec![
                rule(
                    21,
                    "Strong single thread",
                    &json!([
                        {"field": "cpu.mark_single", "operator": "gte", "value": 3000},
                        {"any": [
                            {"field": "cpu.tdp_w", "operator": "lte", "value": 35},
                            {"field": "form_factor", "operator": "in", "value": ["sff", "tower"]},
                        ]},
                    ]),
                    &json!([{"type": "per_100_points", "field": "cpu.mark_single",
                             "value_usd": "-1.50"}]),
                ),
                // There are no formulas: what -min(cores x 2.5, 18) comes to for six cores.
                rule(
                    22,
                    "Cores",
                    &json!({"field": "cpu.cores", "operator": "between", "value": [6, 8]}),
                    &json!([{"type": "per_unit", "field": "cpu.cores", "value_usd": "-2.5"}]),
                ),
                rule(
                    23,
                    "No warranty",
                    &json!({"field": "condition", "operator": "equals", "value": "used"}),
                    &json!([{"type": "add", "value_usd": 15}]),
                ),
                inactive,
            ],
        ),
        ruleset(
            1,
            5,
            vec![
                rule(
                    11,
                    "RAM per GB",
                    &json!({"field": "ram_gb", "operator": "greater_than", "value": 0}),
                    &json!([{"type": "per_unit", "field": "ram_gb", "value_usd": "-2.50",
                             "condition_multipliers": {"refurb": 0.8},
                             "field_multipliers": [{"field": "ram_type", "entries": [
                                 {"equals": "ddr4", "multiplier": 1},
                                 {"equals": "ddr5", "multiplier": "1.3"}]}]}]),
                ),
                rule(
                    12,
                    "NVMe per GB",
                    &json!({"field": "primary_storage_medium", "operator": "equals",
                            "value": "nvme"}),
                    &json!([{"type": "per_unit", "field": "primary_storage_gb",
                             "value_usd": "-0.05", "condition_multipliers": {"refurb": 0.8}}]),
                ),
                rule(
                    13,
                    "Windows Pro licence",
                    &json!({"field": "os_license", "operator": "contains",
                            "value": "windows 11 pro"}),
                    &json!([{"type": "add", "value_usd": -20}]),
                ),
                rule(
                    14,
                    "HDD only",
                    &json!([
                        {"field": "primary_storage_medium", "operator": "equals", "value": "hdd"},
                        {"field": "secondary_storage_medium", "operator": "is_null"},
                    ]),
                    &json!([{"type": "add", "value_usd": -10}]),
                ),
            ],
        ),
    ]
}

#[test]
fn the_lower_priority_number_goes_first_and_halves_are_rounded_away_from_zero() {
    let valuation = all(&offer(), &sets());
    assert_eq!(
        lines(&valuation),
        [
            ("RAM per GB", "-64.00".to_owned()),
            ("NVMe per GB", "-40.96".to_owned()),
            ("Windows Pro licence", "-20.00".to_owned()),
            ("Strong single thread", "-51.98".to_owned()),
            ("Cores", "-15.00".to_owned()),
        ]
    );
    assert_eq!(valuation.total.to_string(), "-191.94");
    assert_eq!(valuation.adjusted, usd("227.06"));
    let percent = number::percent(valuation.deducted_percent().unwrap());
    assert_eq!(percent.to_string(), "45.8");
}

/// D1: once, conditions read from the database held always, so that these fired too.
#[test]
fn rules_whose_conditions_do_not_hold_do_nothing_and_are_told() {
    let stored = serde_json::to_string(&sets()).unwrap();
    let read: Vec<Ruleset> = serde_json::from_str(&stored).unwrap();
    let explanation = explain(&offer(), &RulesetChoice::default(), &read).unwrap();
    let unmatched: Vec<&str> = explanation
        .unmatched
        .iter()
        .map(|rule| rule.rule.as_str())
        .collect();
    assert_eq!(unmatched, ["HDD only", "No warranty"]);
    assert_eq!(explanation.valuation, all(&offer(), &sets()));
}

#[test]
fn without_the_rule_on_cores_the_total_is_smaller() {
    let mut sets = sets();
    sets[0].groups[0].rules.retain(|rule| rule.name != "Cores");
    let valuation = all(&offer(), &sets);
    assert_eq!(valuation.total.to_string(), "-176.94");
    assert_eq!(valuation.adjusted, usd("242.06"));
}

/// D11: once, of two sets of the same layer only the later was kept in the breakdown.
#[test]
fn every_ruleset_has_its_own_subtotal() {
    let mut sets = sets();
    sets[1].priority = 10;
    let subtotals: Vec<(i64, String)> = all(&offer(), &sets)
        .rulesets
        .iter()
        .map(|subtotal| (subtotal.ruleset_id.0, subtotal.delta.to_string()))
        .collect();
    assert_eq!(
        subtotals,
        [(1, "-124.96".to_owned()), (2, "-66.98".to_owned())]
    );
}

#[test]
fn figures_follow_from_the_rounded_adjusted_price() {
    let valuation = all(&offer(), &sets());
    let figures = Figures::new(&offer(), Some(&valuation), &home_lab()).rounded();
    let shown = |figure: Option<Decimal>| figure.unwrap().to_string();
    assert_eq!(shown(figures.usd_per_multi), "0.0257");
    assert_eq!(shown(figures.usd_per_multi_adj), "0.0139");
    assert_eq!(shown(figures.usd_per_single), "0.1209");
    assert_eq!(shown(figures.usd_per_single_adj), "0.0655");
    assert_eq!(shown(figures.perf_per_watt), "466.3");
    assert_eq!(shown(figures.score_composite), "57.08");
    assert_eq!(
        composite(&offer(), &home_lab()).round_dp(4).to_string(),
        "57.0796"
    );
}
