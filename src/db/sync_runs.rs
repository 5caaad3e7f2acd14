//! How far comparing everybody with Clerk has come.

use std::collections::HashMap;

use time::OffsetDateTime;

use super::{DbError, SystemTx};
use crate::domain::{person::Profile, user::UserId};

/// A run, and what it has found so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncRun {
    /// Its number.
    pub id: i64,
    /// `clerk`, `ours` or `done`.
    pub phase: String,
    /// How far the phase has come.
    pub position: i64,
    /// People looked at.
    pub seen: i64,
    /// Rows made.
    pub created: i64,
    /// Rows that had missed news.
    pub updated: i64,
    /// People who may no longer come in, or are gone.
    pub deactivated: i64,
    /// Rows that said something else than Clerk without news.
    pub drifted: i64,
    /// People who could not be written.
    pub failed: i64,
}

/// Goes on with a run that nobody works on, or begins one. `None` while somebody works on one.
///
/// # Errors
/// When a query fails.
pub async fn take_on(tx: &mut SystemTx) -> Result<Option<SyncRun>, DbError> {
    sqlx::query!(
        "insert into sync_run (leased_until) values (now() - interval '1 second') on conflict do nothing"
    )
    .execute(tx.conn())
    .await?;
    let run = sqlx::query_as!(
        SyncRun,
        "update sync_run set leased_until = now() + interval '2 minutes'
          where finished_at is null and leased_until < now()
        returning id, phase, position, seen, created, updated, deactivated, drifted, failed"
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(run)
}

/// Keeps how far a run has come, and that somebody works on it still.
///
/// # Errors
/// When the query fails.
pub async fn keep(tx: &mut SystemTx, run: &SyncRun) -> Result<(), DbError> {
    sqlx::query!(
        "update sync_run
            set phase = $2, position = $3, seen = $4, created = $5, updated = $6, deactivated = $7
              , drifted = $8, failed = $9, leased_until = now() + interval '2 minutes'
              , finished_at = case when $2 = 'done' then now() end
          where id = $1",
        run.id,
        run.phase,
        run.position,
        run.seen,
        run.created,
        run.updated,
        run.deactivated,
        run.drifted,
        run.failed,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Lets go of a run that was interrupted, so that it can be gone on with at once.
///
/// # Errors
/// When the query fails.
pub async fn let_go(tx: &mut SystemTx, run: &SyncRun) -> Result<(), DbError> {
    sqlx::query!(
        "update sync_run set leased_until = now() - interval '1 second' where id = $1",
        run.id
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Whether no run was finished within so many seconds.
///
/// # Errors
/// When the query fails.
pub async fn is_due(tx: &mut SystemTx, seconds: f64) -> Result<bool, DbError> {
    let is_due = sqlx::query_scalar!(
        r#"select not exists (select 1 from sync_run
                               where finished_at > now() - make_interval(secs => $1)) as "is_due!""#,
        seconds
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(is_due)
}

/// Forgets runs of long ago. Returns how many.
///
/// # Errors
/// When the query fails.
pub async fn purge(tx: &mut SystemTx) -> Result<u64, DbError> {
    let purged = sqlx::query!("delete from sync_run where started_at < now() - interval '90 days'")
        .execute(tx.conn())
        .await?;
    Ok(purged.rows_affected())
}

/// What our row of somebody says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// As of when.
    pub changed_at: Option<OffsetDateTime>,
    /// Whether they may come in.
    pub is_active: bool,
    /// What Clerk has a say in.
    pub profile: Profile,
}

/// Our rows of these people, by Clerk's id.
///
/// # Errors
/// When the query fails.
pub async fn kept(
    tx: &mut SystemTx,
    clerk_ids: &[String],
) -> Result<HashMap<String, Kept>, DbError> {
    let rows = sqlx::query!(
        r#"select clerk_id as "clerk_id!", clerk_updated_at, is_active, email, first_name, last_name, avatar_url
             from app_user where clerk_id = any ($1)"#,
        clerk_ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let profile = Profile {
                email: row.email,
                first_name: row.first_name,
                last_name: row.last_name,
                avatar_url: row.avatar_url,
                ..Profile::default()
            };
            let kept = Kept {
                changed_at: row.clerk_updated_at,
                is_active: row.is_active,
                profile,
            };
            (row.clerk_id, kept)
        })
        .collect())
}

/// Clerk's ids of living people, by the numbers of their rows, after that number.
///
/// # Errors
/// When the query fails.
pub async fn living(
    tx: &mut SystemTx,
    after: i64,
    limit: i64,
) -> Result<Vec<(UserId, String)>, DbError> {
    let rows = sqlx::query!(
        r#"select id, clerk_id as "clerk_id!" from app_user
            where id > $1 and clerk_id is not null and deleted_at is null order by id limit $2"#,
        after,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (UserId(row.id), row.clerk_id))
        .collect())
}
