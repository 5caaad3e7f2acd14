//! Offers come, change and go.

use sqlx::types::Json;
use time::OffsetDateTime;

use crate::{
    db::{DbError, UserTx},
    domain::{
        listing::{ListingId, NewListing, RamType, StorageMedium},
        money::Usd,
    },
};

/// One of the caller's own offers that nobody else changes until the scope ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locked {
    /// When it was last changed.
    pub updated_at: OffsetDateTime,
    /// When the scope began, by the database's clock.
    pub now: OffsetDateTime,
}

/// Keeps others from changing one of the caller's own offers until the scope ends.
///
/// # Errors
/// When the query fails.
pub async fn lock(tx: &mut UserTx, id: ListingId) -> Result<Option<Locked>, DbError> {
    let user = tx.user().0;
    Ok(sqlx::query_as!(
        Locked,
        r#"select updated_at, now() as "now!" from listing where id = $1 and user_id = $2 for update"#,
        id.0,
        user
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Whether others see one of these offers of the caller's own, or any of all: by a link, in a
/// collection, or sent to them, be it as a title that is still in their inbox.
///
/// # Errors
/// When the query fails.
pub async fn are_shown(tx: &mut UserTx, ids: Option<&[ListingId]>) -> Result<bool, DbError> {
    let ids: Option<Vec<i64>> = ids.map(|ids| ids.iter().map(|id| id.0).collect());
    let user = tx.user().0;
    let shown = sqlx::query_scalar!(
        r#"select exists (select from listing_share
                           where created_by = $2 and ($1::bigint[] is null or listing_id = any($1))
                             and revoked_at is null and (expires_at is null or expires_at > now()))
               or exists (select from user_share
                           where sender_id = $2 and ($1::bigint[] is null or listing_id = any($1))
                             and revoked_at is null and expires_at > now() - interval '30 days')
               or exists (select from collection_item i
                            join collection c on c.id = i.collection_id
                           where c.user_id = $2 and ($1::bigint[] is null or i.listing_id = any($1))
                             and c.visibility <> 'private') as "shown!""#,
        ids.as_deref(),
        user
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(shown)
}

/// Keeps an offer for the caller.
///
/// # Errors
/// When the query fails.
pub async fn insert(tx: &mut UserTx, new: &NewListing) -> Result<ListingId, DbError> {
    let user = tx.user().0;
    let id = sqlx::query_scalar!(
        r#"insert into listing (
               user_id, title, price_usd, condition, status, listing_url, seller, notes, manufacturer, model
             , form_factor, cpu_id, gpu_id, ram_gb, ram_type, ram_speed_mhz, primary_storage_gb
             , primary_storage_medium, secondary_storage_gb, secondary_storage_medium, os_license, attrs, profile_id
             , last_seen_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22
                 , $23, now())
           returning id"#,
        user,
        new.title,
        new.price_usd.map(Usd::amount),
        new.condition.name(),
        new.status.name(),
        new.listing_url,
        new.seller,
        new.notes,
        new.manufacturer,
        new.model,
        new.form_factor,
        new.cpu_id,
        new.gpu_id,
        new.ram_gb,
        new.ram_type.map(RamType::name),
        new.ram_speed_mhz,
        new.primary_storage_gb,
        new.primary_storage_medium.map(StorageMedium::name),
        new.secondary_storage_gb,
        new.secondary_storage_medium.map(StorageMedium::name),
        new.os_license,
        Json(&new.attrs) as _,
        new.profile_id,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(ListingId(id))
}

/// Changes one of the caller's own offers; false when it is not theirs.
///
/// # Errors
/// When the query fails.
pub async fn update(tx: &mut UserTx, id: ListingId, new: &NewListing) -> Result<bool, DbError> {
    let user = tx.user().0;
    let done = sqlx::query!(
        r#"update listing
              set title = $3, price_usd = $4, condition = $5, status = $6, listing_url = $7, seller = $8, notes = $9
                , manufacturer = $10, model = $11, form_factor = $12, cpu_id = $13, gpu_id = $14, ram_gb = $15
                , ram_type = $16, ram_speed_mhz = $17, primary_storage_gb = $18, primary_storage_medium = $19
                , secondary_storage_gb = $20, secondary_storage_medium = $21, os_license = $22, attrs = $23
                , profile_id = $24, updated_at = clock_timestamp()
            where id = $1 and user_id = $2"#,
        id.0,
        user,
        new.title,
        new.price_usd.map(Usd::amount),
        new.condition.name(),
        new.status.name(),
        new.listing_url,
        new.seller,
        new.notes,
        new.manufacturer,
        new.model,
        new.form_factor,
        new.cpu_id,
        new.gpu_id,
        new.ram_gb,
        new.ram_type.map(RamType::name),
        new.ram_speed_mhz,
        new.primary_storage_gb,
        new.primary_storage_medium.map(StorageMedium::name),
        new.secondary_storage_gb,
        new.secondary_storage_medium.map(StorageMedium::name),
        new.os_license,
        Json(&new.attrs) as _,
        new.profile_id,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Sets the price of one of the caller's own offers; false when it is not theirs.
///
/// # Errors
/// When the query fails.
pub async fn set_price(
    tx: &mut UserTx,
    id: ListingId,
    price: Usd,
    seen_at: OffsetDateTime,
) -> Result<bool, DbError> {
    let user = tx.user().0;
    let done = sqlx::query!(
        "update listing set price_usd = $3, last_seen_at = $4, updated_at = clock_timestamp()
          where id = $1 and user_id = $2",
        id.0,
        user,
        price.amount(),
        seen_at,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Takes one of the caller's own offers away, with its history; false when it is not theirs.
///
/// # Errors
/// When the query fails.
pub async fn delete(tx: &mut UserTx, id: ListingId) -> Result<bool, DbError> {
    let user = tx.user().0;
    let done = sqlx::query!(
        "delete from listing where id = $1 and user_id = $2",
        id.0,
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}
