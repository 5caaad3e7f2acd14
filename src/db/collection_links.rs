//! Public links to collections. What makes one work is not read here: the database opens them itself.

use super::{DbError, UserTx, link_row::LinkRow, public::LinkHash};
use crate::domain::{
    collection::CollectionId,
    share::{Link, LinkId},
};

/// The links to a collection of the caller's, the newest first, at most `limit`, after the link
/// `after`.
///
/// # Errors
/// When the query fails.
pub async fn of_collection(
    tx: &mut UserTx,
    collection: CollectionId,
    after: Option<LinkId>,
    limit: i64,
) -> Result<Vec<Link>, DbError> {
    let user = tx.user().0;
    let rows = sqlx::query_as!(
        LinkRow,
        r#"select t.id, t.prefix, t.view_count, t.expires_at, t.revoked_at, t.created_at
                , (t.revoked_at is null and (t.expires_at is null or t.expires_at > now())) as "is_live!"
             from collection c
             join collection_share_token t on t.collection_id = c.id
            where c.id = $1
              and c.user_id = $2
              and ($3::bigint is null
                   or (t.created_at, t.id)
                    < (select a.created_at, a.id from collection_share_token a where a.id = $3))
            order by t.created_at desc, t.id desc
            limit $4"#,
        collection.0,
        user,
        after.map(|id| id.0),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Link::from).collect())
}

/// Makes a link to a collection of the caller's that is not private, which works for `days`, or for
/// ever.
///
/// # Errors
/// When the query fails; a private collection is refused by its policy.
pub async fn insert(
    tx: &mut UserTx,
    collection: CollectionId,
    hash: &LinkHash,
    prefix: &str,
    days: Option<i32>,
) -> Result<Link, DbError> {
    let row = sqlx::query_as!(
        LinkRow,
        r#"insert into collection_share_token (collection_id, token_hash, prefix, expires_at)
           values ($1, $2, $3, now() + make_interval(days => $4))
           returning id, prefix, view_count, expires_at, revoked_at, created_at, true as "is_live!""#,
        collection.0,
        hash.as_slice(),
        prefix,
        days
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(row.into())
}

/// Ends a link to a collection of the caller's for good; tells whether there is one.
///
/// # Errors
/// When the query fails.
pub async fn revoke(tx: &mut UserTx, id: LinkId) -> Result<bool, DbError> {
    let user = tx.user().0;
    let done = sqlx::query!(
        r#"update collection_share_token t
              set revoked_at = coalesce(t.revoked_at, now()), updated_at = now()
             from collection c
            where t.id = $1
              and c.id = t.collection_id
              and c.user_id = $2"#,
        id.0,
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
