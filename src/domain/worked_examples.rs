//! Worked examples, from rules to scores: figures that were reckoned elsewhere, and mistakes that
//! such programs have made before.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::{
    action::Action,
    condition::When,
    cpu::CpuSpec,
    facts::Facts,
    listing::Condition,
    money::Usd,
    number,
    profile::ProfileDraft,
    rating::{Market, Rating},
    ruleset::{Category, Rule, RuleGroup, RuleGroupId, RuleId, Ruleset, RulesetId},
    ruleset_draft::RuleGroupDraft,
    sample::{Baseline, baseline, sample},
    scoring::{Figures, Weights, composite},
    valuation::{RulesetChoice, SkipReason, Valuation, explain, value},
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

fn home_lab() -> Weights {
    let weights = json!({"cpu_mark_multi": 0.4, "cpu_mark_single": 0.1, "ram_capacity": 0.3,
                         "perf_per_watt": 0.2});
    Weights::parse(weights.as_object().unwrap()).unwrap()
}

/// RAM, a drive, a hard disk and Windows, at so many dollars each, less for what is not new.
mod simple_deductions {
    use super::*;

    fn rules() -> Ruleset {
        let by_condition = json!({"new": 1, "refurb": 0.75, "used": 0.6});
        ruleset(
            1,
            5,
            vec![
                rule(
                    1,
                    "RAM",
                    &json!({}),
                    &json!([{"type": "per_unit", "field": "ram_gb", "value_usd": -4,
                             "condition_multipliers": {"new": 1, "refurb": 0.8, "used": 0.6}}]),
                ),
                rule(
                    2,
                    "SSD",
                    &json!({}),
                    &json!([{"type": "per_unit", "field": "primary_storage_gb",
                             "value_usd": "-0.08", "condition_multipliers": by_condition}]),
                ),
                rule(
                    3,
                    "HDD",
                    &json!({"field": "secondary_storage_medium", "operator": "equals",
                            "value": "hdd"}),
                    // 15 dollars a TB.
                    &json!([{"type": "per_unit", "field": "secondary_storage_gb",
                             "value_usd": "-0.0146484375", "condition_multipliers": by_condition}]),
                ),
                rule(
                    4,
                    "Windows",
                    &json!({"field": "os_license", "operator": "contains", "value": "windows"}),
                    &json!([{"type": "add", "value_usd": -35,
                             "condition_multipliers": by_condition}]),
                ),
            ],
        )
    }

    fn offer(condition: Condition, price: &str) -> Facts {
        Facts {
            price_usd: Some(usd(price)),
            condition,
            ram_gb: 32,
            primary_storage_gb: 512,
            primary_storage_medium: Some("nvme".into()),
            secondary_storage_gb: 1000,
            secondary_storage_medium: Some("hdd".into()),
            os_license: Some("Windows 11 Pro".into()),
            ..Facts::default()
        }
    }

    #[test]
    fn each_line_is_rounded_to_cents_and_the_lines_are_the_total() {
        for (condition, expected, total, adjusted) in [
            (
                Condition::New,
                ["-128.00", "-40.96", "-14.65", "-35.00"],
                "-218.61",
                "101.39",
            ),
            (
                Condition::Refurb,
                ["-102.40", "-30.72", "-10.99", "-26.25"],
                "-170.36",
                "149.64",
            ),
            (
                Condition::Used,
                ["-76.80", "-24.58", "-8.79", "-21.00"],
                "-131.17",
                "188.83",
            ),
        ] {
            let valuation = all(&offer(condition, "320"), &[rules()]);
            let deltas: Vec<String> = valuation
                .lines
                .iter()
                .map(|line| line.delta.to_string())
                .collect();
            assert_eq!(deltas, expected);
            assert_eq!(valuation.total.to_string(), total);
            assert_eq!(valuation.adjusted, usd(adjusted));
        }
    }

    /// A price below zero has been shown before.
    #[test]
    fn more_deductions_than_price_leave_nothing_and_the_true_sum() {
        let valuation = all(&offer(Condition::New, "90"), &[rules()]);
        assert_eq!(valuation.adjusted, usd("0"));
        assert_eq!(valuation.total.to_string(), "-218.61");
    }
}

/// Two rulesets, one after the other.
mod layered_rules {
    use super::*;

