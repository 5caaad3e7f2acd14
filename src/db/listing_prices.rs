//! What offers cost, and when.

use rust_decimal::Decimal;
use time::OffsetDateTime;

use super::{DbError, UserTx};
use crate::domain::{
    listing::{ListingId, PricePoint, SeenPrice},
    money::Usd,
};

/// Most entries that a history shows: the newest.
const HISTORY: i64 = 200;

struct PriceRow {
    price_usd: Decimal,
    seen_at: OffsetDateTime,
    note: Option<String>,
}

impl TryFrom<PriceRow> for PricePoint {
    type Error = DbError;

    fn try_from(row: PriceRow) -> Result<Self, DbError> {
        Ok(Self {
            price_usd: Usd::new(row.price_usd).map_err(|_| DbError::Inconsistent {
                table: "listing_price",
                what: "a price that no offer can have",
            })?,
            seen_at: row.seen_at,
            note: row.note,
        })
    }
}

/// What an offer cost, newest first; the notes are left out unless it is the caller's own.
///
/// # Errors
/// When the query fails.
pub async fn history(tx: &mut UserTx, id: ListingId) -> Result<Vec<PricePoint>, DbError> {
    let user = tx.user().0;
    let rows = sqlx::query_as!(
        PriceRow,
        r#"select p.price_usd, p.seen_at, case when l.user_id = $2 then p.note end as note
             from listing_price p
             join listing l on l.id = p.listing_id
            where p.listing_id = $1
            order by p.seen_at desc, p.id desc
            limit $3"#,
        id.0,
        user,
        HISTORY,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(PricePoint::try_from).collect()
}

/// When the price of an offer was last seen to change.
///
/// # Errors
/// When the query fails.
pub async fn newest(tx: &mut UserTx, id: ListingId) -> Result<Option<OffsetDateTime>, DbError> {
    Ok(sqlx::query_scalar!(
        "select max(seen_at) from listing_price where listing_id = $1",
        id.0
    )
    .fetch_one(tx.conn())
    .await?)
}

/// How many prices an offer has had.
///
/// # Errors
/// When the query fails.
pub async fn count(tx: &mut UserTx, id: ListingId) -> Result<i64, DbError> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from listing_price where listing_id = $1"#,
        id.0
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Adds to the history of one of the caller's own offers.
///
/// # Errors
/// When the query fails.
pub async fn insert(tx: &mut UserTx, id: ListingId, seen: &SeenPrice) -> Result<(), DbError> {
    sqlx::query!(
        "insert into listing_price (listing_id, price_usd, seen_at, note) values ($1, $2, $3, $4)",
        id.0,
        seen.price_usd.amount(),
        seen.seen_at,
        seen.note,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
