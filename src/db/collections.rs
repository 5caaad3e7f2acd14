//! Collections.

use time::OffsetDateTime;

use super::{DbError, UserTx};
use crate::domain::collection::{
    Collection, CollectionChange, CollectionId, Counts, NewCollection, Visibility,
};

struct CollectionRow {
    id: i64,
    name: String,
    description: Option<String>,
    visibility: String,
    shows_status: bool,
    undecided: i64,
    shortlisted: i64,
    rejected: i64,
    bought: i64,
    created_at: OffsetDateTime,
    updated_at: OffsetDateTime,
}

impl TryFrom<CollectionRow> for Collection {
    type Error = DbError;

    fn try_from(row: CollectionRow) -> Result<Self, DbError> {
        Ok(Self {
            id: CollectionId(row.id),
            name: row.name,
            description: row.description,
            visibility: Visibility::from_name(&row.visibility).ok_or(DbError::Inconsistent {
                table: "collection",
                what: "an unknown visibility",
            })?,
            shows_status: row.shows_status,
            counts: Counts {
                undecided: row.undecided,
                shortlisted: row.shortlisted,
                rejected: row.rejected,
                bought: row.bought,
            },
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// The caller's collections, newest first, at most `limit`, after the one with the id `after`.
///
/// # Errors
/// When the query fails.
pub async fn page(
    tx: &mut UserTx,
    after: Option<CollectionId>,
    limit: i64,
) -> Result<Vec<Collection>, DbError> {
    let user = tx.user().0;
    let rows = sqlx::query_as!(
        CollectionRow,
        r#"select c.id, c.name, c.description, c.visibility, c.shows_status, c.created_at, c.updated_at
                , i.undecided as "undecided!", i.shortlisted as "shortlisted!"
                , i.rejected as "rejected!", i.bought as "bought!"
             from collection c
                , lateral (select count(*) filter (where status = 'undecided') as undecided
                                , count(*) filter (where status = 'shortlisted') as shortlisted
                                , count(*) filter (where status = 'rejected') as rejected
                                , count(*) filter (where status = 'bought') as bought
                             from collection_item
                            where collection_id = c.id) i
            where c.user_id = $1
              and ($2::bigint is null
                   or (c.created_at, c.id) < (select l.created_at, l.id from collection l where l.id = $2))
            order by c.created_at desc, c.id desc
            limit $3"#,
        user,
        after.map(|id| id.0),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Collection::try_from).collect()
}

/// A collection of the caller's.
///
/// # Errors
/// When the query fails.
pub async fn by_id(tx: &mut UserTx, id: CollectionId) -> Result<Option<Collection>, DbError> {
    let user = tx.user().0;
    sqlx::query_as!(
        CollectionRow,
        r#"select c.id, c.name, c.description, c.visibility, c.shows_status, c.created_at, c.updated_at
                , i.undecided as "undecided!", i.shortlisted as "shortlisted!"
                , i.rejected as "rejected!", i.bought as "bought!"
             from collection c
                , lateral (select count(*) filter (where status = 'undecided') as undecided
                                , count(*) filter (where status = 'shortlisted') as shortlisted
                                , count(*) filter (where status = 'rejected') as rejected
                                , count(*) filter (where status = 'bought') as bought
                             from collection_item
                            where collection_id = c.id) i
            where c.id = $1
              and c.user_id = $2"#,
        id.0,
        user
    )
    .fetch_optional(tx.conn())
    .await?
    .map(Collection::try_from)
    .transpose()
}

/// The oldest of the caller's collections with that name.
///
/// # Errors
/// When the query fails.
pub async fn oldest_named(tx: &mut UserTx, name: &str) -> Result<Option<CollectionId>, DbError> {
    let user = tx.user().0;
    let id = sqlx::query_scalar!(
        "select id from collection where user_id = $1 and name = $2 order by created_at, id limit 1",
        user,
        name
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id.map(CollectionId))
}

/// Which of these collections are the caller's own.
///
/// # Errors
/// When the query fails.
pub async fn own_among(tx: &mut UserTx, ids: &[i64]) -> Result<Vec<CollectionId>, DbError> {
    let user = tx.user().0;
    let own = sqlx::query_scalar!(
        "select id from collection where user_id = $1 and id = any($2)",
        user,
        ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(own.into_iter().map(CollectionId).collect())
}

/// How many collections the caller has.
///
/// # Errors
/// When the query fails.
pub async fn count(tx: &mut UserTx) -> Result<i64, DbError> {
    let user = tx.user().0;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from collection where user_id = $1"#,
        user
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(count)
}

/// Makes a collection for the caller.
///
/// # Errors
/// When the query fails.
pub async fn insert(tx: &mut UserTx, new: &NewCollection) -> Result<Collection, DbError> {
    let user = tx.user().0;
    let row = sqlx::query!(
        r#"insert into collection (user_id, name, description, visibility, shows_status)
           values ($1, $2, $3, $4, $5)
           returning id, created_at, updated_at"#,
        user,
        new.name(),
        new.description(),
        new.visibility().name(),
        new.shows_status()
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(Collection {
        id: CollectionId(row.id),
        name: new.name().to_owned(),
        description: new.description().map(str::to_owned),
        visibility: new.visibility(),
        shows_status: new.shows_status(),
        counts: Counts::default(),
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

/// Holds a collection of the caller's until this scope ends; tells whether what it is called, or who
/// may look at it, was changed after it was `read`. `None` when there is no such collection.
///
/// # Errors
/// When the query fails.
pub async fn hold(
    tx: &mut UserTx,
    id: CollectionId,
    read: Option<OffsetDateTime>,
) -> Result<Option<bool>, DbError> {
    let user = tx.user().0;
    let is_stale = sqlx::query_scalar!(
        r#"select coalesce(described_at > $3, false) as "is_stale!"
             from collection
            where id = $1
              and user_id = $2
              for update"#,
        id.0,
        user,
        read
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(is_stale)
}

/// Changes a collection that the caller holds; tells whether there is one.
///
/// # Errors
/// When the query fails.
pub async fn update(
    tx: &mut UserTx,
    id: CollectionId,
    change: &CollectionChange,
) -> Result<bool, DbError> {
    let user = tx.user().0;
    let done = sqlx::query!(
        r#"update collection
              set name = coalesce($3, name)
                , description = case when $4 then $5 else description end
                , visibility = coalesce($6, visibility)
                , shows_status = coalesce($7, shows_status)
                -- Not before whatever it has waited for.
                , updated_at = statement_timestamp()
                , described_at = statement_timestamp()
            where id = $1
              and user_id = $2"#,
        id.0,
        user,
        change.name,
        change.description.is_some(),
        change.description.clone().flatten(),
        change.visibility.map(Visibility::name),
        change.shows_status
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that something in a collection of the caller's changes, and lets no other change of it
/// pass until this scope ends; tells whether there is one.
///
/// # Errors
/// When the query fails.
pub async fn touch(tx: &mut UserTx, id: CollectionId) -> Result<bool, DbError> {
    let user = tx.user().0;
    let done = sqlx::query!(
        "update collection set updated_at = clock_timestamp() where id = $1 and user_id = $2",
        id.0,
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a collection of the caller's away, with its items and links; tells whether there was one.
///
/// # Errors
/// When the query fails.
pub async fn delete(tx: &mut UserTx, id: CollectionId) -> Result<bool, DbError> {
    let user = tx.user().0;
    let done = sqlx::query!(
        "delete from collection where id = $1 and user_id = $2",
        id.0,
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
