//! An offer as rules and scores see it: plain facts, put together by whoever has them — the
//! server from rows, a form from what has been typed so far.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    cpu::CpuSpec,
    field::Field,
    gpu::GpuSpec,
    listing::{Condition, Details, RamType, StorageMedium},
    money::Usd,
    number,
};

/// What is known about an offer. Sizes are 0 where there is no such part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Asking price; without one there is no valuation.
    pub price_usd: Option<Usd>,
    /// State of the machine.
    pub condition: Condition,
    /// `active`, `archived` or `pending`.
    pub status: String,
    /// `mini`, `sff`, …
    pub form_factor: Option<String>,
    /// Who built the machine.
    pub manufacturer: Option<String>,
    /// Memory in GB.
    pub ram_gb: i32,
    /// One of [`RAM_TYPES`](super::field::RAM_TYPES).
    pub ram_type: Option<String>,
    /// Memory clock in MHz.
    pub ram_speed_mhz: Option<i32>,
    /// Size of the main drive in GB.
    pub primary_storage_gb: i32,
    /// One of [`MEDIA`](super::field::MEDIA).
    pub primary_storage_medium: Option<String>,
    /// Size of the second drive in GB.
    pub secondary_storage_gb: i32,
    /// One of [`MEDIA`](super::field::MEDIA).
    pub secondary_storage_medium: Option<String>,
    /// `Windows 11 Pro`, …
    pub os_license: Option<String>,
    /// The processor, if one is chosen.
    pub cpu: Option<CpuSpec>,
    /// The graphics card, if there is one.
    pub gpu: Option<GpuSpec>,
    /// Flags and values of the offer's own.
    pub attrs: BTreeMap<String, Value>,
}

/// What an offer says to one question.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact<'a> {
    /// Nothing: not known, or no such part.
    Missing,
    /// An amount.
    Number(Decimal),
    /// Words.
    Text(&'a str),
    /// Yes or no.
    Flag(bool),
}

impl Facts {
    /// What an offer's details say, with the parts that they name.
    #[must_use]
    pub fn of(details: &Details, cpu: Option<CpuSpec>, gpu: Option<GpuSpec>) -> Self {
        let medium = |medium: Option<StorageMedium>| medium.map(|it| it.name().to_owned());
        Self {
            price_usd: details.price_usd,
            condition: details.condition,
            status: details.status.name().to_owned(),
            form_factor: details.form_factor.clone(),
            manufacturer: details.manufacturer.clone(),
            ram_gb: details.ram_gb,
            ram_type: details.ram_type.map(|it| RamType::name(it).to_owned()),
            ram_speed_mhz: details.ram_speed_mhz,
            primary_storage_gb: details.primary_storage_gb,
            primary_storage_medium: medium(details.primary_storage_medium),
            secondary_storage_gb: details.secondary_storage_gb,
            secondary_storage_medium: medium(details.secondary_storage_medium),
            os_license: details.os_license.clone(),
            cpu,
            gpu,
            attrs: details.attrs.clone(),
        }
    }

    /// What the offer says about `field`.
    #[must_use]
    pub fn get(&self, field: &Field) -> Fact<'_> {
        let cpu = self.cpu.as_ref();
        let gpu = self.gpu.as_ref();
        match field {
            Field::PriceUsd => self
                .price_usd
                .map_or(Fact::Missing, |price| Fact::Number(price.amount())),
            Field::Condition => Fact::Text(self.condition.name()),
            Field::Status => text(Some(&self.status)),
            Field::FormFactor => text(self.form_factor.as_ref()),
            Field::Manufacturer => text(self.manufacturer.as_ref()),
            Field::RamGb => number(Some(self.ram_gb)),
            Field::RamType => text(self.ram_type.as_ref()),
            Field::RamSpeedMhz => number(self.ram_speed_mhz),
            Field::PrimaryStorageGb => number(Some(self.primary_storage_gb)),
            Field::PrimaryStorageMedium => text(self.primary_storage_medium.as_ref()),
            Field::SecondaryStorageGb => number(Some(self.secondary_storage_gb)),
            Field::SecondaryStorageMedium => text(self.secondary_storage_medium.as_ref()),
            Field::OsLicense => text(self.os_license.as_ref()),
            Field::CpuName => text(cpu.map(|cpu| &cpu.name)),
            Field::CpuManufacturer => text(cpu.and_then(|cpu| cpu.manufacturer.as_ref())),
            Field::CpuCores => number(cpu.and_then(|cpu| cpu.cores)),
            Field::CpuThreads => number(cpu.and_then(|cpu| cpu.threads)),
            Field::CpuTdpW => number(cpu.and_then(|cpu| cpu.tdp_w)),
            Field::CpuMarkMulti => number(cpu.and_then(|cpu| cpu.mark_multi)),
            Field::CpuMarkSingle => number(cpu.and_then(|cpu| cpu.mark_single)),
            Field::CpuReleaseYear => number(cpu.and_then(|cpu| cpu.release_year)),
            Field::GpuName => text(gpu.map(|gpu| &gpu.name)),
            Field::GpuMark => number(gpu.and_then(|gpu| gpu.gpu_mark)),
            Field::Attr(key) => self
                .attrs
                .get(key.as_str())
                .map_or(Fact::Missing, attribute),
        }
    }
}

impl Fact<'_> {
    /// The amount, also of a text that is one.
    #[must_use]
    pub fn amount(&self) -> Option<Decimal> {
        match self {
            Self::Number(amount) => Some(*amount),
            Self::Text(text) => number::parse(text),
            Self::Flag(_) | Self::Missing => None,
        }
    }
}

fn text(value: Option<&String>) -> Fact<'_> {
    value.map_or(Fact::Missing, |value| Fact::Text(value))
}

fn number(value: Option<i32>) -> Fact<'static> {
    value.map_or(Fact::Missing, |value| Fact::Number(value.into()))
}

/// Lists and objects say nothing that could be compared.
fn attribute(value: &Value) -> Fact<'_> {
    match value {
        Value::Bool(flag) => Fact::Flag(*flag),
        Value::String(value) => Fact::Text(value),
        Value::Number(value) => number::from_json(value).map_or(Fact::Missing, Fact::Number),
        Value::Null | Value::Array(_) | Value::Object(_) => Fact::Missing,
    }
}
