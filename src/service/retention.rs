//! Forgetting what has been kept for long enough.

use crate::{
    db::{Db, ended_sessions, retention, sync_runs},
    error::Error,
    service::{people, webhooks},
};

/// How many of each were forgotten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Messages of Clerk's.
    pub webhooks: u64,
    /// Ends of sessions.
    pub sessions: i64,
    /// Audit events.
    pub audit: i64,
    /// Names and addresses of people who were deleted.
    pub profiles: u64,
    /// Comparisons with Clerk.
    pub syncs: u64,
    /// People who were deleted, with all that was theirs.
    pub people: i64,
}

/// Forgets everything that is due: audit events after `audit_days`, and what belongs to people who
/// were deleted at Clerk after `deleted_days`.
///
/// # Errors
/// When the database cannot be asked; what is done stays.
pub async fn purge(db: &Db, audit_days: u32, deleted_days: u32) -> Result<Forgotten, Error> {
    let mut tx = db.as_system().await?;
    let mut forgotten = Forgotten {
        webhooks: webhooks::purge(&mut tx).await?,
        sessions: ended_sessions::purge(&mut tx).await?,
        audit: retention::purge_audit(&mut tx, audit_days).await?,
        profiles: people::erase_held(&mut tx).await?,
        syncs: sync_runs::purge(&mut tx).await?,
        people: 0,
    };
    tx.commit().await?;
    loop {
        let mut tx = db.as_system().await?;
        let people = retention::purge_people(&mut tx, deleted_days).await?;
        tx.commit().await?;
        forgotten.people += people;
        if people == 0 {
            return Ok(forgotten);
        }
    }
}
