//! What offers can be ranked by.

use super::{choice::choice, listing::Direction};

/// Most offers of one ranking.
pub const RANKED_MAX: i64 = 50;

choice! {
    /// What a ranking of the caller's active offers goes by.
    RankMetric {
        /// The scoring profile's judgement; the highest first.
        Composite = "composite", "Score";
        /// The processor's mark, all cores; the highest first.
        Multi = "multi", "Multi-core mark";
        /// The processor's mark, one core; the highest first.
        Single = "single", "Single-core mark";
        /// The graphics card's score; the highest first.
        Gpu = "gpu", "Graphics score";
        /// Multi-core marks a watt; the highest first.
        PerfPerWatt = "perf_per_watt", "Marks per watt";
        /// Adjusted dollars a multi-core mark; the lowest first.
        UsdPerMulti = "usd_per_multi", "USD per multi-core mark";
        /// Adjusted dollars a single-core mark; the lowest first.
        UsdPerSingle = "usd_per_single", "USD per single-core mark";
        /// Adjusted price; the lowest first.
        Adjusted = "adjusted", "Adjusted price";
    }
}

impl RankMetric {
    /// Which end is the best one.
    #[must_use]
    pub fn direction(self) -> Direction {
        match self {
            Self::UsdPerMulti | Self::UsdPerSingle | Self::Adjusted => Direction::Ascending,
            Self::Composite | Self::Multi | Self::Single | Self::Gpu | Self::PerfPerWatt => {
                Direction::Descending
            }
        }
    }
}