    pub fn offer() -> Facts {
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

    fn sets() -> [Ruleset; 2] {
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

    /// Once, conditions read from the database held always, so that these fired too.
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

    /// Once, of two sets of the same layer only the later was kept in the breakdown.
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
}

/// Which sets an offer is valued by.
mod choice {
    use super::*;

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
}

/// Mistakes that such programs have made before.
mod mistakes {
    use super::*;

    fn offer(price: &str) -> Facts {
        Facts {
            price_usd: Some(usd(price)),
            ..Facts::default()
        }
    }

    /// Once, a multiplier took its percentage of what it had made of the price last time.
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

    /// Once, an action that failed counted as nothing and left no trace.
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

    /// Once, modifiers and weights could be given that nothing ever read.
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

    /// Once, the rules that came with the program added what they were said to deduct.
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
}

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

/// The 28 sample offers under the baseline.
mod sample_offers {
    use super::*;

    #[derive(Deserialize)]
    struct Expected {
        median_usd_per_multi_adj: String,
        listings: Vec<ExpectedListing>,
    }

    #[derive(Deserialize)]
    struct ExpectedListing {
        title: String,
        lines: Vec<(String, String)>,
        total: String,
        adjusted: String,
        delta_pct: String,
        usd_per_multi_adj: String,
        usd_per_single_adj: String,
        perf_per_watt: Option<String>,
        composite: String,
        value_rating: Rating,
        value_vs_median_pct: f64,
    }

    fn valued() -> Vec<(String, Facts, Valuation, Figures)> {
        let sample = sample().unwrap();
        let baseline = from_baseline();
        sample
            .listings
            .iter()
            .map(|listing| {
                let facts = sample.facts(listing);
                assert!(facts.cpu.is_some(), "{} has a CPU", listing.title);
                let valuation = all(&facts, std::slice::from_ref(&baseline));
                let figures = Figures::new(&facts, Some(&valuation), &home_lab());
                (listing.title.clone(), facts, valuation, figures)
            })
            .collect()
    }

    #[test]
    fn every_sample_offer_comes_to_its_figures() {
        let expected: Expected =
            serde_json::from_str(include_str!("fixtures/sample_figures.json")).unwrap();
        let valued = valued();
        let per_mark: Vec<Decimal> = valued
            .iter()
            .map(|(.., figures)| figures.usd_per_multi_adj.unwrap())
            .collect();
        let market = Market::of(&per_mark).unwrap();
        assert_eq!(
            number::round(market.median, 6).to_string(),
            expected.median_usd_per_multi_adj
        );
        assert_eq!(valued.len(), 28);
        assert_eq!(valued.len(), expected.listings.len());
        for ((title, _, valuation, figures), expected) in valued.iter().zip(&expected.listings) {
            assert_eq!(title, &expected.title);
            let lines: Vec<(String, String)> = valuation
                .lines
                .iter()
                .map(|line| (line.rule.clone(), line.delta.to_string()))
                .collect();
            assert_eq!(lines, expected.lines, "{title}");
            assert_eq!(valuation.total.to_string(), expected.total, "{title}");
            assert_eq!(valuation.adjusted, usd(&expected.adjusted), "{title}");
            let percent = number::percent(valuation.deducted_percent().unwrap());
            assert_eq!(percent.to_string(), expected.delta_pct, "{title}");
            let shown = figures.rounded();
            let text = |figure: Option<Decimal>| figure.map(|figure| figure.to_string());
            assert_eq!(
                text(shown.usd_per_multi_adj),
                Some(expected.usd_per_multi_adj.clone())
            );
            assert_eq!(
                text(shown.usd_per_single_adj),
                Some(expected.usd_per_single_adj.clone())
            );
            assert_eq!(text(shown.perf_per_watt), expected.perf_per_watt, "{title}");
            assert_eq!(
                text(shown.score_composite),
                Some(expected.composite.clone()),
                "{title}"
            );
            let exact = figures.usd_per_multi_adj.unwrap();
            assert_eq!(market.rate(exact), expected.value_rating, "{title}");
            let advantage = number::percent(market.advantage(exact)).to_string();
            assert_eq!(
                advantage,
                format!("{:.1}", expected.value_vs_median_pct),
                "{title}"
            );
        }
    }

    #[test]
    fn the_best_offers_are_the_best() {
        let valued = valued();
        let best = |key: fn(&Figures) -> Option<Decimal>, sign: i32| {
            let (title, ..) = valued
                .iter()
                .filter(|(.., figures)| key(figures).is_some())
                .max_by_key(|(.., figures)| key(figures).unwrap() * Decimal::from(sign))
                .unwrap();
            title.as_str()
        };
        assert_eq!(
            best(|figures| figures.usd_per_multi_adj, -1),
            "Beelink SER5 MAX (5800H)"
        );
        assert_eq!(
            best(|figures| figures.perf_per_watt, 1),
            "Beelink SER5 (5560U)"
        );
        let mut affordable: Vec<_> = valued
            .iter()
            .filter(|(_, _, valuation, _)| valuation.adjusted <= usd("250"))
            .collect();
        affordable.sort_by_key(|(.., figures)| std::cmp::Reverse(figures.score_composite));
        let titles: Vec<&str> = affordable
            .iter()
            .take(5)
            .map(|(title, ..)| title.as_str())
            .collect();
        assert_eq!(
            titles,
            [
                "Beelink SER5 MAX (5800H)",
                "Lenovo ThinkCentre M75q Gen 2 (5650GE)",
                "Beelink SER6 (6800H)",
                "Beelink SER5 (5560U)",
                "Lenovo ThinkCentre M70q Gen 3",
            ]
        );
    }

    /// Badges go by what an offer costs for what it does, not by how much is inside.
    #[test]
    fn a_large_deduction_alone_makes_no_bargain() {
        let valued = valued();
        let per_mark = |figures: &Figures| figures.usd_per_multi_adj.unwrap();
        let all: Vec<Decimal> = valued
            .iter()
            .map(|(.., figures)| per_mark(figures))
            .collect();
        let market = Market::of(&all).unwrap();
        let (_, _, valuation, figures) = valued
            .iter()
            .find(|(title, ..)| title == "HP Z2 Mini G5")
            .unwrap();
        assert!(valuation.deducted_percent().unwrap() > 25.into());
        assert_eq!(market.rate(per_mark(figures)), Rating::Premium);
    }

    #[test]
    fn valuing_again_changes_nothing() {
        for (first, second) in valued().iter().zip(valued()) {
            assert_eq!(first.2, second.2);
            assert_eq!(first.3, second.3);
        }
    }
}
