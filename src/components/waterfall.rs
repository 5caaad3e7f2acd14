use leptos::prelude::*;
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{
    grouped,
    ledger::{LedgerBar, LedgerLine},
};
use crate::domain::term;

/// One change of a price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaterfallStep {
    /// What changes it.
    pub label: String,
    /// Where that is from, and how it is reckoned.
    pub detail: String,
    /// The figures that were reckoned with, if any were.
    pub figures: Option<String>,
    /// Dollars and cents, signed.
    pub delta: Decimal,
    /// What could not be done as it should.
    pub warnings: Vec<String>,
}

/// A price, what takes it down or up step by step, and what is left: each line takes its part out
/// of the bar above it.
#[component]
pub fn Waterfall(
    /// Asking price in dollars.
    price: Decimal,
    /// The steps, in the order in which they were taken.
    steps: Vec<WaterfallStep>,
    /// What is left in dollars; not below zero.
    left: Decimal,
    /// What is left for each mark, four decimals, and how many marks.
    #[prop(optional_no_strip)]
    per_mark: Option<(Decimal, i32)>,
) -> impl IntoView {
    let stretches = stretches(cents(price), &steps);
    let total = stretches.widest;
    let lines = steps
        .into_iter()
        .zip(stretches.steps)
        .map(|(step, (from, to))| {
            let (low, high) = (from.min(to), from.max(to));
            let sign = if step.delta > Decimal::ZERO { "+" } else { "" };
            let amount = format!("{sign}{}", grouped(&step.delta.to_string()));
            let (class, rest) = if to > from {
                ("bar bar--added", from)
            } else {
                ("bar bar--taken", to)
            };
            view! {
                <LedgerLine
                    label=step.label detail=step.detail figures=step.figures amount=amount
                    warnings=step.warnings
                >
                    <LedgerBar total=total from=low width=high - low class=class rest=rest/>
                </LedgerLine>
            }
        })
        .collect_view();
    view! {
        <ol class="ledger ledger--rules ledger__lines">
            <LedgerLine label=term::ASKING_PRICE detail="USD, with everything inside" amount=grouped(&price.to_string())>
                <LedgerBar total=total from=0 width=cents(price) class="bar bar--price"/>
            </LedgerLine>
            {lines}
            <LedgerLine label=term::ADJUSTED_PRICE detail="what the barebones machine costs" amount=grouped(&left.to_string()) kind="sum">
                <LedgerBar total=total from=0 width=cents(left) class="bar bar--result"/>
            </LedgerLine>
            {per_mark.map(|(per_mark, marks)| view! {
                <LedgerLine
                    label=term::USD_PER_MARK
                    detail=format!("÷ {} multi-core marks", grouped(&marks.to_string()))
                    amount=grouped(&per_mark.to_string())
                    kind="quotient"
                />
            })}
        </ol>
    }
    .into_any()
}

struct Stretches {
    /// From where to where each step leads, in cents, as far as it can be drawn.
    steps: Vec<(i64, i64)>,
    /// The most that the price came to on the way.
    widest: i64,
}

fn stretches(price: i64, steps: &[WaterfallStep]) -> Stretches {
    let mut running = price;
    let mut widest = price;
    let steps = steps
        .iter()
        .map(|step| {
            let from = running;
            running = running.saturating_add(cents(step.delta));
            widest = widest.max(running);
            (from.max(0), running.max(0))
        })
        .collect();
    Stretches { steps, widest }
}

fn cents(dollars: Decimal) -> i64 {
    (dollars * Decimal::ONE_HUNDRED)
        .round()
        .to_i64()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(delta: i64) -> WaterfallStep {
        WaterfallStep {
            label: String::new(),
            detail: String::new(),
            figures: None,
            delta: Decimal::new(delta, 2),
            warnings: Vec::new(),
        }
    }

    #[test]
    fn a_price_may_rise_on_the_way_and_is_never_drawn_below_zero() {
        let drawn = stretches(10_000, &[step(2_500), step(-20_000), step(1_000)]);
        assert_eq!(drawn.steps, [(10_000, 12_500), (12_500, 0), (0, 0)]);
        assert_eq!(drawn.widest, 12_500);
    }
}
