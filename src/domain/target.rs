//! What a processor should cost, by the offers there are for it.

use rust_decimal::{Decimal, MathematicalOps};
use serde::{Deserialize, Serialize};

use super::number;

/// How many offers it takes.
pub const OFFERS_MIN: usize = 2;

/// Prices to aim for, in dollars and cents.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Targets {
    /// One standard deviation below the mean, or nothing.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub great: Decimal,
    /// The mean.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub good: Decimal,
    /// One standard deviation above the mean.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub fair: Decimal,
    /// How many offers they are from.
    pub offers: usize,
    /// How much they can be relied on.
    pub confidence: Confidence,
}

/// How much targets can be relied on.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Two offers or more.
    Low,
    /// Five or more.
    Medium,
    /// Ten or more.
    High,
}

impl Confidence {
    /// The word that people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl Targets {
    /// Targets from adjusted prices; `None` for fewer than [`OFFERS_MIN`].
    #[must_use]
    pub fn of(adjusted: &[Decimal]) -> Option<Self> {
        if adjusted.len() < OFFERS_MIN {
            return None;
        }
        let count = Decimal::from(adjusted.len());
        let mean = adjusted.iter().sum::<Decimal>() / count;
        let squares: Decimal = adjusted
            .iter()
            .map(|price| (*price - mean) * (*price - mean))
            .sum();
        let deviation = (squares / (count - Decimal::ONE)).sqrt()?;
        Some(Self {
            great: number::cents((mean - deviation).max(Decimal::ZERO)),
            good: number::cents(mean),
            fair: number::cents(mean + deviation),
            offers: adjusted.len(),
            confidence: match adjusted.len() {
                10.. => Confidence::High,
                5.. => Confidence::Medium,
                _ => Confidence::Low,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prices(prices: &[i64]) -> Vec<Decimal> {
        prices.iter().copied().map(Decimal::from).collect()
    }

    #[test]
    fn targets_are_the_mean_and_one_deviation_to_either_side() {
        let targets = Targets::of(&prices(&[199, 215, 240, 265, 310])).unwrap();
        assert_eq!(
            [targets.great, targets.good, targets.fair].map(|price| price.to_string()),
            ["202.03", "245.80", "289.57"]
        );
        assert_eq!(targets.confidence, Confidence::Medium);
    }

    #[test]
    fn confidence_grows_with_the_offers_and_no_target_is_below_nothing() {
        assert_eq!(Targets::of(&prices(&[100])), None);
        let two = Targets::of(&prices(&[1, 400])).unwrap();
        assert_eq!(
            (two.great, two.confidence),
            (Decimal::ZERO, Confidence::Low)
        );
        let ten = Targets::of(&prices(&[200; 10])).unwrap();
        assert_eq!((ten.great, ten.confidence), (200.into(), Confidence::High));
    }
}
