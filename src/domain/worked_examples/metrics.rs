//! What the machine of the layered rules comes to: dollars a mark and scores, unrounded, and as
//! they once were.

use super::{
    layered_rules::{offer, sets},
    *,
};
use crate::domain::{
    scoring::{composite, usd_per_mark},
    target::Targets,
};

fn shown(figure: Decimal, decimals: u32) -> String {
    figure.round_dp(decimals).normalize().to_string()
}

/// What the rules come to where nothing is rounded.
fn unrounded() -> Vec<Vec<Decimal>> {
    let facts = offer();
    let mut sets = sets();
    sets.sort_by_key(|set| set.priority);
    sets.iter()
        .map(|set| {
            set.in_force()
                .iter()
                .filter(|rule| rule.conditions.matches(&facts))
                .flat_map(|rule| &rule.actions)
                .map(|action| action.apply(&facts, Decimal::ZERO).amount)
                .collect()
        })
        .collect()
}

/// D9: once, these rules were not rounded at all, so that the lines on a page were not its total.
#[test]
fn only_rounding_lies_between_our_total_and_the_exact_one() {
    let deltas = unrounded();
    let exact: Vec<String> = deltas
        .concat()
        .iter()
        .map(|delta| delta.normalize().to_string())
        .collect();
    assert_eq!(exact, ["-64", "-40.96", "-20", "-51.975", "-15"]);
    let subtotals: Vec<Decimal> = deltas.iter().map(|set| set.iter().sum()).collect();
    assert_eq!(subtotals, [decimal("-124.96"), decimal("-66.975")]);
    let total: Decimal = subtotals.iter().sum();
    assert_eq!(total, decimal("-191.935"));

    let ours = all(&offer(), &sets());
    assert_eq!(ours.total, decimal("-191.94"));
    let lines: Decimal = ours.lines.iter().map(|line| line.delta).sum();
    assert_eq!(lines, ours.total, "the lines sum up to the total");
}

#[test]
fn dollars_a_mark_are_exact_until_they_are_shown() {
    let (multi, single) = (Some(16_320), Some(3_465));
    for (price, mark, expected) in [
        ("419", multi, "0.0256740196"),
        ("227.065", multi, "0.0139132966"),
        ("419", single, "0.1209235209"),
        ("227.065", single, "0.0655310245"),
    ] {
        let figure = usd_per_mark(decimal(price), mark).unwrap();
        assert_eq!(shown(figure, 10), expected);
    }
    for mark in [None, Some(0), Some(-5)] {
        assert_eq!(usd_per_mark(decimal("419"), mark), None);
    }
    assert_eq!(
        shown(perf_per_watt(&offer()).unwrap(), 10),
        "466.2857142857"
    );
    let deducted = decimal("191.935") * Decimal::ONE_HUNDRED / decimal("419");
    assert_eq!(shown(deducted, 2), "45.81");
}

/// Once, marks by the thousand drowned everything else; against a reference, each metric counts
/// for its weight.
#[test]
fn a_score_is_no_mean_of_figures_as_they_are() {
    let without_single =
        weights(&json!({"cpu_mark_multi": 0.4, "ram_capacity": 0.3, "perf_per_watt": 0.2}));
    let desktop =
        weights(&json!({"cpu_mark_multi": 0.3, "cpu_mark_single": 0.5, "perf_per_watt": 0.2}));
    for (weights, once, ours) in [
        (home_lab(), "6977.3571", "57.0796"),
        (without_single, "7367.619", "53.7968"),
        (desktop, "6721.7571", "71.2896"),
    ] {
        assert_eq!(shown(raw_composite(&offer(), &weights), 4), once);
        assert_eq!(shown(composite(&offer(), &weights), 4), ours);
    }
    let mut doubled = offer();
    doubled.ram_gb *= 2;
    let gain = |score: fn(&Facts, &Weights) -> Decimal| {
        score(&doubled, &home_lab()) / score(&offer(), &home_lab())
    };
    assert!(gain(raw_composite) < decimal("1.01"));
    assert!(gain(composite) > decimal("1.2"));
}

/// D13: once, weights that nothing read gave 0, which ranks all offers the same.
#[test]
fn no_weights_give_no_score_and_nothing_known_gives_none() {
    for json in [json!({}), json!({"expandability": 0.1})] {
        assert!(Weights::parse(json.as_object().unwrap()).is_err(), "{json}");
    }
    let unknown = Facts {
        cpu: None,
        ..offer()
    };
    let marks = weights(&json!({"cpu_mark_multi": 0.4, "perf_per_watt": 0.2}));
    assert_eq!(composite(&unknown, &marks), Decimal::ZERO);
}

#[test]
fn targets_lie_one_deviation_apart() {
    let prices = ["199", "215", "240", "265", "310"].map(decimal);
    let targets = Targets::of(&prices).unwrap();
    assert_eq!(targets.good, decimal("245.80"));
    let deviation = decimal("43.77");
    assert_eq!(targets.good - targets.great, deviation);
    assert_eq!(targets.fair - targets.good, deviation);
}
