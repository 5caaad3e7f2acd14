//! An offer as it comes in, and what has to be right about it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{
    Condition, Details, FieldError, Flag, Listing, NewListing, RamType, Status, StorageMedium,
};
use crate::domain::{lenient, money::Usd, text::given};

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
    #[cfg_attr(feature = "ssr", schema(value_type = Option<i64>))]
    pub cpu_id: Option<String>,
    /// Its processor, by its full name in the catalogue, instead of the number.
    #[serde(deserialize_with = "lenient::text")]
    pub cpu: Option<String>,
    /// Its graphics card, by number.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<i64>))]
    pub gpu_id: Option<String>,
    /// Its graphics card, by its full name in the catalogue, instead of the number.
    #[serde(deserialize_with = "lenient::text")]
    pub gpu: Option<String>,
    /// Memory in GB.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<i64>))]
    pub ram_gb: Option<String>,
    /// The kind of memory.
    #[serde(deserialize_with = "lenient::text")]
    pub ram_type: Option<String>,
    /// Its speed in MHz.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<i64>))]
    pub ram_speed_mhz: Option<String>,
    /// First drive in GB.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<i64>))]
    pub primary_storage_gb: Option<String>,
    /// Its kind.
    #[serde(deserialize_with = "lenient::text")]
    pub primary_storage_medium: Option<String>,
    /// Second drive in GB.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<i64>))]
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
    #[cfg_attr(feature = "ssr", schema(value_type = Option<i64>))]
    pub profile_id: Option<String>,
    /// Of a change: when the offer was last seen to change (`updated_at`). Refused if it has
    /// changed since.
    #[serde(deserialize_with = "lenient::text")]
    pub if_updated_at: Option<String>,
}

impl From<&Details> for ListingDraft {
    fn from(details: &Details) -> Self {
        let text = |text: &Option<String>| Some(text.clone().unwrap_or_default());
        let word = |word: Option<&'static str>| Some(word.unwrap_or_default().to_owned());
        let id = |id: Option<i64>| Some(id.map_or_else(String::new, |id| id.to_string()));
        Self {
            title: Some(details.title.clone()),
            price_usd: Some(details.price_usd.map_or_else(String::new, String::from)),
            condition: word(Some(details.condition.name())),
            status: word(Some(details.status.name())),
            listing_url: text(&details.listing_url),
            seller: text(&details.seller),
            notes: text(&details.notes),
            manufacturer: text(&details.manufacturer),
            model: text(&details.model),
            form_factor: text(&details.form_factor),
            cpu_id: id(details.cpu_id),
            cpu: None,
            gpu_id: id(details.gpu_id),
            gpu: None,
            ram_gb: Some(details.ram_gb.to_string()),
            ram_type: word(details.ram_type.map(RamType::name)),
            ram_speed_mhz: id(details.ram_speed_mhz.map(i64::from)),
            primary_storage_gb: Some(details.primary_storage_gb.to_string()),
            primary_storage_medium: word(details.primary_storage_medium.map(StorageMedium::name)),
            secondary_storage_gb: Some(details.secondary_storage_gb.to_string()),
            secondary_storage_medium: word(
                details.secondary_storage_medium.map(StorageMedium::name),
            ),
            os_license: text(&details.os_license),
            attrs: details.attrs.clone(),
            profile_id: id(details.profile_id),
            if_updated_at: None,
        }
    }
}

impl From<&Listing> for ListingDraft {
    /// For a form: parts by their names, zeros left empty.
    fn from(listing: &Listing) -> Self {
        let positive = |amount: i32| (amount > 0).then(|| amount.to_string());
        let details = &listing.details;
        Self {
            cpu_id: None,
            cpu: listing.cpu.as_ref().map(|cpu| cpu.name.clone()),
            gpu_id: None,
            gpu: listing.gpu.as_ref().map(|gpu| gpu.name.clone()),
            ram_gb: positive(details.ram_gb),
            primary_storage_gb: positive(details.primary_storage_gb),
            secondary_storage_gb: positive(details.secondary_storage_gb),
            if_updated_at: listing.updated_at.format(&Rfc3339).ok(),
            ..Self::from(details)
        }
    }
}

impl ListingDraft {
    /// The draft with what it leaves out taken from what is there.
    #[must_use]
    pub fn over(self, there: &Details) -> Self {
        self.or(Self::from(there))
    }

