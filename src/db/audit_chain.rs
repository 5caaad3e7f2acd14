//! The chain of hashes over the audit log, to be walked.

use super::{DbError, SystemTx};

/// Where the chain begins and ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ends {
    /// The last link that was forgotten with its event.
    pub anchor_no: i64,
    /// Its hash.
    pub anchor_hash: Vec<u8>,
    /// The last link.
    pub head_no: i64,
    /// Its hash.
    pub head_hash: Vec<u8>,
}

/// A link, with what its hash should be over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its number; there are no gaps.
    pub no: i64,
    /// The event's number.
    pub event_id: i64,
    /// What was computed when the event was kept.
    pub hash: Vec<u8>,
    /// The event as it is now; none when it is gone.
    pub content: Option<String>,
}

/// Where the chain begins and ends.
///
/// # Errors
/// When the query fails.
pub async fn ends(tx: &mut SystemTx) -> Result<Option<Ends>, DbError> {
    let ends = sqlx::query_as!(
        Ends,
        r#"select anchor_no as "anchor_no!", anchor_hash as "anchor_hash!", head_no as "head_no!", head_hash as "head_hash!"
             from app.audit_chain_ends()"#
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(ends)
}

/// Up to `limit` links after that one, in their order.
///
/// # Errors
/// When the query fails.
pub async fn links(tx: &mut SystemTx, after: i64, limit: i32) -> Result<Vec<Link>, DbError> {
    let links = sqlx::query_as!(
        Link,
        r#"select no as "no!", event_id as "event_id!", hash as "hash!", content
             from app.audit_links($1, $2)"#,
        after,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(links)
}

/// The first event without a link, if there is one.
///
/// # Errors
/// When the query fails.
pub async fn unlinked(tx: &mut SystemTx) -> Result<Option<i64>, DbError> {
    let id = sqlx::query_scalar!("select app.unlinked_audit_event()")
        .fetch_one(tx.conn())
        .await?;
    Ok(id)
}
