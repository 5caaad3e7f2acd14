//! The facts that the product itself knows, in the order in which forms offer them.

use super::{Field, Kind};

/// Kinds of memory.
pub const RAM_TYPES: &[&str] = &[
    "ddr3", "ddr4", "ddr5", "lpddr4", "lpddr4x", "lpddr5", "lpddr5x", "unknown",
];
/// Kinds of drives.
pub const MEDIA: &[&str] = &["nvme", "sata_ssd", "hdd", "emmc", "unknown"];
const CONDITIONS: &[&str] = &["new", "refurb", "used"];
const STATUSES: &[&str] = &["active", "archived", "pending"];
/// Flags that the product itself knows, with their labels. Offers may have others.
pub const FLAGS: &[(&str, &str)] = &[
    ("usb4", "USB4 or Thunderbolt"),
    ("lan_2_5g", "2.5 GbE"),
    ("missing_adapter", "no power adapter"),
];

pub(super) struct Known {
    pub(super) field: Field,
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    /// What one of it is called: "2.50 USD per …". Empty where nothing is counted.
    pub(super) unit: &'static str,
    pub(super) kind: Kind,
}

const fn known(
    field: Field,
    name: &'static str,
    label: &'static str,
    unit: &'static str,
    kind: Kind,
) -> Known {
    Known {
        field,
        name,
        label,
        unit,
        kind,
    }
}

pub(super) const KNOWN: &[Known] = &[
    known(
        Field::PriceUsd,
        "price_usd",
        "price",
        "dollar of the price",
        Kind::Number,
    ),
    known(
        Field::Condition,
        "condition",
        "condition",
        "",
        Kind::Choice(CONDITIONS),
    ),
    known(
        Field::Status,
        "status",
        "status",
        "",
        Kind::Choice(STATUSES),
    ),
    known(
        Field::FormFactor,
        "form_factor",
        "form factor",
        "",
        Kind::Text,
    ),
    known(
        Field::Manufacturer,
        "manufacturer",
        "manufacturer",
        "",
        Kind::Text,
    ),
    known(
        Field::RamGb,
        "ram_gb",
        "RAM (GB)",
        "GB of RAM",
        Kind::Number,
    ),
    known(
        Field::RamType,
        "ram_type",
        "RAM type",
        "",
        Kind::Choice(RAM_TYPES),
    ),
    known(
        Field::RamSpeedMhz,
        "ram_speed_mhz",
        "RAM speed (MHz)",
        "MHz of RAM speed",
        Kind::Number,
    ),
    known(
        Field::PrimaryStorageGb,
        "primary_storage_gb",
        "main drive (GB)",
        "GB of the main drive",
        Kind::Number,
    ),
    known(
        Field::PrimaryStorageMedium,
        "primary_storage_medium",
        "main drive type",
        "",
        Kind::Choice(MEDIA),
    ),
    known(
        Field::SecondaryStorageGb,
        "secondary_storage_gb",
        "second drive (GB)",
        "GB of the second drive",
        Kind::Number,
    ),
    known(
        Field::SecondaryStorageMedium,
        "secondary_storage_medium",
        "second drive type",
        "",
        Kind::Choice(MEDIA),
    ),
    known(Field::OsLicense, "os_license", "OS licence", "", Kind::Text),
    known(Field::CpuName, "cpu.name", "CPU", "", Kind::Text),
    known(
        Field::CpuManufacturer,
        "cpu.manufacturer",
        "CPU maker",
        "",
        Kind::Text,
    ),
    known(
        Field::CpuCores,
        "cpu.cores",
        "CPU cores",
        "CPU core",
        Kind::Number,
    ),
    known(
        Field::CpuThreads,
        "cpu.threads",
        "CPU threads",
        "CPU thread",
        Kind::Number,
    ),
    known(
        Field::CpuTdpW,
        "cpu.tdp_w",
        "CPU TDP (W)",
        "watt of CPU TDP",
        Kind::Number,
    ),
    known(
        Field::CpuMarkMulti,
        "cpu.mark_multi",
        "CPU multi-core mark",
        "point of the CPU's multi-core mark",
        Kind::Number,
    ),
    known(
        Field::CpuMarkSingle,
        "cpu.mark_single",
        "CPU single-core mark",
        "point of the CPU's single-core mark",
        Kind::Number,
    ),
    known(
        Field::CpuReleaseYear,
        "cpu.release_year",
        "CPU release year",
        "year of the CPU's release",
        Kind::Number,
    ),
    known(Field::GpuName, "gpu.name", "GPU", "", Kind::Text),
    known(
        Field::GpuMark,
        "gpu.gpu_mark",
        "GPU mark",
        "point of the GPU mark",
        Kind::Number,
    ),
];
