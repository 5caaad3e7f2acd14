//! How a row becomes an offer.

use rust_decimal::Decimal;
use sqlx::types::Json;
use time::OffsetDateTime;

use crate::{
    db::DbError,
    domain::{
        listing::{
            Condition, Derived, Details, Listing, ListingId, Part, RamType, Status, StorageMedium,
        },
        money::Usd,
        number,
        rating::Market,
        scoring::Figures,
    },
};

/// What [`ListingRow`] is made of.
pub(in crate::db) const COLUMNS: &str = "l.id, l.user_id, l.title, l.listing_url, l.seller, l.price_usd, l.condition, l.status, l.notes
    , l.manufacturer, l.model, l.form_factor, l.cpu_id, l.gpu_id, l.ram_gb, l.ram_type, l.ram_speed_mhz
    , l.primary_storage_gb, l.primary_storage_medium, l.secondary_storage_gb, l.secondary_storage_medium
    , l.os_license, l.attrs, l.ruleset_id, l.disabled_ruleset_ids, l.profile_id, l.source_listing_id, l.is_sample
    , l.last_seen_at, l.adjusted_price_usd, l.usd_per_multi, l.usd_per_single, l.usd_per_multi_adj
    , l.usd_per_single_adj, l.perf_per_watt, l.score_composite, l.valued_at, l.created_at, l.updated_at
    , c.name as cpu_name, c.manufacturer as cpu_manufacturer, g.name as gpu_name, g.manufacturer as gpu_manufacturer";
pub(in crate::db) const TABLES: &str =
    "listing l left join cpu c on c.id = l.cpu_id left join gpu g on g.id = l.gpu_id";

#[derive(sqlx::FromRow)]
pub(in crate::db) struct ListingRow {
    pub(super) id: i64,
    user_id: Option<i64>,
    title: String,
    listing_url: Option<String>,
    seller: Option<String>,
    price_usd: Option<Decimal>,
    condition: String,
    status: String,
    notes: Option<String>,
    manufacturer: Option<String>,
    model: Option<String>,
    form_factor: Option<String>,
    cpu_id: Option<i64>,
    gpu_id: Option<i64>,
    ram_gb: i32,
    ram_type: Option<String>,
    ram_speed_mhz: Option<i32>,
    primary_storage_gb: i32,
    primary_storage_medium: Option<String>,
    secondary_storage_gb: i32,
    secondary_storage_medium: Option<String>,
    os_license: Option<String>,
    attrs: Json<std::collections::BTreeMap<String, serde_json::Value>>,
    ruleset_id: Option<i64>,
    disabled_ruleset_ids: Vec<i64>,
    profile_id: Option<i64>,
    source_listing_id: Option<i64>,
    is_sample: bool,
    last_seen_at: Option<OffsetDateTime>,
    adjusted_price_usd: Option<Decimal>,
    usd_per_multi: Option<Decimal>,
    usd_per_single: Option<Decimal>,
    usd_per_multi_adj: Option<Decimal>,
    usd_per_single_adj: Option<Decimal>,
    perf_per_watt: Option<Decimal>,
    score_composite: Option<Decimal>,
    valued_at: Option<OffsetDateTime>,
    created_at: OffsetDateTime,
    updated_at: OffsetDateTime,
    cpu_name: Option<String>,
    cpu_manufacturer: Option<String>,
    gpu_name: Option<String>,
    gpu_manufacturer: Option<String>,
}

