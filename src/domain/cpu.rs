//! Processors.

use serde::{Deserialize, Serialize};

/// The number of a processor's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CpuId(pub i64);

/// What is known about a processor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CpuSpec {
    /// `Intel Core i5-8500T`; unique in the catalogue.
    pub name: String,
    /// `Intel`.
    #[serde(default)]
    pub manufacturer: Option<String>,
    /// Cores of all kinds.
    #[serde(default)]
    pub cores: Option<i32>,
    /// Threads.
    #[serde(default)]
    pub threads: Option<i32>,
    /// Thermal design power in watts.
    #[serde(default)]
    pub tdp_w: Option<i32>,
    /// Benchmark points, all cores.
    #[serde(default)]
    pub mark_multi: Option<i32>,
    /// Benchmark points, one core.
    #[serde(default)]
    pub mark_single: Option<i32>,
    /// Benchmark points of the built-in graphics.
    #[serde(default)]
    pub igpu_mark: Option<i32>,
    /// The year it came out.
    #[serde(default)]
    pub release_year: Option<i32>,
}
