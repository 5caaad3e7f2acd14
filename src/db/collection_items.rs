//! Items: offers in collections, each with its place.
//!
//! Places are 0, 1, 2, …; an offer that is deleted leaves a gap, which the next move closes. Whoever
//! changes places holds the collection ([`super::collections::touch`]), so that two changes do not
//! mix.

mod writing;

use rust_decimal::Decimal;
use time::OffsetDateTime;

pub use self::writing::{delete, insert, insert_all, move_to, update};
use super::{
    DbError, UserTx,
    listings::{condition, price, shown},
};
use crate::domain::{
    collection::{CollectionId, Item, ItemId, ItemListing, ItemStatus},
    listing::ListingId,
    number,
};

struct ItemRow {
    id: i64,
    status: String,
    notes: Option<String>,
    position: i32,
    added_at: OffsetDateTime,
    updated_at: OffsetDateTime,
    listing_id: i64,
    title: String,
    price_usd: Option<Decimal>,
    adjusted_price_usd: Option<Decimal>,
    usd_per_multi_adj: Option<Decimal>,
    score_composite: Option<Decimal>,
    condition: String,
    cpu_name: Option<String>,
    listing_url: Option<String>,
    listing_status: String,
}

impl TryFrom<ItemRow> for Item {
    type Error = DbError;

    fn try_from(row: ItemRow) -> Result<Self, DbError> {
        Ok(Self {
            id: ItemId(row.id),
            status: ItemStatus::from_name(&row.status).ok_or(DbError::Inconsistent {
                table: "collection_item",
                what: "an unknown status",
            })?,
            notes: row.notes,
            position: row.position,
            added_at: row.added_at,
            updated_at: row.updated_at,
            listing: ItemListing {
                id: ListingId(row.listing_id),
                title: row.title,
                price_usd: price(row.price_usd)?,
                adjusted_price_usd: price(row.adjusted_price_usd)?,
                usd_per_multi_adj: shown(row.usd_per_multi_adj, number::usd_per_mark),
                score_composite: shown(row.score_composite, number::score),
                condition: condition(&row.condition)?,
                cpu_name: row.cpu_name,
                listing_url: row.listing_url,
                is_archived: row.listing_status == "archived",
            },
        })
    }
}

/// The items of a collection of the caller's in their order, at most `limit`, after the item
/// `after`; of one status only, if given.
///
/// # Errors
/// When the query fails.
pub async fn page(
    tx: &mut UserTx,
    collection: CollectionId,
    status: Option<ItemStatus>,
    after: Option<ItemId>,
    limit: i64,
) -> Result<Vec<Item>, DbError> {
    let user = tx.user().0;
    let rows = sqlx::query_as!(
        ItemRow,
        r#"select i.id, i.status, i.notes, i.position, i.added_at, i.updated_at
                , l.id as listing_id, l.title, l.price_usd, l.adjusted_price_usd, l.usd_per_multi_adj
                , l.score_composite, l.condition, l.listing_url, l.status as listing_status
                , p.name as "cpu_name?"
             from collection c
             join collection_item i on i.collection_id = c.id
             join listing l on l.id = i.listing_id
             left join cpu p on p.id = l.cpu_id
            where c.id = $1
              and c.user_id = $2
              and ($3::text is null or i.status = $3)
              and ($4::bigint is null
                   or (i.position, i.added_at, i.id)
                    > (select a.position, a.added_at, a.id from collection_item a where a.id = $4))
            order by i.position, i.added_at, i.id
            limit $5"#,
        collection.0,
        user,
        status.map(ItemStatus::name),
        after.map(|id| id.0),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Item::try_from).collect()
}

/// An item of a collection of the caller's.
///
/// # Errors
/// When the query fails.
pub async fn by_id(
    tx: &mut UserTx,
    collection: CollectionId,
    id: ItemId,
) -> Result<Option<Item>, DbError> {
    let user = tx.user().0;
    sqlx::query_as!(
        ItemRow,
        r#"select i.id, i.status, i.notes, i.position, i.added_at, i.updated_at
                , l.id as listing_id, l.title, l.price_usd, l.adjusted_price_usd, l.usd_per_multi_adj
                , l.score_composite, l.condition, l.listing_url, l.status as listing_status
                , p.name as "cpu_name?"
             from collection c
             join collection_item i on i.collection_id = c.id
             join listing l on l.id = i.listing_id
             left join cpu p on p.id = l.cpu_id
            where c.id = $1
              and c.user_id = $2
              and i.id = $3"#,
        collection.0,
        user,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?
    .map(Item::try_from)
    .transpose()
}

/// Which of these offers the caller may put into a collection, with their titles.
///
/// # Errors
/// When the query fails.
pub async fn titles(
    tx: &mut UserTx,
    listings: &[i64],
) -> Result<Vec<(ListingId, String)>, DbError> {
    let user = tx.user().0;
    let rows = sqlx::query!(
        r#"select l.id, l.title
             from unnest($1::bigint[]) with ordinality as a (listing_id, place)
             join listing l on l.id = a.listing_id
            where l.user_id = $2 or l.user_id is null
            order by a.place"#,
        listings,
        user
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (ListingId(row.id), row.title))
        .collect())
}

/// How many of these offers are in each of the caller's collections; those without any are left out.
///
/// # Errors
/// When the query fails.
pub async fn count_held(
    tx: &mut UserTx,
    listings: &[i64],
) -> Result<Vec<(CollectionId, i64)>, DbError> {
    let user = tx.user().0;
    let rows = sqlx::query!(
        r#"select c.id, count(*) as "held!"
             from collection c
             join collection_item i on i.collection_id = c.id
            where c.user_id = $1
              and i.listing_id = any($2)
            group by c.id"#,
        user,
        listings
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (CollectionId(row.id), row.held))
        .collect())
}

/// Whether the caller may put an offer into a collection: it is their own, or nobody's and visible.
///
/// # Errors
/// When the query fails.
pub async fn may_hold(tx: &mut UserTx, listing: ListingId) -> Result<bool, DbError> {
    let user = tx.user().0;
    let may = sqlx::query_scalar!(
        r#"select exists (
               select 1 from listing where id = $1 and (user_id = $2 or user_id is null)
           ) as "may!""#,
        listing.0,
        user
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(may)
}

/// How many offers are in a collection of the caller's.
///
/// # Errors
/// When the query fails.
pub async fn count(tx: &mut UserTx, collection: CollectionId) -> Result<i64, DbError> {
    let user = tx.user().0;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!"
             from collection c
             join collection_item i on i.collection_id = c.id
            where c.id = $1
              and c.user_id = $2"#,
        collection.0,
        user
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(count)
}

/// The place of an item, from 0, counted without gaps; `None` when it is not in there.
///
/// # Errors
/// When the query fails.
pub async fn place_of(
    tx: &mut UserTx,
    collection: CollectionId,
    id: ItemId,
) -> Result<Option<i32>, DbError> {
    let place = sqlx::query_scalar!(
        r#"select (select count(*)
                     from collection_item b
                    where b.collection_id = i.collection_id
                      and (b.position, b.added_at, b.id) < (i.position, i.added_at, i.id))::int as "place!"
             from collection_item i
            where i.id = $1
              and i.collection_id = $2"#,
        id.0,
        collection.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(place)
}
