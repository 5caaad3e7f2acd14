//! Figures as drawings, with their words.

use leptos::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::Section;
use crate::{
    components::{Bar, BarChart, Sparkline, Waterfall, WaterfallStep, WeightBars},
    domain::scoring::{Metric, Weights},
};

/// Lines, bars, and a price that is taken apart.
#[component]
pub(super) fn Charts() -> impl IntoView {
    let (asked, left) = (Decimal::new(7_900, 2), Decimal::new(8_700, 2));
    let per_mark = (Decimal::new(181, 4), 4_800);
    view! {
        <Section title="Charts">
            <h3>"A price over time"</h3>
            <Sparkline points=prices() label="From 99.00 USD to 79.00 USD over 5 prices, the lowest 79.00 USD."/>
            <h3>"A value a day"</h3>
            <div class="charts">
                <BarChart title="Sign-ins" bars=week([4.0, 7.0, 3.0, 0.0, 9.0, 6.0, 5.0])/>
                <BarChart
                    title="Webhook lag (p95)" unit="ms" sums=false
                    bars=week([180.0, 210.0, 95.0, 0.0, 640.0, 230.0, 160.0])
                />
                <BarChart title="Refused credentials" bars=week([0.0; 7])/>
            </div>
            <h3>"How a price comes about"</h3>
            <Waterfall price=asked steps=steps() left=left per_mark=Some(per_mark)/>
            <h3>"How much each metric weighs"</h3>
            <div class="styleguide__form"><WeightBars weights=weights()/></div>
        </Section>
    }
    .into_any()
}

/// In days before today, and in dollars; the newest price holds until now.
fn prices() -> Vec<(f64, f64)> {
    vec![
        (-59.0, 99.0),
        (-47.0, 95.0),
        (-36.0, 89.0),
        (-24.0, 85.0),
        (-14.0, 79.0),
        (0.0, 79.0),
    ]
}

fn week(values: [f64; 7]) -> Vec<Bar> {
    (16..)
        .zip(values)
        .map(|(day, value)| Bar {
            label: format!("{day} November"),
            value,
        })
        .collect()
}

/// One that takes away, one that could not be reckoned, one that adds.
fn steps() -> Vec<WaterfallStep> {
    [
        (
            "RAM",
            "Deduct 2.50 USD per GB of RAM (used ×0.6)",
            Some("8 × 2.50 × 0.6"),
            -1_200,
            None,
        ),
        (
            "Discrete GPU",
            "Deduct 12.00 USD per 1,000 points of the GPU mark (used ×0.6)",
            None,
            0,
            Some("The GPU mark is not known, and counts as 0."),
        ),
        ("Missing power adapter", "Add 20.00 USD", None, 2_000, None),
    ]
    .map(|(label, does, figures, cents, warning)| WaterfallStep {
        label: label.to_owned(),
        detail: format!("{does} · Barebones baseline"),
        figures: figures.map(str::to_owned),
        delta: Decimal::new(cents, 2),
        warnings: warning.map(str::to_owned).into_iter().collect(),
    })
    .into()
}

fn weights() -> Weights {
    let weights: Map<String, Value> = [
        (Metric::CpuMarkMulti, "0.4"),
        (Metric::CpuMarkSingle, "0.1"),
        (Metric::PerfPerWatt, "0.2"),
        (Metric::RamCapacity, "0.3"),
    ]
    .into_iter()
    .map(|(metric, weight)| (metric.name().to_owned(), Value::from(weight)))
    .collect();
    Weights::parse(&weights).unwrap_or_default()
}
