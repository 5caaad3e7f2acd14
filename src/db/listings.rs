//! Offers.

use rust_decimal::Decimal;
use time::OffsetDateTime;

use super::{DbError, UserTx};
use crate::domain::{
    listing::{Condition, Listing, ListingId, NewListing, Summary},
    money::Usd,
};

struct ListingRow {
    id: i64,
    title: String,
    price_usd: Option<Decimal>,
    condition: String,
    listing_url: Option<String>,
    seller: Option<String>,
    notes: Option<String>,
    created_at: OffsetDateTime,
    updated_at: OffsetDateTime,
}

impl TryFrom<ListingRow> for Listing {
    type Error = DbError;

    fn try_from(row: ListingRow) -> Result<Self, DbError> {
        Ok(Self {
            id: ListingId(row.id),
            title: row.title,
            price_usd: price(row.price_usd)?,
            condition: Condition::from_name(&row.condition).ok_or(DbError::Inconsistent {
                table: "listing",
                what: "an unknown condition",
            })?,
            listing_url: row.listing_url,
            seller: row.seller,
            notes: row.notes,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// The caller's active offers, newest first, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn newest(tx: &mut UserTx, limit: i64) -> Result<Vec<Listing>, DbError> {
    let user = tx.user().0;
    let rows = sqlx::query_as!(
        ListingRow,
        r#"select id, title, price_usd, condition, listing_url, seller, notes, created_at, updated_at
             from listing
            where user_id = $1
              and status = 'active'
            order by created_at desc, id desc
            limit $2"#,
        user,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Listing::try_from).collect()
}

/// The caller's active offers, in figures.
///
/// # Errors
/// When the query fails.
pub async fn summary(tx: &mut UserTx) -> Result<Summary, DbError> {
    let user = tx.user().0;
    let row = sqlx::query!(
        r#"with mine as (
               select id, title, price_usd, created_at
                 from listing
                where user_id = $1
                  and status = 'active'
           ), cheapest as (
               select title, price_usd from mine where price_usd is not null order by price_usd, id limit 1
           )
           select count(*) as "active!"
                , count(*) filter (where price_usd is null) as "without_price!"
                , percentile_disc(0.5) within group (order by price_usd) as median
                , count(*) filter (where created_at > now() - interval '7 days') as "added_this_week!"
                , (select price_usd from cheapest) as lowest
                , (select title from cheapest) as lowest_title
             from mine"#,
        user
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(Summary {
        active: row.active,
        without_price: row.without_price,
        median: price(row.median)?,
        lowest: price(row.lowest)?,
        lowest_title: row.lowest_title,
        added_this_week: row.added_this_week,
    })
}

fn price(amount: Option<Decimal>) -> Result<Option<Usd>, DbError> {
    amount
        .map(Usd::new)
        .transpose()
        .map_err(|_| DbError::Inconsistent {
            table: "listing",
            what: "a price that no offer can have",
        })
}

/// Keeps an offer for the caller.
///
/// # Errors
/// When the query fails.
pub async fn insert(tx: &mut UserTx, new: &NewListing) -> Result<Listing, DbError> {
    let user = tx.user().0;
    let row = sqlx::query_as!(
        ListingRow,
        r#"insert into listing (user_id, title, price_usd, condition, listing_url, seller, notes)
           values ($1, $2, $3, $4, $5, $6, $7)
           returning id, title, price_usd, condition, listing_url, seller, notes, created_at, updated_at"#,
        user,
        new.title(),
        new.price_usd().map(Usd::amount),
        new.condition().name(),
        new.listing_url(),
        new.seller(),
        new.notes(),
    )
    .fetch_one(tx.conn())
    .await?;
    row.try_into()
}
