//! The demonstration: what a person has made of the sample offers after a while. Not part of what
//! browsers load.

use serde::Deserialize;

use super::{listing::ListingDraft, ruleset_file::RulesetFile};

/// What there is beside the sample offers. Offers are named by their titles.
#[derive(Clone, Debug, Deserialize)]
pub struct Demo {
    /// More offers: without a price, without a processor, archived.
    pub offers: Vec<ListingDraft>,
    /// What offers have cost until last week.
    pub histories: Vec<History>,
    /// What has become cheaper this week, the longest ago first.
    pub drops: Vec<PriceDrop>,
    /// What was put together.
    pub collections: Vec<DemoCollection>,
    /// What was shown to a friend, who keeps it.
    pub sent: Sent,
    /// What the friend shows in return.
    pub returned: Returned,
    /// From before people had accounts: nobody's.
    pub ownerless: ListingDraft,
    /// Rules of one's own.
    pub ruleset: RulesetFile,
}

/// What an offer has cost over the weeks.
#[derive(Clone, Debug, Deserialize)]
pub struct History {
    /// The offer.
    pub title: String,
    /// The oldest first.
    pub prices: Vec<DatedPrice>,
}

/// What an offer has cost from a day on.
#[derive(Clone, Debug, Deserialize)]
pub struct DatedPrice {
    /// The day.
    pub days_ago: i64,
    /// The price.
    pub price_usd: String,
}

/// An offer that has become cheaper.
#[derive(Clone, Debug, Deserialize)]
pub struct PriceDrop {
    /// The offer.
    pub title: String,
    /// What it costs since then.
    #[serde(flatten)]
    pub price: DatedPrice,
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
    /// Whether a link leads to it.
    #[serde(default)]
    pub has_link: bool,
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
pub struct Sent {
    /// The offer.
    pub title: String,
    /// A few words with it.
    pub message: String,
}

/// An offer of somebody else's that they show in return.
#[derive(Clone, Debug, Deserialize)]
pub struct Returned {
    /// The offer.
    pub offer: ListingDraft,
    /// A few words with it.
    pub message: String,
}

/// The demonstration.
///
/// # Errors
/// Never: a test reads the same text.
pub fn demo() -> Result<Demo, serde_json::Error> {
    serde_json::from_str(include_str!("../../data/demo.json"))
}

impl Demo {
    /// What an offer has cost until last week, the oldest first.
    #[must_use]
    pub fn past_of(&self, title: &str) -> &[DatedPrice] {
        let history = self.histories.iter().find(|it| it.title == title);
        history.map_or(&[], |history| history.prices.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::domain::{listing::Status, money::Usd, sample::sample};

    impl Demo {
        /// All that an offer has cost, and costs now.
        fn prices_of(&self, title: &str) -> Vec<&DatedPrice> {
            let drops = self.drops.iter().filter(|it| it.title == title);
            let past = self.past_of(title).iter();
            past.chain(drops.map(|it| &it.price)).collect()
        }
    }

    fn usd(price: &DatedPrice) -> Usd {
        price.price_usd.parse().unwrap()
    }

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
            .chain(demo.drops.iter().map(|it| &it.title))
            .chain([&demo.sent.title]);
        for title in named {
            assert!(there.contains(title), "{title}");
        }
    }

    #[test]
    fn all_of_it_can_be_kept() {
        let demo = demo().unwrap();
        demo.ruleset.clone().check().unwrap();
        let others = [&demo.returned.offer, &demo.ownerless];
        for offer in demo.offers.iter().chain(others) {
            offer.clone().check().unwrap();
        }
    }

    #[test]
    fn ten_offers_have_a_past_that_ends_at_what_the_sample_asks() {
        let demo = demo().unwrap();
        let asked: BTreeMap<String, Usd> = sample()
            .unwrap()
            .listings
            .into_iter()
            .map(|it| (it.title, it.price_usd))
            .collect();
        assert_eq!(demo.histories.len(), 10);
        for History { title, prices } in &demo.histories {
            assert!(prices.iter().all(|it| it.days_ago > 7), "{title}");
            let prices = demo.prices_of(title);
            assert!((3..=6).contains(&prices.len()), "{title}");
            assert!((50..=60).contains(&prices[0].days_ago), "{title}");
            for pair in prices.windows(2) {
                assert!(pair[0].days_ago > pair[1].days_ago, "{title}");
                assert_ne!(usd(pair[0]), usd(pair[1]), "{title}");
            }
            assert_eq!(usd(prices[prices.len() - 1]), asked[title], "{title}");
        }
    }

    #[test]
    fn three_of_them_have_fallen_this_week() {
        let demo = demo().unwrap();
        assert_eq!(demo.drops.len(), 3);
        for PriceDrop { title, price } in &demo.drops {
            assert!((1..7).contains(&price.days_ago), "{title}");
            let before = demo.past_of(title).last().unwrap();
            assert!(usd(price) < usd(before), "{title}");
        }
    }

    #[test]
    fn what_is_odd_is_among_it() {
        let demo = demo().unwrap();
        let many = |odd: fn(&ListingDraft) -> bool| demo.offers.iter().filter(|it| odd(it)).count();
        assert_eq!(many(|it| it.price_usd.is_none()), 1);
        assert_eq!(many(|it| it.cpu.is_none()), 1);
        let archived = |it: &ListingDraft| it.status.as_deref() == Some(Status::Archived.name());
        assert_eq!(many(archived), 2);
        assert_eq!(demo.collections.len(), 3);
        // They share a secret, of which there is one.
        let linked = demo.collections.iter().filter(|it| it.has_link);
        assert_eq!(linked.count(), 1);
    }
}
