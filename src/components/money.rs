use leptos::prelude::*;

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

/// A decimal string for reading: thousands apart, a true minus sign. `"-1199.00"` is `"−1,199.00"`.
#[must_use]
pub fn grouped(amount: &str) -> String {
    let (sign, digits) = match amount.strip_prefix('-') {
        Some(digits) => ("−", digits),
        None => ("", amount),
    };
    let (whole, decimals) = digits
        .split_once('.')
        .map_or((digits, None), |(w, d)| (w, Some(d)));
    let mut text = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(decimals) = decimals {
        text.push('.');
        text.push_str(decimals);
    }
    text
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
    fn thousands_stand_apart() {
        for (amount, shown) in [
            ("0.00", "0.00"),
            ("199.00", "199.00"),
            ("1199.5", "1,199.5"),
            ("99999999.99", "99,999,999.99"),
            ("-64.00", "−64.00"),
            ("-1000", "−1,000"),
        ] {
            assert_eq!(grouped(amount), shown);
        }
    }

    #[test]
    fn cents_keep_their_zeros() {
        assert_eq!(decimal(41_900), "419.00");
        assert_eq!(decimal(-5), "-0.05");
        assert_eq!(decimal(0), "0.00");
    }
}
