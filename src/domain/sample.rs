//! The product's own data: the sample offers, the catalogue that every installation starts with,
//! and the rules of the baseline. Not part of what browsers load.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::{
    cpu::CpuSpec, facts::Facts, gpu::GpuSpec, listing::Condition, money::Usd, ruleset::Category,
};

/// The sample offers and what they are made of.
#[derive(Clone, Debug, Deserialize)]
pub struct Sample {
    /// Processors, with approximate marks.
    pub cpus: Vec<CpuSpec>,
    /// Graphics cards, with approximate marks.
    pub gpus: Vec<GpuSpec>,
    /// Invented offers.
    pub listings: Vec<SampleListing>,
}

/// An invented offer.
#[derive(Clone, Debug, Deserialize)]
pub struct SampleListing {
    /// What is offered.
    pub title: String,
    /// Who built it.
    pub manufacturer: String,
    /// `mini`, `micro`, …
    pub form_factor: String,
    /// State of the machine.
    pub condition: Condition,
    /// Asking price.
    pub price_usd: Usd,
    /// An address at example.com.
    pub listing_url: String,
    /// Who offers it.
    pub seller: String,
    /// The processor's name in the catalogue.
    pub cpu: String,
    /// The graphics card's name in the catalogue.
    pub gpu: Option<String>,
    /// Memory in GB.
    pub ram_gb: i32,
    /// Kind of memory.
    pub ram_type: Option<String>,
    /// Size of the main drive in GB.
    pub primary_storage_gb: i32,
    /// Kind of the main drive.
    pub primary_storage_medium: Option<String>,
    /// Size of the second drive in GB.
    pub secondary_storage_gb: i32,
    /// Kind of the second drive.
    pub secondary_storage_medium: Option<String>,
    /// Licence of the operating system.
    pub os_license: Option<String>,
    /// Flags.
    pub attrs: BTreeMap<String, Value>,
}

/// The rules that come with the product.
#[derive(Clone, Debug, Deserialize)]
pub struct Baseline {
    /// The ruleset's name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Before any of a person's own.
    pub priority: i32,
    /// In the order in which they are shown.
    pub groups: Vec<BaselineGroup>,
}

/// Rules of the baseline about one part.
#[derive(Clone, Debug, Deserialize)]
pub struct BaselineGroup {
    /// The group's name.
    pub name: String,
    /// Which part.
    pub category: Category,
    /// The rules.
    pub rules: Vec<BaselineRule>,
}

/// One rule of the baseline.
#[derive(Clone, Debug, Deserialize)]
pub struct BaselineRule {
    /// The rule's name.
    pub name: String,
    /// Its place.
    pub evaluation_order: i32,
    /// For which offers it holds, as JSON.
    pub conditions: Value,
    /// What it does, as JSON.
    pub actions: Value,
}

/// The sample offers.
///
/// # Errors
/// Never: a test reads the same text.
pub fn sample() -> Result<Sample, serde_json::Error> {
    serde_json::from_str(include_str!("../../data/sample.json"))
}

/// The rules of the baseline.
///
/// # Errors
/// Never: a test reads the same text.
pub fn baseline() -> Result<Baseline, serde_json::Error> {
    serde_json::from_str(include_str!("../../data/baseline.json"))
}

impl Sample {
    /// What rules and scores see of one of the offers.
    #[must_use]
    pub fn facts(&self, listing: &SampleListing) -> Facts {
        let listing = listing.clone();
        Facts {
            price_usd: Some(listing.price_usd),
            condition: listing.condition,
            status: "active".into(),
            form_factor: Some(listing.form_factor),
            manufacturer: Some(listing.manufacturer),
            ram_gb: listing.ram_gb,
            ram_type: listing.ram_type,
            ram_speed_mhz: None,
            primary_storage_gb: listing.primary_storage_gb,
            primary_storage_medium: listing.primary_storage_medium,
            secondary_storage_gb: listing.secondary_storage_gb,
            secondary_storage_medium: listing.secondary_storage_medium,
            os_license: listing.os_license,
            cpu: self
                .cpus
                .iter()
                .find(|cpu| cpu.name == listing.cpu)
                .cloned(),
            gpu: self
                .gpus
                .iter()
                .find(|gpu| Some(&gpu.name) == listing.gpu.as_ref())
                .cloned(),
            attrs: listing.attrs,
        }
    }
}
