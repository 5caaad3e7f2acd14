use leptos::prelude::*;

use super::{
    grouped,
    ledger::{LedgerBar, LedgerLine},
    money::decimal,
};
use crate::domain::term;

/// One thing that is taken out of a price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deduction {
    /// What is taken out.
    pub label: &'static str,
    /// How its amount comes about.
    pub detail: &'static str,
    /// How much, in cents; positive.
    pub cents: i64,
}

/// A price taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What is offered.
    pub title: &'static str,
    /// What is inside.
    pub subtitle: &'static str,
    /// The asking price, in cents.
    pub price_cents: i64,
    /// What is taken out, in order.
    pub deductions: Vec<Deduction>,
    /// Benchmark marks of the processor.
    pub marks: i64,
}

impl Example {
    /// The example that public pages show.
    #[must_use]
    pub fn refurbished_mini_pc() -> Self {
        let deduction = |label, detail, cents| Deduction {
            label,
            detail,
            cents,
        };
        Self {
            title: "Mini PC, refurbished",
            subtitle: "6\u{a0}cores, 35\u{a0}W, 32\u{a0}GB DDR4, 1\u{a0}TB\u{a0}NVMe, Windows\u{a0}11\u{a0}Pro",
            price_cents: 41_900,
            deductions: vec![
                deduction("RAM", "32\u{a0}GB × 2.50, refurbished × 0.8", 6_400),
                deduction(
                    "NVMe drive",
                    "1,024\u{a0}GB × 0.05, refurbished × 0.8",
                    4_096,
                ),
                deduction("Windows 11 Pro", "flat", 2_000),
                deduction("Fast single thread", "3,465 points, 1.50 per 100", 5_198),
            ],
            marks: 16_320,
        }
    }

    /// What is left of the price, in cents.
    fn bare_cents(&self) -> i64 {
        let taken: i64 = self
            .deductions
            .iter()
            .map(|deduction| deduction.cents)
            .sum();
        (self.price_cents - taken).max(0)
    }

    /// What is left, per mark, in dollars with four decimals.
    fn per_mark(&self) -> String {
        let marks = self.marks.max(1);
        let ten_thousandths = (self.bare_cents() * 100 + marks / 2) / marks;
        format!(
            "{}.{:04}",
            ten_thousandths / 10_000,
            ten_thousandths % 10_000
        )
    }
}

/// How a price becomes comparable, as a page of a ledger: each line takes its part out of the
/// bar above it.
#[component]
pub fn WorkedExample(
    /// What to take apart.
    example: Example,
) -> impl IntoView {
    let (price, bare) = (example.price_cents, example.bare_cents());
    let per_mark = example.per_mark();
    let mut running = price;
    let deductions = example
        .deductions
        .into_iter()
        .map(|Deduction { label, detail, cents }| {
            running -= cents;
            let bar = view! { <LedgerBar total=price from=running width=cents class="bar bar--taken" rest=running/> };
            view! { <LedgerLine label=label detail=detail amount=grouped(&decimal(-cents))>{bar}</LedgerLine> }
        })
        .collect_view();
    view! {
        <figure class="ledger" id="worked-example">
            <figcaption class="ledger__head">
                <p class="ledger__title">{example.title}</p>
                <p class="ledger__subtitle">{example.subtitle}</p>
            </figcaption>
            <ol class="ledger__lines">
                <LedgerLine label=term::ASKING_PRICE detail="USD, with everything inside" amount=grouped(&decimal(price))>
                    <LedgerBar total=price from=0 width=price class="bar bar--price"/>
                </LedgerLine>
                {deductions}
                <LedgerLine label=term::ADJUSTED_PRICE detail="what the barebones machine costs" amount=grouped(&decimal(bare)) kind="sum">
                    <LedgerBar total=price from=0 width=bare class="bar bar--result"/>
                </LedgerLine>
                <LedgerLine
                    label=term::USD_PER_MARK
                    detail=format!("÷ {} multi-core marks", grouped(&example.marks.to_string()))
                    amount=grouped(&per_mark)
                    kind="quotient"
                />
            </ol>
        </figure>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_example_adds_up() {
        let example = Example::refurbished_mini_pc();
        assert_eq!(decimal(example.bare_cents()), "242.06");
        assert_eq!(example.per_mark(), "0.0148");
    }

    #[test]
    fn more_may_be_taken_out_than_there_is() {
        let example = Example {
            price_cents: 1_000,
            ..Example::refurbished_mini_pc()
        };
        assert_eq!(
            (example.bare_cents(), example.per_mark()),
            (0, "0.0000".to_owned())
        );
    }
}
