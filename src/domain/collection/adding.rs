//! Offers that are to be put into a collection.

use serde::{Deserialize, Serialize};

use super::Collection;
use crate::domain::listing::ListingId;

/// The most offers that are put into a collection at once.
pub const ADDED_MAX: usize = 100;

/// An offer that is to be put into a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The number of its row.
    pub id: ListingId,
    /// What is offered.
    pub title: String,
}

/// A collection that candidates can be put into.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shelf {
    /// The collection.
    pub collection: Collection,
    /// How many of the candidates are in it already.
    pub held: i64,
}

/// Offers that are to be put into a collection, and where they could go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToAdd {
    /// The offers, in the order in which they were named.
    pub offers: Vec<Candidate>,
    /// The collections, the newest first.
    pub shelves: Vec<Shelf>,
}

/// The offers that an address names: numbers with commas between them, each once. What is no number
/// names nothing. Of more than may be put in at once, one too many is read.
#[must_use]
pub fn listing_ids(text: &str) -> Vec<ListingId> {
    let mut ids = Vec::new();
    for id in text.split(',').filter_map(|part| part.trim().parse().ok()) {
        let id = ListingId(id);
        if !ids.contains(&id) {
            ids.push(id);
        }
        if ids.len() > ADDED_MAX {
            break;
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_offers_by_number_each_once() {
        assert_eq!(
            listing_ids("3, 1,3,x,,2"),
            [ListingId(3), ListingId(1), ListingId(2)]
        );
        assert_eq!(listing_ids(""), []);
    }

    #[test]
    fn an_address_of_any_length_is_read_no_further_than_to_one_too_many() {
        let numbers: Vec<String> = (1..100_000).map(|id| id.to_string()).collect();
        assert_eq!(listing_ids(&numbers.join(",")).len(), ADDED_MAX + 1);
    }
}
