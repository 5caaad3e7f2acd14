//! What has to be right about each kind of field.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{ATTRS_MAX, TITLE_MAX, URL_MAX, WORD_MAX};
use crate::domain::{
    listing::{FieldError, Flag, StorageMedium},
    money::Usd,
    text::given,
};

/// Collects what is wrong, so that all of it is told at once.
#[derive(Default)]
pub(super) struct Check {
    pub(super) errors: Vec<FieldError>,
}

impl Check {
    pub(super) fn wrong(&mut self, field: &str, reason: impl Into<String>) {
        self.errors.push(FieldError::new(field, reason));
    }

    pub(super) fn limit(&mut self, field: &str, text: Option<&str>, max: usize) {
        if let Some(text) = text {
            if text.contains('\0') {
                // PostgreSQL's text cannot hold it.
                self.wrong(field, "must not contain a NUL character");
            } else if text.chars().count() > max {
                self.wrong(field, format!("must be at most {max} characters"));
            }
        }
    }

    pub(super) fn text(&mut self, field: &str, text: Option<String>, max: usize) -> Option<String> {
        let text = given(text);
        self.limit(field, text.as_deref(), max);
        text
    }

    pub(super) fn price(&mut self, text: Option<String>) -> Option<Usd> {
        match given(text).map(|text| text.parse::<Usd>()).transpose() {
            Ok(price) => price,
            Err(error) => {
                self.wrong("price_usd", error.to_string());
                None
            }
        }
    }

    pub(super) fn word<T>(
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

    pub(super) fn medium(&mut self, field: &str, text: Option<String>) -> Option<StorageMedium> {
        self.word(field, text, StorageMedium::from_name, StorageMedium::names)
    }

    pub(super) fn address(&mut self, text: Option<String>) -> Option<String> {
        let url = given(text)?;
        if !is_web_address(&url) {
            self.wrong("listing_url", "must start with http:// or https://");
        }
        self.limit("listing_url", Some(&url), URL_MAX);
        Some(url)
    }

    /// Conditions compare form factors, so that "Mini PC" and "mini_pc" must be one.
    pub(super) fn form_factor(&mut self, text: Option<String>) -> Option<String> {
        let word = self
            .text("form_factor", text, WORD_MAX)?
            .to_lowercase()
            .replace([' ', '-'], "_");
        if !is_key(&word) {
            self.wrong("form_factor", "must be of letters a to z, figures and _");
        }
        Some(word)
    }

    pub(super) fn id(&mut self, field: &str, text: Option<String>) -> Option<i64> {
        let id = given(text)?.parse::<i64>().ok().filter(|id| *id > 0);
        if id.is_none() {
            self.wrong(field, "must be the number of one");
        }
        id
    }

    pub(super) fn amount(&mut self, field: &str, text: Option<String>, max: i32) -> i32 {
        let Some(text) = given(text) else { return 0 };
        match text.parse::<i32>() {
            Ok(amount) if (0..=max).contains(&amount) => amount,
            _ => {
                self.wrong(field, format!("must be a whole number from 0 to {max}"));
                0
            }
        }
    }

    pub(super) fn attrs(&mut self, given: BTreeMap<String, Value>) -> BTreeMap<String, Value> {
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
    use crate::domain::listing::{ListingDraft, NAME_MAX};

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
    fn a_form_factor_has_one_spelling() {
        let offer = draft(json!({"title": "x", "form_factor": "Mini-PC"}));
        assert_eq!(
            offer.check().unwrap().form_factor.as_deref(),
            Some("mini_pc")
        );
    }
}
