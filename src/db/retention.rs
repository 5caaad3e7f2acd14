//! Forgetting what has been kept for long enough.

use super::{DbError, SystemTx};

/// Forgets audit events older than so many days, ninety at least. Returns how many.
///
/// # Errors
/// When the query fails.
pub async fn purge_audit(tx: &mut SystemTx, days: u32) -> Result<i64, DbError> {
    let purged = sqlx::query_scalar!(
        r#"select app.purge_audit_events(make_interval(days => $1)) as "purged!""#,
        i32::try_from(days).unwrap_or(i32::MAX)
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(purged)
}

/// Deletes up to a hundred people, and all that was theirs, who were deleted at Clerk so many days
/// ago, seven at least. Returns how many.
///
/// # Errors
/// When the query fails.
pub async fn purge_people(tx: &mut SystemTx, days: u32) -> Result<i64, DbError> {
    let purged = sqlx::query_scalar!(
        r#"select app.purge_deleted_people(make_interval(days => $1)) as "purged!""#,
        i32::try_from(days).unwrap_or(i32::MAX)
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(purged)
}
