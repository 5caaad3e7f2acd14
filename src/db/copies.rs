//! Copies that people keep of others' offers. Notes are not among what is copied.

use super::{DbError, UserTx, public::LinkHash};
use crate::domain::{collection::CollectionId, listing::ListingId, share::ShareId};

/// The offer itself if it is the caller's own, else the copy that they have of it.
///
/// # Errors
/// When the query fails.
pub async fn kept(tx: &mut UserTx, original: ListingId) -> Result<Option<ListingId>, DbError> {
    let user = tx.user().0;
    let kept = sqlx::query_scalar!(
        r#"select id as "id!" from listing where id = $1 and user_id = $2
           union all
           select id from listing where user_id = $2 and source_listing_id = $1
           limit 1"#,
        original.0,
        user
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(kept.map(ListingId))
}

/// Keeps a copy of the offer behind a link.
///
/// # Errors
/// When the query fails.
pub async fn of_deal(
    tx: &mut UserTx,
    listing: ListingId,
    hash: &LinkHash,
) -> Result<Option<ListingId>, DbError> {
    let copy = sqlx::query_scalar!(
        r#"select app.keep_copy(d) as "copy!" from app.deal_to_import($1, $2) d"#,
        listing.0,
        hash.as_slice()
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(copy.map(ListingId))
}

/// Keeps a copy of the offer of a live share, of which the caller is the recipient.
///
/// # Errors
/// When the query fails.
pub async fn of_share(tx: &mut UserTx, share: ShareId) -> Result<Option<ListingId>, DbError> {
    let copy = sqlx::query_scalar!(
        r#"select app.keep_copy(s) as "copy!" from app.share_to_import($1) s"#,
        share.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(copy.map(ListingId))
}

/// Keeps a copy of an offer of nobody's; `None` when the caller can read no such one.
///
/// # Errors
/// When the query fails.
pub async fn of_library(
    tx: &mut UserTx,
    original: ListingId,
) -> Result<Option<ListingId>, DbError> {
    let user = tx.user().0;
    let copy = sqlx::query_scalar!(
        r#"insert into listing (
               user_id, source_listing_id, title, listing_url, seller, price_usd, condition, manufacturer, model
             , form_factor, cpu_id, gpu_id, ram_gb, ram_type, ram_speed_mhz, primary_storage_gb
             , primary_storage_medium, secondary_storage_gb, secondary_storage_medium, os_license, attrs
             , last_seen_at)
           select $2::bigint, id, title, listing_url, seller, price_usd, condition, manufacturer, model
                , form_factor, cpu_id, gpu_id, ram_gb, ram_type, ram_speed_mhz, primary_storage_gb
                , primary_storage_medium, secondary_storage_gb, secondary_storage_medium, os_license, attrs
                , last_seen_at
             from listing
            where id = $1
              and user_id is null
           returning id"#,
        original.0,
        user
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(copy.map(ListingId))
}

/// Keeps copies of the offers behind a link, in a collection of the caller's, in their order; of no
/// more than there is room for, however many there are by now.
///
/// # Errors
/// When the query fails.
pub async fn of_collection(
    tx: &mut UserTx,
    hash: &LinkHash,
    room: i64,
    into: CollectionId,
) -> Result<(), DbError> {
    sqlx::query!(
        r#"select count(*) as "count!"
             from app.keep_copies(array(select i from app.public_collection_items($1) i limit $2), $3)"#,
        hash.as_slice(),
        room,
        into.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}

/// Keeps copies of the offers of a collection that the discover page shows; of no
/// more than there is room for.
///
/// # Errors
/// When the query fails.
pub async fn of_discovered(
    tx: &mut UserTx,
    id: CollectionId,
    room: i64,
    into: CollectionId,
) -> Result<(), DbError> {
    sqlx::query!(
        r#"select count(*) as "count!"
             from app.keep_copies(array(select i from app.discover_collection_items($1) i limit $2), $3)"#,
        id.0,
        room,
        into.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}
