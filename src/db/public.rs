//! What is shown to the public, through the functions made for it.

use rust_decimal::Decimal;
use sqlx::AssertSqlSafe;
use time::OffsetDateTime;

use super::{
    DbError, UserTx, VisitorTx,
    collection_items::{price, rounded},
};
use crate::domain::{
    collection::CollectionId,
    discover::DiscoverQuery,
    listing::{Condition, ListingId},
    share::{PublicCollection, PublicCpu, PublicGpu, PublicListing},
};

/// What makes a link work, as the database knows it: SHA-256 of the secret in it.
pub type LinkHash = [u8; 32];

/// What [`ListingRow`] is made of.
const COLUMNS: &str = "listing_id, title, listing_url, seller, price_usd, condition, manufacturer, model, form_factor
    , ram_gb, ram_type, ram_speed_mhz, primary_storage_gb, primary_storage_medium, secondary_storage_gb
    , secondary_storage_medium, os_license, cpu_name, cpu_cores, cpu_threads, cpu_tdp_w, cpu_mark_multi
    , cpu_mark_single, gpu_name, gpu_mark, adjusted_price_usd, usd_per_multi, usd_per_single, usd_per_multi_adj
    , usd_per_single_adj, perf_per_watt, score_composite, last_seen_at";

#[derive(sqlx::FromRow)]
struct ListingRow {
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
        let figure = |value: Option<Decimal>, decimals| value.map(|it| rounded(it, decimals));
        Ok(Self {
            id: ListingId(row.listing_id),
            title: row.title,
            listing_url: row.listing_url,
            seller: row.seller,
            price_usd: price(row.price_usd)?,
            adjusted_price_usd: price(row.adjusted_price_usd)?,
            condition: Condition::from_name(&row.condition).ok_or(DbError::Inconsistent {
                table: "listing",
                what: "an unknown condition",
            })?,
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
            usd_per_multi: figure(row.usd_per_multi, 4),
            usd_per_single: figure(row.usd_per_single, 4),
            usd_per_multi_adj: figure(row.usd_per_multi_adj, 4),
            usd_per_single_adj: figure(row.usd_per_single_adj, 4),
            perf_per_watt: figure(row.perf_per_watt, 1),
            score_composite: figure(row.score_composite, 2),
            last_seen_at: row.last_seen_at,
        })
    }
}

struct CollectionRow {
    id: i64,
    name: String,
    description: Option<String>,
    owner_name: Option<String>,
    count: i64,
    updated_at: OffsetDateTime,
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

/// The offer behind a link, to look at: the look counts, unless it is the owner's own.
///
/// # Errors
/// When the query fails.
pub async fn deal(
    tx: &mut VisitorTx,
    listing: ListingId,
    hash: &LinkHash,
) -> Result<Option<PublicListing>, DbError> {
    sqlx::query_as::<_, ListingRow>(AssertSqlSafe(format!(
        "select {COLUMNS} from app.public_deal($1, $2)"
    )))
    .bind(listing.0)
    .bind(hash.as_slice())
    .fetch_optional(tx.conn())
    .await?
    .map(PublicListing::try_from)
    .transpose()
}

/// The offer behind a link, for somebody who is about to copy it.
///
/// # Errors
/// When the query fails.
pub async fn deal_to_import(
    tx: &mut UserTx,
    listing: ListingId,
    hash: &LinkHash,
) -> Result<Option<PublicListing>, DbError> {
    sqlx::query_as::<_, ListingRow>(AssertSqlSafe(format!(
        "select {COLUMNS} from app.deal_to_import($1, $2)"
    )))
    .bind(listing.0)
    .bind(hash.as_slice())
    .fetch_optional(tx.conn())
    .await?
    .map(PublicListing::try_from)
    .transpose()
}

/// The offer of a live share, for its recipient.
///
/// # Errors
/// When the query fails.
pub async fn share_to_import(
    tx: &mut UserTx,
    share: i64,
) -> Result<Option<PublicListing>, DbError> {
    sqlx::query_as::<_, ListingRow>(AssertSqlSafe(format!(
        "select {COLUMNS} from app.share_to_import($1)"
    )))
    .bind(share)
    .fetch_optional(tx.conn())
    .await?
    .map(PublicListing::try_from)
    .transpose()
}

/// The collection behind a link, to look at: the look counts, unless it is the owner's own.
///
/// # Errors
/// When the query fails.
pub async fn collection(
    tx: &mut VisitorTx,
    hash: &LinkHash,
) -> Result<Option<PublicCollection>, DbError> {
    let row = sqlx::query_as!(
        CollectionRow,
        r#"select collection_id as "id!", name as "name!", description, owner_name, listings as "count!"
                , updated_at as "updated_at!"
             from app.public_collection($1)"#,
        hash.as_slice()
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(PublicCollection::from))
}

/// The offers of the collection behind a link, in its order, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn collection_items(
    tx: &mut VisitorTx,
    hash: &LinkHash,
    limit: i64,
) -> Result<Vec<PublicListing>, DbError> {
    sqlx::query_as::<_, ListingRow>(AssertSqlSafe(format!(
        "select {COLUMNS} from app.public_collection_items($1) limit $2"
    )))
    .bind(hash.as_slice())
    .bind(limit)
    .fetch_all(tx.conn())
    .await?
    .into_iter()
    .map(PublicListing::try_from)
    .collect()
}

/// The collection behind a link, for somebody who is about to copy it.
///
/// # Errors
/// When the query fails.
pub async fn collection_to_copy(
    tx: &mut UserTx,
    hash: &LinkHash,
) -> Result<Option<PublicCollection>, DbError> {
    let row = sqlx::query_as!(
        CollectionRow,
        r#"select collection_id as "id!", name as "name!", description, owner_name, listings as "count!"
                , updated_at as "updated_at!"
             from app.collection_to_copy($1)"#,
        hash.as_slice()
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(PublicCollection::from))
}

/// The public collections that a question finds, the newest first, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn discover(
    tx: &mut UserTx,
    query: &DiscoverQuery,
    limit: i64,
) -> Result<Vec<PublicCollection>, DbError> {
    let rows = sqlx::query_as!(
        CollectionRow,
        r#"select collection_id as "id!", name as "name!", description, owner_name, listings as "count!"
                , updated_at as "updated_at!"
             from app.discover_collections($1, $2, $3, $4)"#,
        &query.words,
        query.after.map(|it| it.updated_at),
        query.after.map(|it| it.id.0),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(PublicCollection::from).collect())
}

/// A collection that the discover page shows.
///
/// # Errors
/// When the query fails.
pub async fn discovered(
    tx: &mut UserTx,
    id: CollectionId,
) -> Result<Option<PublicCollection>, DbError> {
    let row = sqlx::query_as!(
        CollectionRow,
        r#"select collection_id as "id!", name as "name!", description, owner_name, listings as "count!"
                , updated_at as "updated_at!"
             from app.discover_collection($1)"#,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(PublicCollection::from))
}

/// The offers of a collection that the discover page shows, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn discovered_items(
    tx: &mut UserTx,
    id: CollectionId,
    limit: i64,
) -> Result<Vec<PublicListing>, DbError> {
    sqlx::query_as::<_, ListingRow>(AssertSqlSafe(format!(
        "select {COLUMNS} from app.discover_collection_items($1) limit $2"
    )))
    .bind(id.0)
    .bind(limit)
    .fetch_all(tx.conn())
    .await?
    .into_iter()
    .map(PublicListing::try_from)
    .collect()
}
