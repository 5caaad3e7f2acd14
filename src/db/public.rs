//! What is shown to the public, through the functions made for it.

mod row;

use sqlx::AssertSqlSafe;

use self::row::{COLUMNS, CollectionRow, ListingRow};
use super::{DbError, UserTx, VisitorTx};
use crate::domain::{
    collection::CollectionId,
    discover::DiscoverQuery,
    listing::ListingId,
    share::{PublicCollection, PublicListing},
};

/// What makes a link work, as the database knows it: SHA-256 of the secret in it.
pub type LinkHash = [u8; 32];

/// The offer behind a link, to look at: the look counts, unless it is the owner's own.
///
/// # Errors
/// When the query fails.
pub async fn deal(
    tx: &mut VisitorTx,
    listing: ListingId,
    hash: &LinkHash,
) -> Result<Option<PublicListing>, DbError> {
    sqlx::query_as::<_, ListingRow>(AssertSqlSafe(format!(
        "select {COLUMNS} from app.public_deal($1, $2)"
    )))
    .bind(listing.0)
    .bind(hash.as_slice())
    .fetch_optional(tx.conn())
    .await?
    .map(PublicListing::try_from)
    .transpose()
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
    sqlx::query_as::<_, ListingRow>(AssertSqlSafe(format!(
        "select {COLUMNS} from app.deal_to_import($1, $2)"
    )))
    .bind(listing.0)
    .bind(hash.as_slice())
    .fetch_optional(tx.conn())
    .await?
    .map(PublicListing::try_from)
    .transpose()
}

/// The offer of a live share, for its recipient.
///
/// # Errors
/// When the query fails.
pub async fn share_to_import(
    tx: &mut UserTx,
    share: i64,
) -> Result<Option<PublicListing>, DbError> {
    sqlx::query_as::<_, ListingRow>(AssertSqlSafe(format!(
        "select {COLUMNS} from app.share_to_import($1)"
    )))
    .bind(share)
    .fetch_optional(tx.conn())
    .await?
    .map(PublicListing::try_from)
    .transpose()
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
) -> Result<Vec<PublicListing>, DbError> {
    sqlx::query_as::<_, ListingRow>(AssertSqlSafe(format!(
        "select {COLUMNS} from app.public_collection_items($1) limit $2"
    )))
    .bind(hash.as_slice())
    .bind(limit)
    .fetch_all(tx.conn())
    .await?
    .into_iter()
    .map(PublicListing::try_from)
    .collect()
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
) -> Result<Vec<PublicListing>, DbError> {
    sqlx::query_as::<_, ListingRow>(AssertSqlSafe(format!(
        "select {COLUMNS} from app.discover_collection_items($1) limit $2"
    )))
    .bind(id.0)
    .bind(limit)
    .fetch_all(tx.conn())
    .await?
    .into_iter()
    .map(PublicListing::try_from)
    .collect()
}