    /// The draft with what it leaves out taken from another.
    #[must_use]
    pub fn or(self, there: Self) -> Self {
        let mut attrs = there.attrs;
        attrs.extend(self.attrs);
        Self {
            title: self.title.or(there.title),
            price_usd: self.price_usd.or(there.price_usd),
            condition: self.condition.or(there.condition),
            status: self.status.or(there.status),
            listing_url: self.listing_url.or(there.listing_url),
            seller: self.seller.or(there.seller),
            notes: self.notes.or(there.notes),
            manufacturer: self.manufacturer.or(there.manufacturer),
            model: self.model.or(there.model),
            form_factor: self.form_factor.or(there.form_factor),
            cpu_id: self.cpu_id.or(there.cpu_id),
            cpu: self.cpu.or(there.cpu),
            gpu_id: self.gpu_id.or(there.gpu_id),
            gpu: self.gpu.or(there.gpu),
            ram_gb: self.ram_gb.or(there.ram_gb),
            ram_type: self.ram_type.or(there.ram_type),
            ram_speed_mhz: self.ram_speed_mhz.or(there.ram_speed_mhz),
            primary_storage_gb: self.primary_storage_gb.or(there.primary_storage_gb),
            primary_storage_medium: self.primary_storage_medium.or(there.primary_storage_medium),
            secondary_storage_gb: self.secondary_storage_gb.or(there.secondary_storage_gb),
            secondary_storage_medium: self
                .secondary_storage_medium
                .or(there.secondary_storage_medium),
            os_license: self.os_license.or(there.os_license),
            attrs,
            profile_id: self.profile_id.or(there.profile_id),
            if_updated_at: self.if_updated_at.or(there.if_updated_at),
        }
    }

    /// The draft in the fields of a form, `argument[title]` or `argument[attrs][usb4]`, as a page
    /// finds them in its address. `None` where there is none, or one that no form of ours sends.
    #[must_use]
    pub fn from_fields<'a>(
        argument: &str,
        fields: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Option<Self> {
        let mut draft = Map::new();
        let mut attrs = Map::new();
        for (name, value) in fields {
            let path = name
                .strip_prefix(argument)
                .and_then(|rest| rest.strip_prefix('[')?.strip_suffix(']'));
            match path.map(|path| path.split_once("][").unwrap_or((path, ""))) {
                Some((field, "")) => draft.insert(field.to_owned(), value.into()),
                Some(("attrs", key)) => attrs.insert(key.to_owned(), value.into()),
                _ => None,
            };
        }
        if draft.is_empty() && attrs.is_empty() {
            return None;
        }
        draft.insert("attrs".to_owned(), Value::Object(attrs));
        serde_json::from_value(Value::Object(draft)).ok()
    }

    /// When the offer was last seen to change.
    ///
    /// # Errors
    /// When that is no time.
    pub fn seen_at(&self) -> Result<Option<OffsetDateTime>, FieldError> {
        seen_at(self.if_updated_at.clone())
    }

