//! An offer as it comes in, and what has to be right about it.

mod change;
mod check;
mod form;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use self::check::Check;
use super::{Condition, Details, FieldError, NewListing, RamType, Status};
use crate::domain::{lenient, text::given};

/// Longest title, in characters.
pub const TITLE_MAX: usize = 255;
/// Longest address, in characters.
pub const URL_MAX: usize = 2000;
/// Longest seller, manufacturer or model, in characters.
pub const NAME_MAX: usize = 128;
/// Longest form factor or licence, in characters.
pub const WORD_MAX: usize = 64;
/// Longest notes, in characters.
pub const NOTES_MAX: usize = 5000;
/// Most attributes of an offer.
pub const ATTRS_MAX: usize = 32;

/// Most memory in GB.
const RAM_MAX: i32 = 16_384;
/// Fastest memory in MHz.
const RAM_SPEED_MAX: i32 = 100_000;
/// Largest drive in GB.
const STORAGE_MAX: i32 = 1_000_000;

/// An offer as a form or a client sends it: text that may be wrong. A field that is left out keeps
/// its value where there is one; an empty one takes it away.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ListingDraft {
    /// What is offered; required for a new offer.
    #[serde(deserialize_with = "lenient::text")]
    pub title: Option<String>,
    /// Asking price, `"199.00"`.
    #[serde(deserialize_with = "lenient::text")]
    pub price_usd: Option<String>,
    /// `new`, `refurb` or `used` (default).
    #[serde(deserialize_with = "lenient::text")]
    pub condition: Option<String>,
    /// `active` (default), `pending` or `archived`.
    #[serde(deserialize_with = "lenient::text")]
    pub status: Option<String>,
    /// Where it is offered; http or https.
    #[serde(deserialize_with = "lenient::text")]
    pub listing_url: Option<String>,
    /// Who offers it.
    #[serde(deserialize_with = "lenient::text")]
    pub seller: Option<String>,
    /// Private remarks.
    #[serde(deserialize_with = "lenient::text")]
    pub notes: Option<String>,
    /// Who made the machine.
    #[serde(deserialize_with = "lenient::text")]
    pub manufacturer: Option<String>,
    /// The maker's name for it.
    #[serde(deserialize_with = "lenient::text")]
    pub model: Option<String>,
    /// Its build, `micro`, `sff`, ….
    #[serde(deserialize_with = "lenient::text")]
    pub form_factor: Option<String>,
    /// Its processor, by number.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub cpu_id: Option<String>,
    /// Its processor, by its full name in the catalogue, instead of the number.
    #[serde(deserialize_with = "lenient::text")]
    pub cpu: Option<String>,
    /// Its graphics card, by number.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub gpu_id: Option<String>,
    /// Its graphics card, by its full name in the catalogue, instead of the number.
    #[serde(deserialize_with = "lenient::text")]
    pub gpu: Option<String>,
    /// Memory in GB.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub ram_gb: Option<String>,
    /// The kind of memory.
    #[serde(deserialize_with = "lenient::text")]
    pub ram_type: Option<String>,
    /// Its speed in MHz.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub ram_speed_mhz: Option<String>,
    /// First drive in GB.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub primary_storage_gb: Option<String>,
    /// Its kind.
    #[serde(deserialize_with = "lenient::text")]
    pub primary_storage_medium: Option<String>,
    /// Second drive in GB.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub secondary_storage_gb: Option<String>,
    /// Its kind.
    #[serde(deserialize_with = "lenient::text")]
    pub secondary_storage_medium: Option<String>,
    /// The licence that comes with it.
    #[serde(deserialize_with = "lenient::text")]
    pub os_license: Option<String>,
    /// Attributes to set; `null` takes one away, and those that are left out stay.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "ssr", schema(value_type = Object))]
    pub attrs: BTreeMap<String, Value>,
    /// The scoring profile, by number.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub profile_id: Option<String>,
    /// Of a change: when the offer was last seen to change (`updated_at`). Refused if it has
    /// changed since.
    #[serde(deserialize_with = "lenient::text")]
    pub if_updated_at: Option<String>,
}

impl ListingDraft {
    /// When the offer was last seen to change.
    ///
    /// # Errors
    /// When that is no time.
    pub fn seen_at(&self) -> Result<Option<OffsetDateTime>, FieldError> {
        seen_at(self.if_updated_at.clone())
    }

    /// Turns the draft into an offer that can be kept. Parts are taken by number only: their names
    /// are the catalogue's business.
    ///
    /// # Errors
    /// Every field that is wrong, each once.
    pub fn check(self) -> Result<NewListing, Vec<FieldError>> {
        let (details, errors) = self.read();
        if errors.is_empty() {
            Ok(NewListing(details))
        } else {
            Err(errors)
        }
    }

    /// What the draft says so far, for a preview while it is being typed: what is wrong counts as
    /// not given.
    #[must_use]
    pub fn so_far(self) -> Details {
        self.read().0
    }

