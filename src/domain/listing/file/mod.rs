//! Offers as lines of a file: comma-separated values that people take along and bring back.

mod head;

use std::collections::BTreeMap;

use serde_json::Value;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

pub use self::head::FileHead;
use super::{Flag, Listing, ListingDraft};
use crate::domain::rating::Rating;

type Cell = fn(&mut ListingDraft) -> &mut Option<String>;

/// What a file can say of an offer, by column.
const CELLS: [(&str, Cell); 20] = [
    ("title", |draft| &mut draft.title),
    ("price_usd", |draft| &mut draft.price_usd),
    ("condition", |draft| &mut draft.condition),
    ("status", |draft| &mut draft.status),
    ("listing_url", |draft| &mut draft.listing_url),
    ("seller", |draft| &mut draft.seller),
    ("manufacturer", |draft| &mut draft.manufacturer),
    ("model", |draft| &mut draft.model),
    ("form_factor", |draft| &mut draft.form_factor),
    ("cpu", |draft| &mut draft.cpu),
    ("gpu", |draft| &mut draft.gpu),
    ("ram_gb", |draft| &mut draft.ram_gb),
    ("ram_type", |draft| &mut draft.ram_type),
    ("ram_speed_mhz", |draft| &mut draft.ram_speed_mhz),
    ("primary_storage_gb", |draft| &mut draft.primary_storage_gb),
    ("primary_storage_medium", |draft| {
        &mut draft.primary_storage_medium
    }),
    ("secondary_storage_gb", |draft| {
        &mut draft.secondary_storage_gb
    }),
    ("secondary_storage_medium", |draft| {
        &mut draft.secondary_storage_medium
    }),
    ("os_license", |draft| &mut draft.os_license),
    ("notes", |draft| &mut draft.notes),
];

/// The column of attributes without one of their own, as a JSON object.
const ATTRS: &str = "attrs";

/// What the application works out itself: written, and skipped when it is read.
const DERIVED: [&str; 9] = [
    "adjusted_price_usd",
    "deducted_percent",
    "usd_per_multi_adj",
    "usd_per_single_adj",
    "perf_per_watt",
    "score_composite",
    "rating",
    "created_at",
    "updated_at",
];

/// The names of the columns, in their order.
#[must_use]
pub fn file_header() -> Vec<&'static str> {
    CELLS
        .iter()
        .map(|(name, _)| *name)
        .chain(Flag::ALL.map(Flag::name))
        .chain([ATTRS])
        .chain(DERIVED)
        .collect()
}

/// An offer as the cells of a line.
#[must_use]
pub fn file_cells(listing: &Listing) -> Vec<String> {
    let mut draft = ListingDraft::from(listing);
    let said: Vec<String> = CELLS
        .iter()
        .map(|(_, cell)| cell(&mut draft).clone().unwrap_or_default())
        .collect();
    let flags = Flag::ALL.map(|flag| {
        let is_set = listing.details.has(flag);
        if is_set { "yes" } else { "" }.to_owned()
    });
    let others: BTreeMap<&String, &Value> = listing
        .details
        .attrs
        .iter()
        .filter(|(key, _)| Flag::from_name(key).is_none())
        .collect();
    let attrs = if others.is_empty() {
        String::new()
    } else {
        serde_json::to_string(&others).unwrap_or_default()
    };
    said.into_iter()
        .chain(flags)
        .chain([attrs])
        .chain(derived_cells(listing))
        .collect()
}

fn derived_cells(listing: &Listing) -> [String; DERIVED.len()] {
    let derived = &listing.derived;
    let number = |number: Option<rust_decimal::Decimal>| {
        number.map(|number| number.to_string()).unwrap_or_default()
    };
    let time = |time: OffsetDateTime| time.format(&Rfc3339).unwrap_or_default();
    [
        derived
            .adjusted_price_usd
            .map(|price| price.to_string())
            .unwrap_or_default(),
        number(derived.deducted_percent),
        number(derived.usd_per_multi_adj),
        number(derived.usd_per_single_adj),
        number(derived.perf_per_watt),
        number(derived.score_composite),
        listing
            .rating
            .map(Rating::name)
            .unwrap_or_default()
            .to_owned(),
        time(listing.created_at),
        time(listing.updated_at),
    ]
}
