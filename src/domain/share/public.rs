//! What strangers see behind a link.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::domain::{
    collection::{CollectionId, ItemStatus},
    listing::{Condition, Flag, ListingId},
    money::Usd,
};

/// A processor, as far as it is known.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicCpu {
    /// Its name.
    pub name: String,
    /// Cores.
    pub cores: Option<i32>,
    /// Threads.
    pub threads: Option<i32>,
    /// Watts.
    pub tdp_w: Option<i32>,
    /// Benchmark marks on all cores.
    pub mark_multi: Option<i32>,
    /// Benchmark marks on one core.
    pub mark_single: Option<i32>,
}

/// A graphics card, as far as it is known.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicGpu {
    /// Its name.
    pub name: String,
    /// Benchmark marks.
    pub gpu_mark: Option<i32>,
}

/// What a stranger may see of an offer: no notes, no owner, no rules, and of its attributes the
/// flags only.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublicListing {
    /// The number of its row.
    pub id: ListingId,
    /// What is offered.
    pub title: String,
    /// Where it is offered.
    pub listing_url: Option<String>,
    /// Who offers it.
    pub seller: Option<String>,
    /// Asking price; absent while unknown.
    pub price_usd: Option<Usd>,
    /// What the bare machine costs, by its owner's rules.
    pub adjusted_price_usd: Option<Usd>,
    /// State of the machine.
    pub condition: Condition,
    /// Who made it.
    pub manufacturer: Option<String>,
    /// What they call it.
    pub model: Option<String>,
    /// Its shape.
    pub form_factor: Option<String>,
    /// Its processor.
    pub cpu: Option<PublicCpu>,
    /// Its graphics card.
    pub gpu: Option<PublicGpu>,
    /// Memory in GB; 0 for none, or not known.
    pub ram_gb: i32,
    /// `ddr4`, …
    pub ram_type: Option<String>,
    /// Of the memory, in MHz.
    pub ram_speed_mhz: Option<i32>,
    /// First drive in GB; 0 for none, or not known.
    pub primary_storage_gb: i32,
    /// `nvme`, …
    pub primary_storage_medium: Option<String>,
    /// Second drive in GB.
    pub secondary_storage_gb: i32,
    /// `hdd`, …
    pub secondary_storage_medium: Option<String>,
    /// The licence that comes with it.
    pub os_license: Option<String>,
    /// What else it has, or lacks.
    pub flags: Vec<Flag>,
    /// USD per multi-core mark, asking price; four decimals.
    pub usd_per_multi: Option<String>,
    /// USD per single-core mark, asking price; four decimals.
    pub usd_per_single: Option<String>,
    /// USD per multi-core mark of the bare machine; four decimals.
    pub usd_per_multi_adj: Option<String>,
    /// USD per single-core mark of the bare machine; four decimals.
    pub usd_per_single_adj: Option<String>,
    /// Multi-core marks per watt; one decimal.
    pub perf_per_watt: Option<String>,
    /// The owner's score, 0 to 100; two decimals.
    pub score_composite: Option<String>,
    /// When the offer was last seen.
    #[serde(with = "time::serde::rfc3339::option")]
    pub last_seen_at: Option<OffsetDateTime>,
}

/// An offer in a collection, as a stranger sees it.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublicItem {
    /// The offer.
    #[serde(flatten)]
    pub listing: PublicListing,
    /// What the collection's owner has decided about it; absent unless they show that.
    pub status: Option<ItemStatus>,
}

/// What a stranger may see of a collection: no notes.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublicCollection {
    /// The number of its row.
    pub id: CollectionId,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// By whom, if they have chosen a name to show.
    pub owner_name: Option<String>,
    /// How many offers it shows.
    pub count: i64,
    /// When it was last changed.
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
}
