//! What the dashboard counts, and what waits for the person.

use super::{DbError, UserTx, listings::price};
use crate::domain::{
    collection::CollectionId,
    dashboard::{Counts, PriceChange, Undecided, UnreadShare},
    listing::ListingId,
    money::Usd,
    share::ShareId,
};

/// The caller's offers, counted.
///
/// # Errors
/// When the query fails.
pub async fn counts(tx: &mut UserTx) -> Result<Counts, DbError> {
    let user = tx.user().0;
    let row = sqlx::query!(
        r#"select count(*) as "all!"
                , count(*) filter (where status = 'active') as "active!"
                , count(*) filter (where status = 'active' and price_usd is null) as "without_price!"
                , count(*) filter (where status = 'active' and usd_per_multi_adj is not null) as "valued!"
             from listing
            where user_id = $1"#,
        user
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(Counts {
        all: row.all,
        active: row.active,
        without_price: row.without_price,
        valued: row.valued,
        drops_this_week: 0,
    })
}

/// What changed of prices lately.
pub struct Changes {
    /// Within the last thirty days, the latest first.
    pub latest: Vec<PriceChange>,
    /// Of these, the drops within the last seven days.
    pub drops: Vec<PriceChange>,
    /// All offers that became cheaper within the last seven days, counted.
    pub drops_this_week: i64,
}

/// Prices of the caller's active offers that changed lately, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn price_changes(tx: &mut UserTx, limit: i64) -> Result<Changes, DbError> {
    let user = tx.user().0;
    let rows = sqlx::query!(
        r#"with steps as (
               select p.listing_id, l.title, p.id, p.seen_at, p.price_usd as after
                    , lag(p.price_usd) over (partition by p.listing_id order by p.seen_at, p.id) as before
                 from listing l
                 join listing_price p on p.listing_id = l.id
                where l.user_id = $1
                  and l.status = 'active'
           ), changes as (
               select *, after < before and seen_at > now() - interval '7 days' as is_drop
                 from steps
                where before <> after
                  and seen_at > now() - interval '30 days'
           )
           select listing_id as "listing_id!", title as "title!", seen_at as "seen_at!", after as "after!"
                , before as "before!", is_drop as "is_drop!"
                , (select count(distinct listing_id) from changes where is_drop) as "drops!"
             from changes
            order by seen_at desc, id desc
            limit $2"#,
        user,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    let drops_this_week = rows.first().map_or(0, |row| row.drops);
    let mut latest = Vec::new();
    let mut drops = Vec::new();
    for row in rows {
        let change = PriceChange {
            listing_id: ListingId(row.listing_id),
            title: row.title,
            before_usd: amount(row.before)?,
            after_usd: amount(row.after)?,
            seen_at: row.seen_at,
        };
        if row.is_drop {
            drops.push(change.clone());
        }
        latest.push(change);
    }
    Ok(Changes {
        latest,
        drops,
        drops_this_week,
    })
}

fn amount(amount: rust_decimal::Decimal) -> Result<Usd, DbError> {
    price(Some(amount))?.ok_or(DbError::Inconsistent {
        table: "listing_price",
        what: "no price",
    })
}

/// What the caller has put into collections and not decided on, the longest first, at most
/// `limit`; and how many there are.
///
/// # Errors
/// When the query fails.
pub async fn undecided(tx: &mut UserTx, limit: i64) -> Result<(Vec<Undecided>, i64), DbError> {
    let user = tx.user().0;
    let rows = sqlx::query!(
        r#"select c.id, c.name, l.id as listing_id, l.title, l.price_usd, count(*) over () as "count!"
             from collection c
             join collection_item i on i.collection_id = c.id
             join listing l on l.id = i.listing_id
            where c.user_id = $1
              and i.status = 'undecided'
              and l.status = 'active'
            order by i.added_at, i.id
            limit $2"#,
        user,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    let count = rows.first().map_or(0, |row| row.count);
    let items = rows
        .into_iter()
        .map(|row| {
            Ok(Undecided {
                collection: CollectionId(row.id),
                collection_name: row.name,
                listing: ListingId(row.listing_id),
                title: row.title,
                price_usd: price(row.price_usd)?,
            })
        })
        .collect::<Result<_, DbError>>()?;
    Ok((items, count))
}

/// What others have shown the caller and they have not opened, the newest first, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn unread_shares(tx: &mut UserTx, limit: i64) -> Result<Vec<UnreadShare>, DbError> {
    let user = tx.user().0;
    let rows = sqlx::query!(
        r#"select s.id, coalesce(p.name, 'Somebody') as "sender!", l.title, s.shared_at
             from user_share s
             join listing l on l.id = s.listing_id
             join app.share_senders() p on p.share_id = s.id
            where s.recipient_id = $1
              and s.viewed_at is null
              and s.imported_at is null
              and s.dismissed_at is null
              and s.revoked_at is null
              and s.expires_at > now()
            order by s.shared_at desc, s.id desc
            limit $2"#,
        user,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    let shares = rows.into_iter().map(|row| UnreadShare {
        id: ShareId(row.id),
        sender: row.sender,
        title: row.title,
        shared_at: row.shared_at,
    });
    Ok(shares.collect())
}
