//! Decimal numbers: how they are read, written in JSON, and rounded for people.

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};
use serde_json::{Number, Value};

/// The number that a text is, if it is one. No exponents, no spaces inside.
#[must_use]
pub fn parse(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text.trim()).ok()
}

/// The number as JSON has written it; `None` when it is too large or too fine to be exact.
#[must_use]
pub fn from_json(number: &Number) -> Option<Decimal> {
    let text = number.to_string();
    if text.contains(['e', 'E']) {
        Decimal::from_scientific(&text).ok()
    } else {
        parse(&text)
    }
}

/// A JSON number. Exact for what has at most 15 digits.
#[must_use]
pub fn to_json(number: Decimal) -> Value {
    let number = number.normalize();
    if let (0, Some(whole)) = (number.scale(), number.to_i64()) {
        return whole.into();
    }
    number
        .to_string()
        .parse::<f64>()
        .ok()
        .and_then(Number::from_f64)
        .map_or(Value::Null, Value::Number)
}

/// Rounds to so many decimals, half away from zero, as people do.
#[must_use]
pub fn round(number: Decimal, decimals: u32) -> Decimal {
    let mut rounded =
        number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(decimals);
    if rounded.is_zero() {
        rounded.set_sign_positive(true);
    }
    rounded
}

/// Cents.
#[must_use]
pub fn cents(amount: Decimal) -> Decimal {
    round(amount, 2)
}

/// How dollars a mark are shown: four decimals.
#[must_use]
pub fn usd_per_mark(number: Decimal) -> Decimal {
    round(number, 4)
}

/// How marks a watt are shown: one decimal.
#[must_use]
pub fn perf_per_watt(number: Decimal) -> Decimal {
    round(number, 1)
}

/// How scores are shown: two decimals.
#[must_use]
pub fn score(number: Decimal) -> Decimal {
    round(number, 2)
}

/// How percentages are shown: one decimal.
#[must_use]
pub fn percent(number: Decimal) -> Decimal {
    round(number, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        for (exact, rounded) in [
            ("-51.975", "-51.98"),
            ("51.975", "51.98"),
            ("0.005", "0.01"),
            ("-0.004", "0.00"),
            ("2", "2.00"),
        ] {
            assert_eq!(cents(decimal(exact)).to_string(), rounded);
        }
        assert_eq!(usd_per_mark(decimal("0.01391329")).to_string(), "0.0139");
        assert_eq!(perf_per_watt(decimal("466.2857")).to_string(), "466.3");
        assert_eq!(percent(decimal("45.807")).to_string(), "45.8");
    }

    #[test]
    fn numbers_come_through_json_unchanged() {
        for text in ["0", "-2.5", "0.05", "123456789.1234", "1000000000", "0.1"] {
            let json = to_json(decimal(text));
            assert_eq!(json.to_string(), text);
            assert_eq!(from_json(json.as_number().unwrap()), Some(decimal(text)));
        }
        assert_eq!(from_json(&Number::from_f64(1e300).unwrap()), None);
        assert_eq!(parse("1e3"), None);
        assert_eq!(parse("NaN"), None);
    }
}
