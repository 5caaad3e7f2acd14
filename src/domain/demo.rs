//! The demonstration: what a person has made of the sample offers after a while. Not part of what
//! browsers load.

use serde::Deserialize;

use super::{listing::ListingDraft, ruleset_file::RulesetFile};

/// What there is beside the sample offers. Offers are named by their titles.
#[derive(Clone, Debug, Deserialize)]
pub struct Demo {
    /// More offers: without a price, without a processor, archived.
    pub offers: Vec<ListingDraft>,
    /// What offers have cost before.
    pub histories: Vec<History>,
    /// What was put together.
    pub collections: Vec<DemoCollection>,
    /// What was shown to somebody.
    pub shares: Vec<DemoShare>,
    /// Rules of one's own.
    pub ruleset: RulesetFile,
}

/// What an offer has cost before it cost what it costs.
#[derive(Clone, Debug, Deserialize)]
pub struct History {
    /// The offer.
    pub title: String,
    /// The oldest first.
    pub prices: Vec<PastPrice>,
}

/// What an offer has cost on a day.
#[derive(Clone, Debug, Deserialize)]
pub struct PastPrice {
    /// The day.
    pub days_ago: i64,
    /// The price.
    pub price_usd: String,
}

/// A collection and what is in it.
#[derive(Clone, Debug, Deserialize)]
pub struct DemoCollection {
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Who may look at it.
    pub visibility: Option<String>,
    /// In their order.
    pub items: Vec<DemoItem>,
}

/// An offer in a collection.
#[derive(Clone, Debug, Deserialize)]
pub struct DemoItem {
    /// The offer.
    pub title: String,
    /// What was decided about it.
    pub status: Option<String>,
    /// What was noted about it.
    pub notes: Option<String>,
}

/// An offer that was shown to somebody.
#[derive(Clone, Debug, Deserialize)]
pub struct DemoShare {
    /// The offer.
    pub title: String,
    /// A few words with it.
    pub message: Option<String>,
    /// What its recipient made of it; nothing yet, unless given.
    pub answer: Option<Answer>,
}

/// What somebody does with an offer that they were shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Looked at it.
    Opened,
    /// Kept a copy.
    Saved,
}

/// The demonstration.
///
/// # Errors
/// Never: a test reads the same text.
pub fn demo() -> Result<Demo, serde_json::Error> {
    serde_json::from_str(include_str!("../../data/demo.json"))
}

impl Demo {
    /// What an offer has cost before, the oldest first.
    #[must_use]
    pub fn past_of(&self, title: &str) -> &[PastPrice] {
        let history = self.histories.iter().find(|it| it.title == title);
        history.map_or(&[], |history| history.prices.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::{listing::Status, money::Usd, sample::sample};

    #[test]
    fn every_offer_that_it_names_is_there() {
        let demo = demo().unwrap();
        let samples = sample().unwrap().listings.into_iter().map(|it| it.title);
        let others = demo.offers.iter().filter_map(|it| it.title.clone());
        let there: BTreeSet<String> = samples.chain(others).collect();
        assert_eq!(there.len(), 28 + demo.offers.len(), "each title is one");
        let items = demo.collections.iter().flat_map(|it| &it.items);
        let named = items
            .map(|it| &it.title)
            .chain(demo.histories.iter().map(|it| &it.title))
            .chain(demo.shares.iter().map(|it| &it.title));
        for title in named {
            assert!(there.contains(title), "{title}");
        }
    }

    #[test]
    fn all_of_it_can_be_kept() {
        let demo = demo().unwrap();
        demo.ruleset.clone().check().unwrap();
        for offer in &demo.offers {
            offer.clone().check().unwrap();
        }
        for price in demo.histories.iter().flat_map(|it| &it.prices) {
            price.price_usd.parse::<Usd>().unwrap();
            assert!(price.days_ago > 0);
        }
    }

    #[test]
    fn what_is_odd_is_among_it() {
        let demo = demo().unwrap();
        let has = |odd: fn(&ListingDraft) -> bool| demo.offers.iter().any(odd);
        assert!(has(|it| it.price_usd.is_none()), "one without a price");
        assert!(has(|it| it.cpu.is_none()), "one without a processor");
        assert!(has(
            |it| it.status.as_deref() == Some(Status::Archived.name())
        ));
        assert_eq!(demo.collections.len(), 3);
    }
}
