//! Whether an offer is cheap for what it does, against the other offers of the same person.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::choice::choice;

/// How many valued offers it takes before one can be called cheap.
pub const OFFERS_MIN: usize = 5;

choice! {
    /// How an offer compares, from the best to the worst.
    Rating {
        /// At least 20 % better than the middle.
        Excellent = "excellent", "Excellent";
        /// At least 10 % better.
        Good = "good", "Good";
        /// At least 5 % better.
        Fair = "fair", "Fair";
        /// Not worse than the middle.
        Neutral = "neutral", "Neutral";
        /// At most 10 % worse.
        Poor = "poor", "Poor";
        /// Worse still.
        Premium = "premium", "Premium";
    }
}

impl Rating {
    /// The least advantage over the middle, in percent; `None` for the last.
    #[must_use]
    pub fn threshold(self) -> Option<i32> {
        match self {
            Self::Excellent => Some(20),
            Self::Good => Some(10),
            Self::Fair => Some(5),
            Self::Neutral => Some(0),
            Self::Poor => Some(-10),
            Self::Premium => None,
        }
    }
}

/// The middle of a person's offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Market {
    /// The median of the adjusted dollars a multi-core mark.
    pub median: Decimal,
}

impl Market {
    /// The middle of these adjusted dollars a mark; `None` for fewer than [`OFFERS_MIN`].
    #[must_use]
    pub fn of(values: &[Decimal]) -> Option<Self> {
        Self::new(median(values)?, values.len())
    }

    /// A middle that has been found elsewhere, of `count` offers.
    #[must_use]
    pub fn new(median: Decimal, count: usize) -> Option<Self> {
        (count >= OFFERS_MIN && median > Decimal::ZERO).then_some(Self { median })
    }

    /// By how many percent an offer is better than the middle; negative where it is worse.
    #[must_use]
    pub fn advantage(&self, usd_per_multi_adj: Decimal) -> Decimal {
        (self.median - usd_per_multi_adj) / self.median * Decimal::ONE_HUNDRED
    }

    /// What to call an offer.
    #[must_use]
    pub fn rate(&self, usd_per_multi_adj: Decimal) -> Rating {
        Rating::ALL
            .into_iter()
            .find(|rating| {
                self.most(*rating)
                    .is_none_or(|most| usd_per_multi_adj <= most)
            })
            .unwrap_or(Rating::Premium)
    }

    /// Which adjusted dollars a mark are called so.
    #[must_use]
    pub fn span(&self, rating: Rating) -> Span {
        let better = Rating::ALL
            .into_iter()
            .take_while(|other| *other != rating)
            .last();
        Span {
            above: better.and_then(|better| self.most(better)),
            up_to: self.most(rating),
        }
    }

    /// The most dollars a mark that are still called so; `None` for the last.
    fn most(&self, rating: Rating) -> Option<Decimal> {
        let part = Decimal::ONE_HUNDRED - Decimal::from(rating.threshold()?);
        Some(self.median * part / Decimal::ONE_HUNDRED)
    }
}

/// A range of adjusted dollars a mark; open where there is no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// More than this.
    pub above: Option<Decimal>,
    /// Not more than this.
    pub up_to: Option<Decimal>,
}

/// The middle value, or the mean of the two in the middle.
#[must_use]
pub fn median(values: &[Decimal]) -> Option<Decimal> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let middle = sorted.len() / 2;
    let upper = sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(*upper);
    }
    let lower = sorted.get(middle.checked_sub(1)?)?;
    Some((*lower + *upper) / Decimal::TWO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thresholds_belong_to_the_better_rating() {
        let market = Market::new(Decimal::ONE_HUNDRED, OFFERS_MIN).unwrap();
        for (value, rating) in [
            ("80", Rating::Excellent),
            ("80.01", Rating::Good),
            ("90", Rating::Good),
            ("90.01", Rating::Fair),
            ("95", Rating::Fair),
            ("95.01", Rating::Neutral),
            ("100", Rating::Neutral),
            ("100.01", Rating::Poor),
            ("110", Rating::Poor),
            ("110.01", Rating::Premium),
        ] {
            assert_eq!(market.rate(value.parse().unwrap()), rating, "{value}");
        }
    }

    #[test]
    fn the_spans_of_all_ratings_meet() {
        let market = Market::new("0.01421".parse().unwrap(), OFFERS_MIN).unwrap();
        let spans = Rating::ALL.map(|rating| market.span(rating));
        assert_eq!((spans[0].above, spans[5].up_to), (None, None));
        for (better, worse) in spans.iter().zip(&spans[1..]) {
            assert_eq!(better.up_to, worse.above);
        }
        for (rating, span) in Rating::ALL.into_iter().zip(spans) {
            if let Some(most) = span.up_to {
                assert_eq!(market.rate(most), rating);
            }
        }
    }

    #[test]
    fn fewer_than_five_offers_have_no_middle() {
        let offers: Vec<Decimal> = (1..=5).map(Decimal::from).collect();
        assert_eq!(Market::of(&offers[..4]), None);
        assert_eq!(Market::of(&offers).unwrap().median, 3.into());
        assert_eq!(median(&offers[..4]), Some(Decimal::new(25, 1)));
        assert_eq!(median(&[]), None);
        assert_eq!(
            Market::of(&[Decimal::ZERO; 9]),
            None,
            "nothing is cheaper than free"
        );
    }
}
