//! Lines of an accountant's page on which a price falls, each with its stretch of the price.

use leptos::prelude::*;

/// One line: what, why, and how much.
#[component]
pub(super) fn LedgerLine(
    #[prop(into)] label: String,
    #[prop(into)] detail: String,
    /// What it was reckoned with.
    #[prop(optional_no_strip)]
    figures: Option<String>,
    /// Ready to read.
    amount: String,
    #[prop(default = "part")] kind: &'static str,
    /// What could not be done as the line says.
    #[prop(optional)]
    warnings: Vec<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let warnings = warnings
        .into_iter()
        .map(|warning| view! { <p class="ledger__warning">"Warning: " {warning}</p> })
        .collect_view();
    view! {
        <li class=format!("ledger__line ledger__line--{kind}")>
            <div class="ledger__name">
                <p class="ledger__label">{label}</p>
                {figures.map(|figures| view! { <p class="ledger__figures">{figures}</p> })}
                <p class="ledger__detail">{detail}</p>
                {warnings}
            </div>
            {children.map(|children| children())}
            <p class="ledger__amount"><span>{amount}</span></p>
        </li>
    }
    .into_any()
}

/// A stretch of the price, and before it, in a lighter tone, what is left. Attributes instead of
/// inline styles, so that it needs nothing of the content security policy.
#[component]
pub(super) fn LedgerBar(
    total: i64,
    from: i64,
    width: i64,
    class: &'static str,
    #[prop(optional)] rest: i64,
) -> impl IntoView {
    const UNITS: i64 = 1000;
    let scale = move |cents: i64| cents.saturating_mul(UNITS) / total.max(1);
    view! {
        <svg
            class="ledger__bar"
            viewBox=format!("0 0 {UNITS} 12")
            preserveAspectRatio="none"
            aria-hidden="true"
            focusable="false"
        >
            {(rest > 0).then(|| view! {
                <rect class="bar bar--rest" width=scale(rest) height="12"></rect>
            })}
            <rect class=class x=scale(from) width=scale(width) height="12"></rect>
        </svg>
    }
    .into_any()
}
