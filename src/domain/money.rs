//! Amounts of money.

use std::{fmt, str::FromStr};

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// US dollars, at least 0.00, with at most two decimals. A decimal string in JSON: `"199.00"`.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ssr", schema(value_type = String, pattern = r"^\d{1,8}(\.\d{1,2})?$", example = "199.00"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Usd(Decimal);

/// Why a text or number is not an amount that an offer can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// Not a decimal number.
    #[error("must be an amount like 199.00")]
    NotAnAmount,
    /// Below zero.
    #[error("must not be negative")]
    Negative,
    /// More than two decimals.
    #[error("must not have fractions of a cent")]
    FractionOfACent,
    /// Beyond what the database column holds.
    #[error("must be below 100,000,000")]
    TooLarge,
}

impl Usd {
    /// One more than the largest amount the column `numeric(10, 2)` holds, in dollars.
    const LIMIT: Decimal = Decimal::from_parts(100_000_000, 0, 0, false, 0);

    /// Checks an amount in dollars.
    ///
    /// # Errors
    /// When it is negative, has fractions of a cent, or is too large for an offer.
    pub fn new(amount: Decimal) -> Result<Self, MoneyError> {
        if amount.is_sign_negative() && !amount.is_zero() {
            return Err(MoneyError::Negative);
        }
        if amount.normalize().scale() > 2 {
            return Err(MoneyError::FractionOfACent);
        }
        if amount >= Self::LIMIT {
            return Err(MoneyError::TooLarge);
        }
        let mut cents = amount.abs();
        cents.rescale(2);
        Ok(Self(cents))
    }

    /// The nearest amount that an offer can have.
    #[must_use]
    pub fn clamped(amount: Decimal) -> Self {
        let largest = Self::LIMIT - Decimal::new(1, 2);
        let mut cents = amount
            .clamp(Decimal::ZERO, largest)
            .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        cents.rescale(2);
        Self(cents)
    }

    /// An amount without cents.
    #[must_use]
    pub const fn whole(dollars: u16) -> Self {
        Self(Decimal::from_parts(dollars as u32 * 100, 0, 0, false, 2))
    }

    /// The amount in dollars.
    #[must_use]
    pub fn amount(self) -> Decimal {
        self.0
    }
}

impl fmt::Display for Usd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", self.0)
    }
}

impl FromStr for Usd {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let amount = Decimal::from_str(text.trim()).map_err(|_| MoneyError::NotAnAmount)?;
        Self::new(amount)
    }
}

impl TryFrom<String> for Usd {
    type Error = MoneyError;

    fn try_from(text: String) -> Result<Self, MoneyError> {
        text.parse()
    }
}

impl From<Usd> for String {
    fn from(amount: Usd) -> Self {
        amount.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_always_shows_two_decimals() {
        for (text, shown) in [
            ("199", "199.00"),
            ("199.9", "199.90"),
            (" 0 ", "0.00"),
            ("1.500", "1.50"),
        ] {
            assert_eq!(
                text.parse::<Usd>().map(|usd| usd.to_string()),
                Ok(shown.to_owned())
            );
        }
    }

    #[test]
    fn what_no_offer_can_cost_is_refused_with_its_reason() {
        for (text, reason) in [
            ("", MoneyError::NotAnAmount),
            ("cheap", MoneyError::NotAnAmount),
            ("NaN", MoneyError::NotAnAmount),
            ("-0.01", MoneyError::Negative),
            ("1.005", MoneyError::FractionOfACent),
            ("100000000", MoneyError::TooLarge),
        ] {
            assert_eq!(text.parse::<Usd>(), Err(reason), "{text:?}");
        }
    }

    #[test]
    fn json_holds_a_decimal_string() {
        let usd: Usd = serde_json::from_str("\"199\"").unwrap();
        assert_eq!(serde_json::to_string(&usd).unwrap(), "\"199.00\"");
        assert!(serde_json::from_str::<Usd>("\"-1\"").is_err());
    }
}
