//! Public links to offers. What makes one work is not read here: the database opens them itself.

use super::{DbError, UserTx, link_row::LinkRow, public::LinkHash};
use crate::domain::{
    listing::ListingId,
    share::{Link, LinkId},
};

/// The caller's links to an offer, the newest first, at most `limit`, after the link `after`.
///
/// # Errors
/// When the query fails.
pub async fn of_listing(
    tx: &mut UserTx,
    listing: ListingId,
    after: Option<LinkId>,
    limit: i64,
) -> Result<Vec<Link>, DbError> {
    let user = tx.user().0;
    let rows = sqlx::query_as!(
        LinkRow,
        r#"select id, prefix, view_count, expires_at, revoked_at, created_at
                , (revoked_at is null and (expires_at is null or expires_at > now())) as "is_live!"
             from listing_share
            where listing_id = $1
              and created_by = $2
              and ($3::bigint is null
                   or (created_at, id) < (select a.created_at, a.id from listing_share a where a.id = $3))
            order by created_at desc, id desc
            limit $4"#,
        listing.0,
        user,
        after.map(|id| id.0),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Link::from).collect())
}

/// Makes a link to an offer of the caller's, which works for `days`, or for ever; `None` when the
/// offer is not theirs.
///
/// # Errors
/// When the query fails.
pub async fn insert(
    tx: &mut UserTx,
    listing: ListingId,
    hash: &LinkHash,
    prefix: &str,
    days: Option<i32>,
) -> Result<Option<Link>, DbError> {
    let user = tx.user().0;
    let row = sqlx::query_as!(
        LinkRow,
        r#"insert into listing_share (listing_id, created_by, token_hash, prefix, expires_at)
           select id, user_id, $3, $4, now() + make_interval(days => $5)
             from listing
            where id = $1
              and user_id = $2
           returning id, prefix, view_count, expires_at, revoked_at, created_at, true as "is_live!""#,
        listing.0,
        user,
        hash.as_slice(),
        prefix,
        days
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Link::from))
}

/// Ends a link of the caller's for good; tells whether there is one.
///
/// # Errors
/// When the query fails.
pub async fn revoke(tx: &mut UserTx, id: LinkId) -> Result<bool, DbError> {
    let user = tx.user().0;
    let done = sqlx::query!(
        r#"update listing_share
              set revoked_at = coalesce(revoked_at, now()), updated_at = now()
            where id = $1
              and created_by = $2"#,
        id.0,
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How many links of the caller's work, to offers and to collections.
///
/// # Errors
/// When the query fails.
pub async fn count_live(tx: &mut UserTx) -> Result<i64, DbError> {
    let user = tx.user().0;
    let count = sqlx::query_scalar!(
        r#"select (select count(*) from listing_share
                    where created_by = $1 and revoked_at is null and (expires_at is null or expires_at > now()))
                + (select count(*) from collection c join collection_share_token t on t.collection_id = c.id
                    where c.user_id = $1 and t.revoked_at is null
                      and (t.expires_at is null or t.expires_at > now())) as "count!""#,
        user
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(count)
}
