//! What is shown to the public, through the functions made for it.

mod row;

use sqlx::{AssertSqlSafe, PgConnection, Postgres, postgres::PgArguments, query::QueryAs};

use self::row::{COLUMNS, CollectionRow, ItemRow, ListingRow};
use super::{DbError, UserTx, VisitorTx};
use crate::domain::{
    collection::CollectionId,
    discover::DiscoverQuery,
    listing::ListingId,
    share::{PublicCollection, PublicItem, PublicListing},
};

/// What makes a link work, as the database knows it: SHA-256 of the secret in it.
pub type LinkHash = [u8; 32];

type Offers<'q> = QueryAs<'q, Postgres, ListingRow, PgArguments>;

/// Asks one of the functions whose rows are offers. Our own words only.
fn offers<'q>(source: &'static str) -> Offers<'q> {
    sqlx::query_as(AssertSqlSafe(format!("select {COLUMNS} from {source}")))
}

async fn one(
    connection: &mut PgConnection,
    query: Offers<'_>,
) -> Result<Option<PublicListing>, DbError> {
    query
        .fetch_optional(connection)
        .await?
        .map(PublicListing::try_from)
        .transpose()
}

type Items<'q> = QueryAs<'q, Postgres, ItemRow, PgArguments>;

/// Asks one of the functions whose rows are offers in a collection, `$2` at most. Our own words only.
fn items<'q>(source: &'static str) -> Items<'q> {
    sqlx::query_as(AssertSqlSafe(format!(
        "select {COLUMNS}, status from (select (i.offer).*, i.status from {source} i) shown limit $2"
    )))
}

async fn all(connection: &mut PgConnection, query: Items<'_>) -> Result<Vec<PublicItem>, DbError> {
    // Bounded: by the second argument of `items`.
    query
        .fetch_all(connection)
        .await?
        .into_iter()
        .map(PublicItem::try_from)
        .collect()
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
    let deal = offers("app.public_deal($1, $2)")
        .bind(listing.0)
        .bind(hash.as_slice());
    one(tx.conn(), deal).await
}

/// How often others have looked at the offer behind a link, through that link.
///
/// # Errors
/// When the query fails.
pub async fn deal_views(
    tx: &mut VisitorTx,
    listing: ListingId,
    hash: &LinkHash,
) -> Result<Option<i64>, DbError> {
    let views = sqlx::query_scalar!("select app.deal_views($1, $2)", listing.0, hash.as_slice())
        .fetch_one(tx.conn())
        .await?;
    Ok(views)
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
    let deal = offers("app.deal_to_import($1, $2)")
        .bind(listing.0)
        .bind(hash.as_slice());
    one(tx.conn(), deal).await
}

/// The offer of a live share, for its recipient.
///
/// # Errors
/// When the query fails.
pub async fn share_to_import(
    tx: &mut UserTx,
    share: i64,
) -> Result<Option<PublicListing>, DbError> {
    one(tx.conn(), offers("app.share_to_import($1)").bind(share)).await
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
) -> Result<Vec<PublicItem>, DbError> {
    let items = items("app.public_collection_shown($1)")
        .bind(hash.as_slice())
        .bind(limit);
    all(tx.conn(), items).await
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
) -> Result<Vec<PublicItem>, DbError> {
    let items = items("app.discover_collection_shown($1)")
        .bind(id.0)
        .bind(limit);
    all(tx.conn(), items).await
}
