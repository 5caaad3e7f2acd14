//! What rules can ask about an offer, and how each of these is called and compared.

mod known;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

pub use self::known::{FLAGS, MEDIA, RAM_TYPES};
use self::known::{KNOWN, Known};
use super::listing::{Condition, FormFactor, RamType, Status, StorageMedium};

/// One fact about an offer, its processor or its graphics card.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Field {
    /// Asking price in dollars.
    PriceUsd,
    /// `new`, `refurb` or `used`.
    Condition,
    /// `active`, `archived` or `pending`.
    Status,
    /// Free text: `mini`, `sff`, …
    FormFactor,
    /// Who built the machine.
    Manufacturer,
    /// Memory in GB.
    RamGb,
    /// `ddr4`, …
    RamType,
    /// Memory clock in MHz.
    RamSpeedMhz,
    /// Size of the main drive in GB.
    PrimaryStorageGb,
    /// `nvme`, …
    PrimaryStorageMedium,
    /// Size of the second drive in GB.
    SecondaryStorageGb,
    /// `hdd`, …
    SecondaryStorageMedium,
    /// Free text: `Windows 11 Pro`, …
    OsLicense,
    /// Name of the processor.
    CpuName,
    /// Who built the processor.
    CpuManufacturer,
    /// Its cores.
    CpuCores,
    /// Its threads.
    CpuThreads,
    /// Its thermal design power in watts.
    CpuTdpW,
    /// Its benchmark points, all cores.
    CpuMarkMulti,
    /// Its benchmark points, one core.
    CpuMarkSingle,
    /// The year it came out.
    CpuReleaseYear,
    /// Name of the graphics card.
    GpuName,
    /// Its benchmark points.
    GpuMark,
    /// A flag or value of the offer's own, by its key.
    Attr(AttrKey),
}

/// The key of an offer's own attribute: 1 to 48 of `a-z`, `0-9` and `_`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttrKey(String);

/// How a fact is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An amount.
    Number,
    /// Free text.
    Text,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// Whatever the offer says: text, number or flag.
    Any,
}

const ATTR_KEY_MAX: usize = 48;
const ATTRS: &str = "attrs.";

impl Field {
    /// Every fact that the product itself knows, in the order in which forms offer them.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let flags = FLAGS
            .iter()
            .map(|(key, _)| Self::Attr(AttrKey((*key).to_owned())));
        KNOWN
            .iter()
            .map(|known| known.field.clone())
            .chain(flags)
            .collect()
    }

    fn known(&self) -> Option<&'static Known> {
        KNOWN.iter().find(|known| known.field == *self)
    }

    /// What it is called for people: "RAM (GB)".
    #[must_use]
    pub fn label(&self) -> String {
        match (self, self.known()) {
            (_, Some(known)) => known.label.to_owned(),
            (Self::Attr(key), _) => FLAGS
                .iter()
                .find(|(flag, _)| *flag == key.0)
                .map_or_else(|| key.0.replace('_', " "), |(_, label)| (*label).to_owned()),
            _ => String::new(),
        }
    }

    /// What one of it is called: "GB of RAM".
    #[must_use]
    pub fn unit(&self) -> String {
        self.known()
            .map_or_else(|| self.label(), |known| known.unit.to_owned())
    }

    /// How one of its values reads in a sentence: `nvme` is "NVMe", `refurb` is "refurbished".
    #[must_use]
    pub fn word(&self, value: &str) -> String {
        let label = match self {
            Self::Condition => Condition::from_name(value).map(Condition::label),
            Self::Status => Status::from_name(value).map(Status::label),
            Self::FormFactor => FormFactor::from_name(value).map(FormFactor::label),
            Self::RamType => RamType::from_name(value).map(RamType::label),
            Self::PrimaryStorageMedium | Self::SecondaryStorageMedium => {
                StorageMedium::from_name(value).map(StorageMedium::label)
            }
            _ => None,
        };
        label.map_or_else(|| value.to_owned(), within_a_sentence)
    }

    /// How it is compared.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.known().map_or(Kind::Any, |known| known.kind)
    }

    /// Whether it can be multiplied by an amount.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        matches!(self.kind(), Kind::Number | Kind::Any)
    }

    /// Whether it is points of a benchmark.
    #[must_use]
    pub fn is_mark(&self) -> bool {
        matches!(
            self,
            Self::CpuMarkMulti | Self::CpuMarkSingle | Self::GpuMark
        )
    }
}

