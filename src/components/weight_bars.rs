use leptos::prelude::*;
use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::domain::scoring::Weights;

/// How much each metric weighs, as bars and in words.
#[component]
pub fn WeightBars(
    /// The weights.
    weights: Weights,
) -> impl IntoView {
    const UNITS: u32 = 100;
    let rows = weights
        .iter()
        .filter(|(_, weight)| !weight.is_zero())
        .map(|(metric, weight)| {
            let width = (weight * Decimal::from(UNITS)).to_u32().unwrap_or_default();
            view! {
                <div class="weight-bar">
                    <dt class="weight-bar__name">{metric.label()}</dt>
                    <dd class="weight-bar__figure">
                        <svg
                            class="weight-bar__bar" viewBox=format!("0 0 {UNITS} 8")
                            preserveAspectRatio="none" aria-hidden="true" focusable="false"
                        >
                            <rect class="bar bar--rest" width=UNITS height="8"></rect>
                            <rect class="bar bar--price" width=width height="8"></rect>
                        </svg>
                        <span class="num">{weight.normalize().to_string()}</span>
                    </dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="weight-bars">{rows}</dl> }.into_any()
}