    fn read(self) -> (Details, Vec<FieldError>) {
        let mut check = Check::default();
        let title = self.title.unwrap_or_default().trim().to_owned();
        if title.is_empty() {
            check.wrong("title", "must not be empty");
        }
        check.limit("title", Some(&title), TITLE_MAX);
        let details = Details {
            title,
            price_usd: check.price(self.price_usd),
            condition: check
                .word(
                    "condition",
                    self.condition,
                    Condition::from_name,
                    Condition::names,
                )
                .unwrap_or_default(),
            status: check
                .word("status", self.status, Status::from_name, Status::names)
                .unwrap_or_default(),
            listing_url: check.address(self.listing_url),
            seller: check.text("seller", self.seller, NAME_MAX),
            notes: check.text("notes", self.notes, NOTES_MAX),
            manufacturer: check.text("manufacturer", self.manufacturer, NAME_MAX),
            model: check.text("model", self.model, NAME_MAX),
            form_factor: check.form_factor(self.form_factor),
            cpu_id: check.id("cpu_id", self.cpu_id),
            gpu_id: check.id("gpu_id", self.gpu_id),
            ram_gb: check.amount("ram_gb", self.ram_gb, RAM_MAX),
            ram_type: check.word(
                "ram_type",
                self.ram_type,
                RamType::from_name,
                RamType::names,
            ),
            ram_speed_mhz: Some(check.amount("ram_speed_mhz", self.ram_speed_mhz, RAM_SPEED_MAX))
                .filter(|speed| *speed > 0),
            primary_storage_gb: check.amount(
                "primary_storage_gb",
                self.primary_storage_gb,
                STORAGE_MAX,
            ),
            primary_storage_medium: check
                .medium("primary_storage_medium", self.primary_storage_medium),
            secondary_storage_gb: check.amount(
                "secondary_storage_gb",
                self.secondary_storage_gb,
                STORAGE_MAX,
            ),
            secondary_storage_medium: check
                .medium("secondary_storage_medium", self.secondary_storage_medium),
            os_license: check.text("os_license", self.os_license, WORD_MAX),
            attrs: check.attrs(self.attrs),
            profile_id: check.id("profile_id", self.profile_id),
        };
        (details, check.errors)
    }
}

/// When something was last seen to change, as `if_updated_at` says.
///
/// # Errors
/// When that is no time.
pub fn seen_at(if_updated_at: Option<String>) -> Result<Option<OffsetDateTime>, FieldError> {
    given(if_updated_at)
        .map(|text| OffsetDateTime::parse(&text, &Rfc3339))
        .transpose()
        .map_err(|_| FieldError::new("if_updated_at", "must be a time like 2026-01-31T12:00:00Z"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn draft(fields: Value) -> ListingDraft {
        serde_json::from_value(fields).unwrap()
    }

    #[test]
    fn a_title_is_all_that_an_offer_needs() {
        let listing = draft(json!({"title": "  Beelink SER5 "})).check().unwrap();
        assert_eq!(listing.title, "Beelink SER5");
        assert_eq!(listing.condition, Condition::Used);
        assert_eq!((listing.price_usd, listing.ram_gb), (None, 0));
    }

    #[test]
    fn empty_fields_count_as_not_given() {
        let listing = draft(json!({
            "title": "x", "price_usd": "", "condition": "", "listing_url": " ", "cpu_id": "",
            "ram_gb": "", "ram_speed_mhz": null, "attrs": {"usb4": "", "colour": null},
        }))
        .check()
        .unwrap();
        let bare = draft(json!({"title": "x"})).check().unwrap();
        assert_eq!(listing, bare);
    }

    #[test]
    fn programs_may_send_numbers_where_forms_send_texts() {
        let number = draft(json!({"title": "x", "ram_gb": 16, "cpu_id": 7})).check();
        let text = draft(json!({"title": "x", "ram_gb": "16", "cpu_id": "7"})).check();
        assert_eq!(number, text);
        assert_eq!(number.unwrap().ram_gb, 16);
        // Money has decimals, which JSON's numbers do not keep.
        for wrong in [
            json!({"price_usd": 12}),
            json!({"ram_gb": 1.5}),
            json!({"title": true}),
        ] {
            assert!(serde_json::from_value::<ListingDraft>(wrong).is_err());
        }
    }

    #[test]
    fn limits_count_characters_not_bytes() {
        let title = |count| draft(json!({"title": "ü".repeat(count)})).check();
        assert!(title(TITLE_MAX).is_ok());
        assert!(title(TITLE_MAX + 1).is_err());
    }

    #[test]
    fn what_is_wrong_counts_as_not_given_while_it_is_typed() {
        let typed =
            draft(json!({"title": "", "price_usd": "19x", "ram_gb": "16", "ram_type": "?"}));
        let so_far = typed.so_far();
        assert_eq!(
            (so_far.price_usd, so_far.ram_gb, so_far.ram_type),
            (None, 16, None)
        );
    }
}
