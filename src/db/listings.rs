//! Offers.

mod page;
mod row;
mod writing;

use sqlx::AssertSqlSafe;
use time::OffsetDateTime;

pub(super) use self::row::{COLUMNS, ListingRow, TABLES, condition, price, shown};
pub use self::{
    page::{count, list},
    writing::{Locked, are_shown, delete, insert, lock, set_price, update},
};
use super::{DbError, SystemTx, UserTx, market};
use crate::domain::{
    listing::{Details, Facets, Listing, ListingId},
    user::UserId,
};

/// An offer that the caller may read; of another's, only what readers may see.
///
/// # Errors
/// When the query fails.
pub async fn by_id(tx: &mut UserTx, id: ListingId) -> Result<Option<Listing>, DbError> {
    Ok(by_ids(tx, &[id.0]).await?.pop())
}

/// Those of these offers that the caller may read, in no particular order.
///
/// # Errors
/// When the query fails.
pub async fn by_ids(tx: &mut UserTx, ids: &[i64]) -> Result<Vec<Listing>, DbError> {
    let user = tx.user().0;
    let market = market::of_caller(tx).await?;
    let sql = format!("select {COLUMNS} from {TABLES} where l.id = any($1)");
    sqlx::query_as::<_, ListingRow>(AssertSqlSafe(sql))
        .bind(ids)
        .fetch_all(tx.conn())
        .await?
        .into_iter()
        .map(|row| row.seen_by(user, market))
        .collect()
}

/// The caller's own offers of every status, oldest first, after the one that is `after`, at most
/// `limit`.
///
/// # Errors
/// When the query fails.
pub async fn all(
    tx: &mut UserTx,
    after: Option<(OffsetDateTime, ListingId)>,
    limit: i64,
) -> Result<Vec<Listing>, DbError> {
    let user = tx.user().0;
    let market = market::of_caller(tx).await?;
    let sql = format!(
        "select {COLUMNS} from {TABLES}
          where l.user_id = $1 and ($2::timestamptz is null or (l.created_at, l.id) > ($2, $3))
          order by l.created_at, l.id
          limit $4"
    );
    sqlx::query_as::<_, ListingRow>(AssertSqlSafe(sql))
        .bind(user)
        .bind(after.map(|(at, _)| at))
        .bind(after.map(|(_, id)| id.0))
        .bind(limit)
        .fetch_all(tx.conn())
        .await?
        .into_iter()
        .map(|row| row.seen_by(user, market))
        .collect()
}

/// What the caller's own offers have in common, at most fifty of each kind.
///
/// # Errors
/// When the query fails.
pub async fn facets(tx: &mut UserTx) -> Result<Facets, DbError> {
    let user = tx.user().0;
    let row = sqlx::query!(
        r#"select array(select distinct form_factor from listing
                         where user_id = $1 and form_factor is not null
                         order by form_factor limit 50) as "form_factors!"
                , array(select distinct c.manufacturer from listing l join cpu c on c.id = l.cpu_id
                         where l.user_id = $1 and c.manufacturer is not null
                         order by c.manufacturer limit 50) as "cpu_makers!""#,
        user
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(Facets {
        form_factors: row.form_factors,
        cpu_makers: row.cpu_makers,
    })
}

/// Whether there is an offer of nobody's that the caller can read.
///
/// # Errors
/// When the query fails.
pub async fn has_shared_library(tx: &mut UserTx) -> Result<bool, DbError> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from listing where user_id is null) as "has!""#
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Whose an offer is; `None` when it is nobody's.
///
/// # Errors
/// When the query fails.
pub async fn owner(tx: &mut SystemTx, id: ListingId) -> Result<Option<UserId>, DbError> {
    let owner = sqlx::query_scalar!("select app.owner_of_listing($1)", id.0)
        .fetch_one(tx.conn())
        .await?;
    Ok(owner.map(UserId))
}

/// What an offer may name elsewhere, as far as the caller can see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The processor is in the catalogue.
    pub cpu: bool,
    /// The graphics card is.
    pub gpu: bool,
    /// The scoring profile is one that the caller may use.
    pub profile: bool,
}

/// Whether what an offer names is there.
///
/// # Errors
/// When the query fails.
pub async fn known(tx: &mut UserTx, details: &Details) -> Result<Known, DbError> {
    Ok(sqlx::query_as!(
        Known,
        r#"select $1::bigint is null or exists (select 1 from cpu where id = $1) as "cpu!"
                , $2::bigint is null or exists (select 1 from gpu where id = $2) as "gpu!"
                , $3::bigint is null or exists (select 1 from profile where id = $3) as "profile!""#,
        details.cpu_id,
        details.gpu_id,
        details.profile_id,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// The numbers of a processor and a graphics card by their full names, whatever the case.
///
/// # Errors
/// When the query fails.
pub async fn parts_by_name(
    tx: &mut UserTx,
    cpu: Option<&str>,
    gpu: Option<&str>,
) -> Result<(Option<i64>, Option<i64>), DbError> {
    let row = sqlx::query!(
        r#"select (select id from cpu where lower(name) = lower($1) order by id limit 1) as cpu
                , (select id from gpu where lower(name) = lower($2) order by id limit 1) as gpu"#,
        cpu,
        gpu,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.cpu, row.gpu))
}
