//! Many offers at once, in one statement each time.

use std::collections::HashMap;

use sqlx::types::Json;

use super::{DbError, UserTx};
use crate::domain::listing::{Details, ListingId, NewListing, Status};

/// Keeps offers for the caller.
///
/// # Errors
/// When the query fails.
pub async fn insert(
    tx: &mut UserTx,
    offers: &[NewListing],
    is_sample: bool,
) -> Result<Vec<i64>, DbError> {
    let user = tx.user().0;
    let rows: Vec<&Details> = offers.iter().map(|offer| &**offer).collect();
    Ok(sqlx::query_scalar!(
        r#"insert into listing (
               user_id, title, price_usd, condition, status, listing_url, seller, notes, manufacturer, model
             , form_factor, cpu_id, gpu_id, ram_gb, ram_type, ram_speed_mhz, primary_storage_gb
             , primary_storage_medium, secondary_storage_gb, secondary_storage_medium, os_license, attrs, profile_id
             , last_seen_at, is_sample)
           select $1, r.title, r.price_usd, r.condition, r.status, r.listing_url, r.seller, r.notes, r.manufacturer
                , r.model, r.form_factor, r.cpu_id, r.gpu_id, r.ram_gb, r.ram_type, r.ram_speed_mhz
                , r.primary_storage_gb, r.primary_storage_medium, r.secondary_storage_gb, r.secondary_storage_medium
                , r.os_license, r.attrs, r.profile_id, now(), $3
             from jsonb_to_recordset($2) as r (
                  title text, price_usd numeric, condition text, status text, listing_url text, seller text, notes text
                , manufacturer text, model text, form_factor text, cpu_id bigint, gpu_id bigint, ram_gb int
                , ram_type text, ram_speed_mhz int, primary_storage_gb int, primary_storage_medium text
                , secondary_storage_gb int, secondary_storage_medium text, os_license text, attrs jsonb
                , profile_id bigint)
           returning id"#,
        user,
        Json(rows) as _,
        is_sample,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Begins the price history of offers of the caller's that have just been kept.
///
/// # Errors
/// When the query fails.
pub async fn remember_prices(tx: &mut UserTx, ids: &[i64]) -> Result<(), DbError> {
    sqlx::query!(
        "insert into listing_price (listing_id, price_usd, seen_at)
         select id, price_usd, created_at from listing where id = any($1) and price_usd is not null",
        ids
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The numbers of processors and graphics cards by their names in lower case, of those that are in
/// the catalogue.
///
/// # Errors
/// When the query fails.
pub async fn parts_by_name(
    tx: &mut UserTx,
    cpus: &[String],
    gpus: &[String],
) -> Result<(HashMap<String, i64>, HashMap<String, i64>), DbError> {
    let rows = sqlx::query!(
        r#"select false as "is_gpu!", lower(name) as "name!", min(id) as "id!"
             from cpu where lower(name) = any($1) group by lower(name)
            union all
           select true, lower(name), min(id) from gpu where lower(name) = any($2) group by lower(name)"#,
        cpus,
        gpus
    )
    .fetch_all(tx.conn())
    .await?;
    let mut found = (HashMap::new(), HashMap::new());
    for row in rows {
        let numbers = if row.is_gpu {
            &mut found.1
        } else {
            &mut found.0
        };
        numbers.insert(row.name, row.id);
    }
    Ok(found)
}

/// How many of these offers are the caller's own, and of these, how many have that status.
///
/// # Errors
/// When the query fails.
pub async fn count_own(
    tx: &mut UserTx,
    ids: &[ListingId],
    status: Status,
) -> Result<(i64, i64), DbError> {
    let user = tx.user().0;
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let row = sqlx::query!(
        r#"select count(*) as "own!", count(*) filter (where status = $3) as "such!"
             from listing where id = any($1) and user_id = $2"#,
        &ids,
        user,
        status.name()
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.own, row.such))
}

/// Gives offers of the caller's own a status; tells how many had another one.
///
/// # Errors
/// When the query fails.
pub async fn set_status(
    tx: &mut UserTx,
    ids: &[ListingId],
    status: Status,
) -> Result<u64, DbError> {
    let user = tx.user().0;
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let done = sqlx::query!(
        "update listing set status = $3, updated_at = clock_timestamp()
          where id = any($1) and user_id = $2 and status <> $3",
        &ids,
        user,
        status.name()
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// How many sample offers the caller has.
///
/// # Errors
/// When the query fails.
pub async fn count_samples(tx: &mut UserTx) -> Result<i64, DbError> {
    let user = tx.user().0;
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from listing where user_id = $1 and is_sample"#,
        user
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Takes the caller's sample offers away; tells how many there were.
///
/// # Errors
/// When the query fails.
pub async fn delete_samples(tx: &mut UserTx) -> Result<u64, DbError> {
    let user = tx.user().0;
    let done = sqlx::query!("delete from listing where user_id = $1 and is_sample", user)
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected())
}
