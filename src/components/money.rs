use leptos::prelude::*;

use super::grouped;

/// An asking price in a column whose header names the unit; says so when there is none.
#[component]
pub fn Price(
    /// The amount as a decimal string, `"1199.00"`.
    #[prop(into)]
    amount: Option<String>,
) -> impl IntoView {
    match amount {
        Some(amount) => view! { <span class="price">{grouped(&amount)}</span> }.into_any(),
        None => view! { <span class="price price--none">"No price"</span> }.into_any(),
    }
}

/// Cents as a decimal string: `-2000` is `"-20.00"`.
pub(super) fn decimal(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cents_keep_their_zeros() {
        assert_eq!(decimal(41_900), "419.00");
        assert_eq!(decimal(-5), "-0.05");
        assert_eq!(decimal(0), "0.00");
    }
}