/// "Hard disk" loses its capital; "NVMe" and "SATA SSD" are written so everywhere.
fn within_a_sentence(label: &str) -> String {
    let mut rest = label.chars();
    match rest.next() {
        Some(first) if rest.clone().next().is_some_and(char::is_lowercase) => {
            first.to_lowercase().chain(rest).collect()
        }
        _ => label.to_owned(),
    }
}

impl fmt::Display for Field {
    /// The name in rules and JSON: `cpu.mark_multi`, `attrs.usb4`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attr(key) => write!(f, "{ATTRS}{}", key.0),
            _ => f.write_str(self.known().map_or("", |known| known.name)),
        }
    }
}

/// Why a text names no fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must name a known fact, such as ram_gb, cpu.mark_multi or attrs.usb4")]
pub struct UnknownField;

impl FromStr for Field {
    type Err = UnknownField;

    fn from_str(name: &str) -> Result<Self, UnknownField> {
        if let Some(key) = name.strip_prefix(ATTRS) {
            return key.parse().map(Self::Attr);
        }
        KNOWN
            .iter()
            .find(|known| known.name == name)
            .map(|known| known.field.clone())
            .ok_or(UnknownField)
    }
}

impl TryFrom<String> for Field {
    type Error = UnknownField;

    fn try_from(name: String) -> Result<Self, UnknownField> {
        name.parse()
    }
}

impl From<Field> for String {
    fn from(field: Field) -> Self {
        field.to_string()
    }
}

impl AttrKey {
    /// The key itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AttrKey {
    type Err = UnknownField;

    fn from_str(key: &str) -> Result<Self, UnknownField> {
        let is_key = (1..=ATTR_KEY_MAX).contains(&key.len())
            && key
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        is_key.then(|| Self(key.to_owned())).ok_or(UnknownField)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_is_found_by_its_name_and_has_words_for_people() {
        for field in Field::all() {
            assert_eq!(field.to_string().parse(), Ok(field.clone()));
            assert!(!field.label().is_empty(), "{field}");
            assert!(
                field.kind() != Kind::Number || !field.unit().is_empty(),
                "{field} is counted in something"
            );
        }
    }

    #[test]
    fn values_read_as_people_write_them() {
        for (field, value, word) in [
            (Field::PrimaryStorageMedium, "nvme", "NVMe"),
            (Field::SecondaryStorageMedium, "hdd", "hard disk"),
            (Field::RamType, "ddr3", "DDR3"),
            (Field::Condition, "refurb", "refurbished"),
            (Field::FormFactor, "mini_pc", "mini PC"),
            (Field::FormFactor, "cube", "cube"),
            (Field::OsLicense, "nvme", "nvme"),
        ] {
            assert_eq!(field.word(value), word);
        }
    }

    #[test]
    fn only_facts_can_be_named() {
        for name in [
            "",
            "notes",
            "user_id",
            "cpu",
            "cpu.id",
            "attrs.",
            "attrs.A",
            "attrs.a.b",
            "RAM_GB",
        ] {
            assert_eq!(name.parse::<Field>(), Err(UnknownField), "{name}");
        }
        let own: Field = "attrs.vesa_mount".parse().unwrap();
        assert_eq!((own.label(), own.kind()), ("vesa mount".into(), Kind::Any));
    }
}