    /// The draft of a form, which sends nothing for a box that is not ticked: flags that are left
    /// out are taken away.
    #[must_use]
    pub fn of_form(mut self) -> Self {
        for flag in Flag::ALL {
            self.attrs
                .entry(flag.name().to_owned())
                .or_insert(Value::Null);
        }
        self
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

/// Collects what is wrong, so that all of it is told at once.
#[derive(Default)]
struct Check {
    errors: Vec<FieldError>,
}

impl Check {
    fn wrong(&mut self, field: &str, reason: impl Into<String>) {
        self.errors.push(FieldError::new(field, reason));
    }

    fn limit(&mut self, field: &str, text: Option<&str>, max: usize) {
        if let Some(text) = text {
            if text.contains('\0') {
                // PostgreSQL's text cannot hold it.
                self.wrong(field, "must not contain a NUL character");
            } else if text.chars().count() > max {
                self.wrong(field, format!("must be at most {max} characters"));
            }
        }
    }

    fn text(&mut self, field: &str, text: Option<String>, max: usize) -> Option<String> {
        let text = given(text);
        self.limit(field, text.as_deref(), max);
        text
    }

    fn price(&mut self, text: Option<String>) -> Option<Usd> {
        match given(text).map(|text| text.parse::<Usd>()).transpose() {
            Ok(price) => price,
            Err(error) => {
                self.wrong("price_usd", error.to_string());
                None
            }
        }
    }

    fn word<T>(
        &mut self,
        field: &str,
        text: Option<String>,
        from_name: fn(&str) -> Option<T>,
        names: fn() -> String,
    ) -> Option<T> {
        let text = given(text)?;
        let value = from_name(&text);
        if value.is_none() {
            self.wrong(field, format!("must be {}", names()));
        }
        value
    }

    fn medium(&mut self, field: &str, text: Option<String>) -> Option<StorageMedium> {
        self.word(field, text, StorageMedium::from_name, StorageMedium::names)
    }

    fn address(&mut self, text: Option<String>) -> Option<String> {
        let url = given(text)?;
        if !is_web_address(&url) {
            self.wrong("listing_url", "must start with http:// or https://");
        }
        self.limit("listing_url", Some(&url), URL_MAX);
        Some(url)
    }

    /// Conditions compare form factors, so that "Mini PC" and "mini_pc" must be one.
    fn form_factor(&mut self, text: Option<String>) -> Option<String> {
        let word = self
            .text("form_factor", text, WORD_MAX)?
            .to_lowercase()
            .replace([' ', '-'], "_");
        if !is_key(&word) {
            self.wrong("form_factor", "must be of letters a to z, figures and _");
        }
        Some(word)
    }

    fn id(&mut self, field: &str, text: Option<String>) -> Option<i64> {
        let id = given(text)?.parse::<i64>().ok().filter(|id| *id > 0);
        if id.is_none() {
            self.wrong(field, "must be the number of one");
        }
        id
    }

    fn amount(&mut self, field: &str, text: Option<String>, max: i32) -> i32 {
        let Some(text) = given(text) else { return 0 };
        match text.parse::<i32>() {
            Ok(amount) if (0..=max).contains(&amount) => amount,
            _ => {
                self.wrong(field, format!("must be a whole number from 0 to {max}"));
                0
            }
        }
    }

    fn attrs(&mut self, given: BTreeMap<String, Value>) -> BTreeMap<String, Value> {
        let mut kept = BTreeMap::new();
        for (key, value) in given {
            let field = format!("attrs.{key}");
            if !is_key(&key) {
                self.wrong("attrs", "must have names of letters a to z, figures and _");
                continue;
            }
            match attribute(&key, value) {
                Ok(Some(value)) => {
                    kept.insert(key, value);
                }
                Ok(None) => {}
                Err(reason) => self.wrong(&field, reason),
            }
        }
        if kept.len() > ATTRS_MAX {
            self.wrong("attrs", format!("must be at most {ATTRS_MAX}"));
        }
        kept
    }
}

/// An attribute that can be kept; none for one that is to go.
fn attribute(key: &str, value: Value) -> Result<Option<Value>, String> {
    if Flag::from_name(key).is_some() {
        return match &value {
            Value::Null => Ok(None),
            Value::Bool(set) => Ok(set.then_some(Value::Bool(true))),
            Value::String(text) => match text.as_str() {
                "true" | "on" | "yes" | "1" => Ok(Some(Value::Bool(true))),
                "" | "false" | "off" | "no" | "0" => Ok(None),
                _ => Err("must be true or false".to_owned()),
            },
            _ => Err("must be true or false".to_owned()),
        };
    }
    match value {
        Value::Null => Ok(None),
        Value::Bool(_) | Value::Number(_) => Ok(Some(value)),
        Value::String(text) if text.contains('\0') => {
            Err("must not contain a NUL character".to_owned())
        }
        Value::String(text) if text.chars().count() <= TITLE_MAX => Ok(Some(Value::String(text))),
        Value::String(_) => Err(format!("must be at most {TITLE_MAX} characters")),
        Value::Array(_) | Value::Object(_) => Err("must be a text, a number or true".to_owned()),
    }
}

fn is_key(text: &str) -> bool {
    text.len() <= WORD_MAX
        && text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn is_web_address(url: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        url.get(..scheme.len())
            .is_some_and(|start| start == *scheme)
            && url
                .get(scheme.len()..)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['))
    }) && !url.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn draft(fields: Value) -> ListingDraft {
        serde_json::from_value(fields).unwrap()
    }

    fn wrong_fields(fields: Value) -> Vec<String> {
        draft(fields)
            .check()
            .unwrap_err()
            .into_iter()
            .map(|error| error.field)
            .collect()
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
    fn every_wrong_field_is_named_once() {
        let fields = wrong_fields(json!({
            "title": " ", "price_usd": "cheap", "condition": "broken", "status": "gone",
            "listing_url": "javascript:alert(1)", "seller": "x".repeat(NAME_MAX + 1),
            "notes": "a\0b", "form_factor": "ümlaut", "cpu_id": "-1", "gpu_id": "T600",
            "ram_gb": "16.5", "ram_type": "ddr9", "ram_speed_mhz": "-5",
            "primary_storage_gb": "99999999999", "primary_storage_medium": "tape",
            "secondary_storage_gb": -1, "secondary_storage_medium": "tape",
            "os_license": "x".repeat(WORD_MAX + 1), "profile_id": "0",
            "attrs": {"usb4": "perhaps", "Bad Key": true, "list": [1]},
        }));
        assert_eq!(
            fields,
            [
                "title",
                "price_usd",
                "condition",
                "status",
                "listing_url",
                "seller",
                "notes",
                "form_factor",
                "cpu_id",
                "gpu_id",
                "ram_gb",
                "ram_type",
                "ram_speed_mhz",
                "primary_storage_gb",
                "primary_storage_medium",
                "secondary_storage_gb",
                "secondary_storage_medium",
                "os_license",
                "attrs",
                "attrs.list",
                "attrs.usb4",
                "profile_id",
            ]
        );
    }

    #[test]
    fn limits_count_characters_not_bytes() {
        let title = |count| draft(json!({"title": "ü".repeat(count)})).check();
        assert!(title(TITLE_MAX).is_ok());
        assert!(title(TITLE_MAX + 1).is_err());
    }

    #[test]
    fn a_form_factor_has_one_spelling() {
        let offer = draft(json!({"title": "x", "form_factor": "Mini-PC"}));
        assert_eq!(
            offer.check().unwrap().form_factor.as_deref(),
            Some("mini_pc")
        );
    }

    #[test]
    fn what_a_change_leaves_out_stays() {
        let there = draft(json!({
            "title": "x", "price_usd": "100", "ram_gb": 8, "seller": "Ada", "cpu_id": 3,
            "attrs": {"usb4": true, "colour": "red"},
        }))
        .check()
        .unwrap();
        let changed = draft(json!({"price_usd": "90", "seller": null, "attrs": {"usb4": null}}))
            .over(&there)
            .check()
            .unwrap();
        assert_eq!(
            changed,
            draft(json!({
                "title": "x", "price_usd": "90", "ram_gb": 8, "cpu_id": 3,
                "attrs": {"colour": "red"},
            }))
            .check()
            .unwrap()
        );
        assert_eq!(draft(json!({})).over(&there).check().unwrap(), there);
    }

    #[test]
    fn a_form_takes_a_flag_away_by_not_ticking_it() {
        let there = draft(json!({"title": "x", "attrs": {"usb4": true, "colour": "red"}}))
            .check()
            .unwrap();
        let changed = draft(json!({"attrs": {"lan_2_5g": "true"}}))
            .of_form()
            .over(&there)
            .check()
            .unwrap();
        assert!(changed.has(Flag::Lan25) && !changed.has(Flag::Usb4));
        assert!(changed.attrs.contains_key("colour"));
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

    #[test]
    fn a_page_finds_in_its_address_what_a_form_has_sent() {
        let fields = [
            ("__path", "/fn/save"),
            ("listing[title]", "x"),
            ("listing[price_usd]", "cheap"),
            ("listing[attrs][usb4]", "on"),
            ("id", "7"),
        ];
        assert_eq!(
            ListingDraft::from_fields("listing", fields),
            Some(draft(
                json!({"title": "x", "price_usd": "cheap", "attrs": {"usb4": "on"}})
            ))
        );
        assert_eq!(
            ListingDraft::from_fields("listing", [("tab", "notes")]),
            None
        );
        assert_eq!(
            ListingDraft::from_fields("listing", [("listing[user_id]", "1")]),
            None
        );
    }
}
