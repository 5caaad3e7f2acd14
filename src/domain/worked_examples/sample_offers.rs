//! The 28 sample offers under the baseline.

use serde::Deserialize;

use super::*;
use crate::domain::{
    number,
    rating::{Market, Rating},
    sample::sample,
    scoring::Figures,
};

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
    composite_raw: String,
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
        serde_json::from_str(include_str!("../fixtures/sample_figures.json")).unwrap();
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
    for ((title, facts, valuation, figures), expected) in valued.iter().zip(&expected.listings) {
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
        let raw = raw_composite(facts, &home_lab()).round_dp(4).normalize();
        assert_eq!(raw.to_string(), expected.composite_raw, "{title}");
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

/// D15: badges go by what an offer costs for what it does, not by how much is inside.
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
