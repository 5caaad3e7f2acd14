//! Offers.

mod draft;
mod file;
mod filter;
mod import;
mod order;
mod price;
mod query;
mod words;

use std::{collections::BTreeMap, ops::Deref};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

pub use self::{
    draft::{ATTRS_MAX, ListingDraft, NAME_MAX, NOTES_MAX, TITLE_MAX, URL_MAX, WORD_MAX, seen_at},
    file::{FileHead, file_cells, file_header},
    filter::{ListingFilter, SHARED_LIBRARY},
    import::{FaultyRow, ImportPreview, ImportState, Imported, PreviewRow},
    order::{Cursor, Direction, SortKey, SortKind},
    price::{PRICE_NOTE_MAX, PriceDraft, PricePoint, SeenPrice},
    query::{ListingQuery, PAGE_MAX},
    words::{Condition, Flag, FormFactor, RamType, Status, StorageMedium},
};
use super::{money::Usd, number, rating::Rating, scoring::Figures, valuation::Valuation};

/// The number of an offer's row.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ListingId(pub i64);

/// What its owner says of an offer.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// What is offered.
    pub title: String,
    /// Asking price; absent while unknown.
    pub price_usd: Option<Usd>,
    /// State of the machine.
    pub condition: Condition,
    /// Where the offer stands.
    pub status: Status,
    /// Where it is offered.
    pub listing_url: Option<String>,
    /// Who offers it.
    pub seller: Option<String>,
    /// The owner's own remarks. Never leave the owner.
    pub notes: Option<String>,
    /// Who made the machine.
    pub manufacturer: Option<String>,
    /// The maker's name for it.
    pub model: Option<String>,
    /// Its build: `tiny`, `micro`, `mini`, `nuc`, `mini_pc`, `sff`, `tower`, `laptop`, `all_in_one`
    /// or another word.
    pub form_factor: Option<String>,
    /// Its processor, in the catalogue.
    pub cpu_id: Option<i64>,
    /// Its graphics card, in the catalogue.
    pub gpu_id: Option<i64>,
    /// Memory in GB; 0 where there is none.
    pub ram_gb: i32,
    /// The kind of memory.
    pub ram_type: Option<RamType>,
    /// Its speed in MHz.
    pub ram_speed_mhz: Option<i32>,
    /// First drive in GB; 0 where there is none.
    pub primary_storage_gb: i32,
    /// Its kind.
    pub primary_storage_medium: Option<StorageMedium>,
    /// Second drive in GB; 0 where there is none.
    pub secondary_storage_gb: i32,
    /// Its kind.
    pub secondary_storage_medium: Option<StorageMedium>,
    /// The licence that comes with it.
    pub os_license: Option<String>,
    /// Whatever else conditions may ask for; see `Flag`.
    #[cfg_attr(feature = "ssr", schema(value_type = Object))]
    pub attrs: BTreeMap<String, Value>,
    /// The scoring profile that it is scored by, instead of the owner's default.
    pub profile_id: Option<i64>,
}

impl Details {
    /// Whether a flag is set.
    #[must_use]
    pub fn has(&self, flag: Flag) -> bool {
        flag.is_in(&self.attrs)
    }
}

/// Checked facts, ready to be kept. Made by [`ListingDraft::check`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewListing(Details);

impl Deref for NewListing {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}

/// What the application makes of an offer. Absent while something that it takes is missing.
/// Rounded for reading: sorting uses what is behind it.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derived {
    /// The price without what comes with the bare machine.
    pub adjusted_price_usd: Option<Usd>,
    /// How much of the price that took away, in percent; 1 decimal.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub deducted_percent: Option<Decimal>,
    /// Asking price per multi-core mark; 4 decimals.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub usd_per_multi: Option<Decimal>,
    /// Asking price per single-core mark; 4 decimals.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub usd_per_single: Option<Decimal>,
    /// Adjusted price per multi-core mark; 4 decimals.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub usd_per_multi_adj: Option<Decimal>,
    /// Adjusted price per single-core mark; 4 decimals.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub usd_per_single_adj: Option<Decimal>,
    /// Multi-core marks per watt; 1 decimal.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub perf_per_watt: Option<Decimal>,
    /// The scoring profile's judgement, 0 to 100; 2 decimals.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub score_composite: Option<Decimal>,
    /// When it was worked out.
    #[serde(with = "time::serde::rfc3339::option")]
    pub valued_at: Option<OffsetDateTime>,
}

