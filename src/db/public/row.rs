//! How rows become what is shown.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::types::Json;
use time::OffsetDateTime;

use crate::{
    db::{
        DbError,
        listings::{condition, price, shown},
    },
    domain::{
        collection::{CollectionId, ItemStatus},
        listing::{Flag, ListingId},
        number,
        share::{PublicCollection, PublicCpu, PublicGpu, PublicItem, PublicListing},
    },
};

/// What [`ListingRow`] is made of.
pub(super) const COLUMNS: &str = "listing_id, title, listing_url, seller, price_usd, condition, manufacturer, model, form_factor
    , ram_gb, ram_type, ram_speed_mhz, primary_storage_gb, primary_storage_medium, secondary_storage_gb
    , secondary_storage_medium, os_license, attrs, cpu_name, cpu_cores, cpu_threads, cpu_tdp_w, cpu_mark_multi
    , cpu_mark_single, gpu_name, gpu_mark, adjusted_price_usd, usd_per_multi, usd_per_single, usd_per_multi_adj
    , usd_per_single_adj, perf_per_watt, score_composite, last_seen_at";

#[derive(sqlx::FromRow)]
pub(super) struct ListingRow {
    listing_id: i64,
    title: String,
    listing_url: Option<String>,
    seller: Option<String>,
    price_usd: Option<Decimal>,
    condition: String,
    manufacturer: Option<String>,
    model: Option<String>,
    form_factor: Option<String>,
    ram_gb: i32,
    ram_type: Option<String>,
    ram_speed_mhz: Option<i32>,
    primary_storage_gb: i32,
    primary_storage_medium: Option<String>,
    secondary_storage_gb: i32,
    secondary_storage_medium: Option<String>,
    os_license: Option<String>,
    attrs: Json<BTreeMap<String, Value>>,
    cpu_name: Option<String>,
    cpu_cores: Option<i32>,
    cpu_threads: Option<i32>,
    cpu_tdp_w: Option<i32>,
    cpu_mark_multi: Option<i32>,
    cpu_mark_single: Option<i32>,
    gpu_name: Option<String>,
    gpu_mark: Option<i32>,
    adjusted_price_usd: Option<Decimal>,
    usd_per_multi: Option<Decimal>,
    usd_per_single: Option<Decimal>,
    usd_per_multi_adj: Option<Decimal>,
    usd_per_single_adj: Option<Decimal>,
    perf_per_watt: Option<Decimal>,
    score_composite: Option<Decimal>,
    last_seen_at: Option<OffsetDateTime>,
}

impl TryFrom<ListingRow> for PublicListing {
    type Error = DbError;

    fn try_from(row: ListingRow) -> Result<Self, DbError> {
        Ok(Self {
            id: ListingId(row.listing_id),
            title: row.title,
            listing_url: row.listing_url,
            seller: row.seller,
            price_usd: price(row.price_usd)?,
            adjusted_price_usd: price(row.adjusted_price_usd)?,
            condition: condition(&row.condition)?,
            manufacturer: row.manufacturer,
            model: row.model,
            form_factor: row.form_factor,
            cpu: row.cpu_name.map(|name| PublicCpu {
                name,
                cores: row.cpu_cores,
                threads: row.cpu_threads,
                tdp_w: row.cpu_tdp_w,
                mark_multi: row.cpu_mark_multi,
                mark_single: row.cpu_mark_single,
            }),
            gpu: row.gpu_name.map(|name| PublicGpu {
                name,
                gpu_mark: row.gpu_mark,
            }),
            ram_gb: row.ram_gb,
            ram_type: row.ram_type,
            ram_speed_mhz: row.ram_speed_mhz,
            primary_storage_gb: row.primary_storage_gb,
            primary_storage_medium: row.primary_storage_medium,
            secondary_storage_gb: row.secondary_storage_gb,
            secondary_storage_medium: row.secondary_storage_medium,
            os_license: row.os_license,
            flags: Flag::among(&row.attrs),
            usd_per_multi: shown(row.usd_per_multi, number::usd_per_mark),
            usd_per_single: shown(row.usd_per_single, number::usd_per_mark),
            usd_per_multi_adj: shown(row.usd_per_multi_adj, number::usd_per_mark),
            usd_per_single_adj: shown(row.usd_per_single_adj, number::usd_per_mark),
            perf_per_watt: shown(row.perf_per_watt, number::perf_per_watt),
            score_composite: shown(row.score_composite, number::score),
            last_seen_at: row.last_seen_at,
        })
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct ItemRow {
    #[sqlx(flatten)]
    listing: ListingRow,
    status: Option<String>,
}

impl TryFrom<ItemRow> for PublicItem {
    type Error = DbError;

    fn try_from(row: ItemRow) -> Result<Self, DbError> {
        let status = row.status.map(|name| {
            ItemStatus::from_name(&name).ok_or(DbError::Inconsistent {
                table: "collection_item",
                what: "an unknown status",
            })
        });
        Ok(Self {
            listing: row.listing.try_into()?,
            status: status.transpose()?,
        })
    }
}

pub(super) struct CollectionRow {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) owner_name: Option<String>,
    pub(super) count: i64,
    pub(super) updated_at: OffsetDateTime,
}

impl From<CollectionRow> for PublicCollection {
    fn from(row: CollectionRow) -> Self {
        Self {
            id: CollectionId(row.id),
            name: row.name,
            description: row.description,
            owner_name: row.owner_name,
            count: row.count,
            updated_at: row.updated_at,
        }
    }
}
