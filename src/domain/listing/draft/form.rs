//! Drafts as forms hold and send them.

use serde_json::{Map, Value};
use time::format_description::well_known::Rfc3339;

use super::ListingDraft;
use crate::domain::listing::{Flag, Listing};

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
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn draft(fields: Value) -> ListingDraft {
        serde_json::from_value(fields).unwrap()
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