impl Derived {
    /// What a valuation and its figures come to, for reading.
    #[must_use]
    pub fn new(valuation: Option<&Valuation>, figures: &Figures) -> Self {
        let figures = figures.rounded();
        Self {
            adjusted_price_usd: figures.adjusted_price_usd,
            deducted_percent: valuation
                .and_then(Valuation::deducted_percent)
                .map(number::percent),
            usd_per_multi: figures.usd_per_multi,
            usd_per_single: figures.usd_per_single,
            usd_per_multi_adj: figures.usd_per_multi_adj,
            usd_per_single_adj: figures.usd_per_single_adj,
            perf_per_watt: figures.perf_per_watt,
            score_composite: figures.score_composite,
            valued_at: None,
        }
    }
}

/// A part of the machine, as the catalogue names it.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its number in the catalogue.
    pub id: i64,
    /// Its full name.
    pub name: String,
    /// Who made it.
    pub manufacturer: Option<String>,
}

/// An offer that a person keeps.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// The number of the row.
    pub id: ListingId,
    /// What its owner says.
    #[serde(flatten)]
    pub details: Details,
    /// The processor.
    pub cpu: Option<Part>,
    /// The graphics card.
    pub gpu: Option<Part>,
    /// What the application makes of it.
    #[serde(flatten)]
    pub derived: Derived,
    /// How good the price is against the caller's active offers; absent with fewer than five that
    /// could be valued.
    pub rating: Option<Rating>,
    /// Whether the caller keeps it. Others' offers can be read, not changed.
    pub is_mine: bool,
    /// Whether it is nobody's, from before people had accounts: part of the shared library. Nobody's
    /// rules value it.
    pub is_ownerless: bool,
    /// Part of the sample data.
    pub is_sample: bool,
    /// The only ruleset that values it, where its owner has chosen one.
    pub ruleset_id: Option<i64>,
    /// Rulesets that its owner keeps from valuing it.
    pub disabled_ruleset_ids: Vec<i64>,
    /// The offer that it was copied from.
    pub source_listing_id: Option<i64>,
    /// When its price was last seen.
    #[serde(with = "time::serde::rfc3339::option")]
    pub last_seen_at: Option<OffsetDateTime>,
    /// When it was written down.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
}

impl Listing {
    /// The offer as somebody sees it who may only read it: without what its owner keeps to
    /// themselves, and without a value where nobody's rules stand behind it.
    #[must_use]
    pub fn for_reader(mut self) -> Self {
        if self.is_ownerless {
            self.derived = Derived::default();
            self.rating = None;
        }
        self.details.notes = None;
        self.details.profile_id = None;
        self.ruleset_id = None;
        self.disabled_ruleset_ids = Vec::new();
        self.source_listing_id = None;
        self
    }
}

/// A page of a list.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListingPage {
    /// The offers, in order.
    pub items: Vec<Listing>,
    /// How many there are on all pages.
    pub total: i64,
    /// Names the next page; absent on the last one.
    pub next_cursor: Option<String>,
}

/// What the caller's own offers have in common, for the fields that narrow a list down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    /// Their builds.
    pub form_factors: Vec<String>,
    /// Who made their processors.
    pub cpu_makers: Vec<String>,
}

/// What is wrong with one field, in words that fit behind the field's label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name in JSON and forms.
    pub field: String,
    /// "must be …"
    pub reason: String,
}

impl FieldError {
    /// Says that `field` is wrong because of `reason`.
    pub fn new(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            reason: reason.into(),
        }
    }
}
