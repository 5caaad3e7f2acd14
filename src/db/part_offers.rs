//! Offers with a part of the catalogue: the caller's active ones, the cheapest first, and whose
//! must be valued anew.

use rust_decimal::Decimal;

use super::{DbError, SystemTx, UserTx, listings::price};
use crate::domain::{cpu::CpuId, gpu::GpuId, listing::ListingId, part::PartOffer, user::UserId};

struct OfferRow {
    id: i64,
    title: String,
    price_usd: Option<Decimal>,
    adjusted_price_usd: Option<Decimal>,
}

impl TryFrom<OfferRow> for PartOffer {
    type Error = DbError;

    fn try_from(row: OfferRow) -> Result<Self, DbError> {
        Ok(Self {
            listing_id: ListingId(row.id),
            title: row.title,
            price_usd: price(row.price_usd)?,
            adjusted_price_usd: price(row.adjusted_price_usd)?,
        })
    }
}

/// Offers with a processor, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn with_cpu(tx: &mut UserTx, id: CpuId, limit: i64) -> Result<Vec<PartOffer>, DbError> {
    let user = tx.user().0;
    let rows = sqlx::query_as!(
        OfferRow,
        "select id, title, price_usd, adjusted_price_usd
           from listing
          where cpu_id = $1
            and user_id = $2
            and status = 'active'
          order by adjusted_price_usd nulls last, id
          limit $3",
        id.0,
        user,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(PartOffer::try_from).collect()
}

/// The adjusted prices of the newest offers with a processor, as far as they could be valued, at
/// most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn adjusted_with_cpu(
    tx: &mut UserTx,
    id: CpuId,
    limit: i64,
) -> Result<Vec<Decimal>, DbError> {
    let user = tx.user().0;
    Ok(sqlx::query_scalar!(
        r#"select adjusted_price_usd as "adjusted!"
             from listing
            where cpu_id = $1
              and user_id = $2
              and status = 'active'
              and adjusted_price_usd is not null
            order by created_at desc, id desc
            limit $3"#,
        id.0,
        user,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Offers with a graphics card, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn with_gpu(tx: &mut UserTx, id: GpuId, limit: i64) -> Result<Vec<PartOffer>, DbError> {
    let user = tx.user().0;
    let rows = sqlx::query_as!(
        OfferRow,
        "select id, title, price_usd, adjusted_price_usd
           from listing
          where gpu_id = $1
            and user_id = $2
            and status = 'active'
          order by adjusted_price_usd nulls last, id
          limit $3",
        id.0,
        user,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(PartOffer::try_from).collect()
}

/// People with offers that were valued before one of their parts was changed, by number, after the
/// person `after`, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn owners_of_outdated(
    tx: &mut SystemTx,
    after: UserId,
    limit: i32,
) -> Result<Vec<UserId>, DbError> {
    let owners = sqlx::query_scalar!(
        r#"select app.owners_of_outdated_offers($1, $2) as "owner!""#,
        after.0,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(owners.into_iter().map(UserId).collect())
}
