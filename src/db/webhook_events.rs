//! The messages that Clerk has sent, so that each has its effect once.

use time::OffsetDateTime;

use super::{AdminTx, DbError, SystemTx};
use crate::domain::webhook::Message;

/// What came of a message, as the table says it.
const OK: &str = "ok";
const IGNORED: &str = "ignored";
const FAILED: &str = "failed";

/// The longest reason that is kept, in characters.
const ERROR: usize = 1000;

/// A message that could not be carried out, for administrators to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The message's id.
    pub message_id: String,
    /// What had happened, in Clerk's words.
    pub event_type: String,
    /// Why it could not be carried out.
    pub error: Option<String>,
    /// How often it was tried.
    pub attempts: i32,
    /// When it came first.
    pub received_at: OffsetDateTime,
    /// When it was tried last.
    pub updated_at: OffsetDateTime,
}

/// How many messages of a kind came out how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// What had happened, in Clerk's words.
    pub event_type: String,
    /// What came of it: `ok`, `ignored` or `failed`.
    pub outcome: String,
    /// How many.
    pub messages: i64,
}

/// Takes a message on: its effect is to be in the same scope. False if that was done before. While
/// another scope has the same message in hand, waits for what becomes of it.
///
/// # Errors
/// When the query fails.
pub async fn take_on(tx: &mut SystemTx, message: &Message, ignored: bool) -> Result<bool, DbError> {
    let done = sqlx::query!(
        r#"insert into webhook_event as known (message_id, event_type, outcome)
           values ($1, $2, $3)
           on conflict (message_id) do update
              set outcome = excluded.outcome, payload = null, error = null
                , attempts = known.attempts + 1, updated_at = now()
            where known.outcome = 'failed'"#,
        message.id,
        message.kind,
        if ignored { IGNORED } else { OK },
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps a message that could not be carried out, to be tried again. One that has been carried out
/// by now stays so.
///
/// # Errors
/// When the query fails.
pub async fn keep_failed(tx: &mut SystemTx, message: &Message, error: &str) -> Result<(), DbError> {
    let error: String = error.chars().filter(|c| *c != '\0').take(ERROR).collect();
    sqlx::query!(
        r#"insert into webhook_event as known (message_id, event_type, outcome, payload, error)
           values ($1, $2, $3, $4, $5)
           on conflict (message_id) do update
              set error = excluded.error, attempts = known.attempts + 1, updated_at = now()
            where known.outcome = 'failed'"#,
        message.id,
        message.kind,
        FAILED,
        message.body,
        error,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The whole of a message that has failed; none if it has been carried out, or never came.
///
/// # Errors
/// When the query fails.
pub async fn failed_payload(
    tx: &mut SystemTx,
    message_id: &str,
) -> Result<Option<String>, DbError> {
    let payload = sqlx::query_scalar!(
        "select payload from webhook_event where message_id = $1 and outcome = 'failed'",
        message_id
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(payload.flatten())
}

/// The ids of messages that have failed, oldest first.
///
/// # Errors
/// When the query fails.
pub async fn failed_ids(tx: &mut SystemTx) -> Result<Vec<String>, DbError> {
    let ids = sqlx::query_scalar!(
        "select message_id from webhook_event where outcome = 'failed' order by received_at, message_id"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(ids)
}

/// What has failed and waits to be tried again, newest first, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn failures(tx: &mut AdminTx, limit: i64) -> Result<Vec<Failure>, DbError> {
    let failures = sqlx::query_as!(
        Failure,
        r#"select message_id, event_type, error, attempts, received_at, updated_at
             from webhook_event
            where outcome = 'failed'
            order by received_at desc, message_id
            limit $1"#,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(failures)
}

/// How many messages of each kind came out how, of those that are still remembered.
///
/// # Errors
/// When the query fails.
pub async fn counts(tx: &mut SystemTx) -> Result<Vec<Count>, DbError> {
    let counts = sqlx::query_as!(
        Count,
        r#"select event_type, outcome, count(*) as "messages!"
             from webhook_event
            group by event_type, outcome
            order by event_type, outcome"#
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(counts)
}

/// Forgets messages that nobody sends again. Returns how many.
///
/// # Errors
/// When the query fails.
pub async fn purge(tx: &mut SystemTx) -> Result<u64, DbError> {
    let gone = sqlx::query_scalar!(r#"select app.purge_webhook_events() as "gone!""#)
        .fetch_one(tx.conn())
        .await?;
    Ok(gone.unsigned_abs())
}
