//! What a change leaves out, and what stays.

use super::ListingDraft;
use crate::domain::listing::{Details, RamType, StorageMedium};

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
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn draft(fields: Value) -> ListingDraft {
        serde_json::from_value(fields).unwrap()
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
}
