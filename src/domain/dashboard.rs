//! What a person sees first: their active offers in figures, the best of them, and what waits.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{
    collection::CollectionId,
    listing::{Listing, ListingId},
    money::Usd,
    share::ShareId,
};

/// Most entries of each list on the dashboard.
pub const SHOWN: i64 = 5;

/// The caller's dashboard. Only active offers count in it.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dashboard {
    /// Everything, counted.
    pub counts: Counts,
    /// The middle of the adjusted dollars a multi-core mark; 4 decimals. Absent while nothing
    /// could be valued.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub median_usd_per_multi: Option<Decimal>,
    /// The offer with the fewest adjusted dollars a multi-core mark.
    pub best_value: Option<Listing>,
    /// The offer with the most marks a watt.
    pub best_perf_per_watt: Option<Listing>,
    /// What a machine may cost after deductions.
    pub budget_usd: Usd,
    /// Within the budget by score, at most five.
    pub best_under_budget: Vec<Listing>,
    /// What became cheaper within the last seven days, the latest first, at most five.
    pub drops: Vec<PriceChange>,
}

/// Everything, counted.
#[cfg_attr(
    feature = "ssr",
    derive(utoipa::ToSchema),
    schema(as = DashboardCounts)
)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Offers of every status.
    pub all: i64,
    /// Active offers.
    pub active: i64,
    /// Of the active ones, without a price.
    pub without_price: i64,
    /// Of the active ones, those that a price per mark could be worked out for.
    pub valued: i64,
    /// Active offers that became cheaper within the last seven days.
    pub drops_this_week: i64,
}

/// A price that has changed.
#[cfg_attr(
    feature = "ssr",
    derive(utoipa::ToSchema),
    schema(as = DashboardPriceChange)
)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceChange {
    /// Of which offer.
    pub listing_id: ListingId,
    /// What is offered.
    pub title: String,
    /// What was asked before.
    pub before_usd: Usd,
    /// What was asked from then on.
    pub after_usd: Usd,
    /// When it was seen.
    #[serde(with = "time::serde::rfc3339")]
    pub seen_at: OffsetDateTime,
}

impl PriceChange {
    /// Whether it became cheaper.
    #[must_use]
    pub fn is_drop(&self) -> bool {
        self.after_usd < self.before_usd
    }
}

/// An offer that the person has put into a collection and not decided on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undecided {
    /// The collection.
    pub collection: CollectionId,
    /// Its name.
    pub collection_name: String,
    /// The offer.
    pub listing: ListingId,
    /// What is offered.
    pub title: String,
    /// Asking price.
    pub price_usd: Option<Usd>,
}

/// What waits for the person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The longest undecided offers in collections, at most five.
    pub undecided: Vec<Undecided>,
    /// All of them, counted.
    pub undecided_count: i64,
    /// What others have shown them and they have not opened, the newest first, at most five.
    pub shares: Vec<UnreadShare>,
}

/// An offer that somebody has shown to the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadShare {
    /// The share.
    pub id: ShareId,
    /// Who.
    pub sender: String,
    /// What is offered.
    pub title: String,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub shared_at: OffsetDateTime,
}