impl ListingRow {
    /// As the caller sees it, whose own active offers are the market.
    pub(in crate::db) fn seen_by(
        self,
        caller: i64,
        market: Option<Market>,
    ) -> Result<Listing, DbError> {
        let derived = self.derived()?;
        let rating = market
            .zip(self.usd_per_multi_adj)
            .map(|(market, value)| market.rate(value));
        let listing = Listing {
            id: ListingId(self.id),
            is_mine: self.user_id == Some(caller),
            is_ownerless: self.user_id.is_none(),
            is_sample: self.is_sample,
            cpu: part(self.cpu_id, self.cpu_name, self.cpu_manufacturer),
            gpu: part(self.gpu_id, self.gpu_name, self.gpu_manufacturer),
            derived,
            rating,
            ruleset_id: self.ruleset_id,
            disabled_ruleset_ids: self.disabled_ruleset_ids,
            source_listing_id: self.source_listing_id,
            last_seen_at: self.last_seen_at,
            created_at: self.created_at,
            updated_at: self.updated_at,
            details: Details {
                title: self.title,
                price_usd: price(self.price_usd)?,
                condition: condition(&self.condition)?,
                status: word(Status::from_name, &self.status)?,
                listing_url: self.listing_url,
                seller: self.seller,
                notes: self.notes,
                manufacturer: self.manufacturer,
                model: self.model,
                form_factor: self.form_factor,
                cpu_id: self.cpu_id,
                gpu_id: self.gpu_id,
                ram_gb: self.ram_gb,
                ram_type: maybe_word(RamType::from_name, self.ram_type)?,
                ram_speed_mhz: self.ram_speed_mhz,
                primary_storage_gb: self.primary_storage_gb,
                primary_storage_medium: maybe_word(
                    StorageMedium::from_name,
                    self.primary_storage_medium,
                )?,
                secondary_storage_gb: self.secondary_storage_gb,
                secondary_storage_medium: maybe_word(
                    StorageMedium::from_name,
                    self.secondary_storage_medium,
                )?,
                os_license: self.os_license,
                attrs: self.attrs.0,
                profile_id: self.profile_id,
            },
        };
        Ok(if listing.is_mine {
            listing
        } else {
            listing.for_reader()
        })
    }

    fn derived(&self) -> Result<Derived, DbError> {
        let deducted = match (self.price_usd, self.adjusted_price_usd) {
            (Some(price), Some(adjusted)) if !price.is_zero() => {
                Some((price - adjusted) / price * Decimal::ONE_HUNDRED)
            }
            _ => None,
        };
        let figures = Figures {
            adjusted_price_usd: price(self.adjusted_price_usd)?,
            usd_per_multi: self.usd_per_multi,
            usd_per_single: self.usd_per_single,
            usd_per_multi_adj: self.usd_per_multi_adj,
            usd_per_single_adj: self.usd_per_single_adj,
            perf_per_watt: self.perf_per_watt,
            score_composite: self.score_composite,
        };
        Ok(Derived {
            deducted_percent: deducted.map(number::percent),
            valued_at: self.valued_at,
            ..Derived::new(None, &figures)
        })
    }
}

fn part(id: Option<i64>, name: Option<String>, manufacturer: Option<String>) -> Option<Part> {
    Some(Part {
        id: id?,
        name: name?,
        manufacturer,
    })
}

fn word<T>(from_name: fn(&str) -> Option<T>, name: &str) -> Result<T, DbError> {
    from_name(name).ok_or(DbError::Inconsistent {
        table: "listing",
        what: "an unknown word",
    })
}

fn maybe_word<T>(
    from_name: fn(&str) -> Option<T>,
    name: Option<String>,
) -> Result<Option<T>, DbError> {
    name.map(|name| word(from_name, &name)).transpose()
}

pub(in crate::db) fn condition(name: &str) -> Result<Condition, DbError> {
    word(Condition::from_name, name)
}

pub(in crate::db) fn price(amount: Option<Decimal>) -> Result<Option<Usd>, DbError> {
    amount
        .map(Usd::new)
        .transpose()
        .map_err(|_| DbError::Inconsistent {
            table: "listing",
            what: "a price that no offer can have",
        })
}

/// A figure for reading, if there is one.
pub(in crate::db) fn shown(
    figure: Option<Decimal>,
    rounded: fn(Decimal) -> Decimal,
) -> Option<String> {
    figure.map(|figure| rounded(figure).to_string())
}
