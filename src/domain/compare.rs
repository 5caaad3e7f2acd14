//! Offers side by side: which of several values is the best.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    cpu::CpuSpec,
    listing::{Direction, Listing},
};

/// Fewest offers that can be compared.
pub const COMPARED_MIN: usize = 2;
/// Most offers side by side.
pub const COMPARED_MAX: usize = 4;

/// One of the offers, with what its processor is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// The offer.
    pub listing: Listing,
    /// Its processor.
    pub cpu: Option<CpuSpec>,
}

/// Which of the values are the best: all that equal the best one. None when there is nothing to
/// choose between: fewer than two values, or all the same.
#[must_use]
pub fn best(values: &[Option<Decimal>], direction: Direction) -> Vec<bool> {
    let known: Vec<Decimal> = values.iter().flatten().copied().collect();
    let best = match direction {
        Direction::Ascending => known.iter().min(),
        Direction::Descending => known.iter().max(),
    };
    let is_contest = known.len() > 1 && known.iter().any(|value| Some(value) != best);
    values
        .iter()
        .map(|value| is_contest && value.as_ref() == best)
        .collect()
}

/// The numbers of the offers that an address names: `1,2`, each once, what is no number left out.
#[must_use]
pub fn ids<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<i64> {
    let mut ids = Vec::new();
    for id in texts
        .into_iter()
        .flat_map(|text| text.split(','))
        .filter_map(|text| text.trim().parse::<i64>().ok())
    {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(values: &[Option<i64>]) -> Vec<Option<Decimal>> {
        values
            .iter()
            .map(|value| value.map(Decimal::from))
            .collect()
    }

    #[test]
    fn the_best_is_the_lowest_or_the_highest_and_ties_share_it() {
        let prices = values(&[Some(3), Some(1), None, Some(1)]);
        assert_eq!(
            best(&prices, Direction::Ascending),
            [false, true, false, true]
        );
        assert_eq!(
            best(&prices, Direction::Descending),
            [true, false, false, false]
        );
    }

    #[test]
    fn without_a_contest_nobody_wins() {
        for none in [
            values(&[Some(1), None]),
            values(&[Some(2), Some(2)]),
            values(&[None, None]),
            Vec::new(),
        ] {
            assert!(!best(&none, Direction::Ascending).contains(&true));
        }
    }

    #[test]
    fn an_address_names_each_offer_once() {
        assert_eq!(ids(["7,3", "3", "x", " 9 ,,-"]), [7, 3, 9]);
        assert!(ids([""]).is_empty());
    }
}
