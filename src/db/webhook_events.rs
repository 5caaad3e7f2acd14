//! The messages that Clerk has sent, so that each has its effect once.

use std::collections::HashSet;

use time::OffsetDateTime;

use super::{AdminTx, DbError, SystemTx};
use crate::domain::{
    admin::{FailedMessage, MessageType},
    webhook::{Effect, Message},
};

/// What came of a message, as the table says it.
const OK: &str = "ok";
const IGNORED: &str = "ignored";
const FAILED: &str = "failed";

/// The longest reason that is kept, in characters.
const ERROR: usize = 1000;

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

/// Takes messages on: their effect is to be in the same scope. Gives the ids of those that were not
/// taken on before. While another scope has one of them in hand, waits for what becomes of it.
///
/// # Errors
/// When the query fails.
pub async fn take_on(tx: &mut SystemTx, messages: &[&Message]) -> Result<HashSet<String>, DbError> {
    let ids: Vec<&str> = messages.iter().map(|message| &*message.id).collect();
    let kinds: Vec<&str> = messages.iter().map(|message| &*message.kind).collect();
    let outcomes: Vec<&str> = messages.iter().map(|message| outcome(message)).collect();
    let moments: Vec<Option<OffsetDateTime>> = messages.iter().map(|message| message.at).collect();
    // In the order of their ids, so that two who take on the same wait for one another.
    let taken_on = sqlx::query_scalar!(
        r#"insert into webhook_event as known (message_id, event_type, outcome, happened_at)
           select distinct on (id) id, kind, outcome, at
             from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) as message (id, kind, outcome, at)
            order by id
           on conflict (message_id) do update
              set outcome = excluded.outcome, payload = null, error = null
                , attempts = known.attempts + 1, updated_at = now()
            where known.outcome = 'failed'
           returning message_id"#,
        &ids as &[&str],
        &kinds as &[&str],
        &outcomes as &[&str],
        &moments as &[Option<OffsetDateTime>],
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(taken_on.into_iter().collect())
}

/// What is to come of a message that is carried out.
fn outcome(message: &Message) -> &'static str {
    match message.effect {
        Effect::Nothing => IGNORED,
        _ => OK,
    }
}

/// Keeps a message that could not be carried out, to be tried again. One that has been carried out
/// by now stays so.
///
/// # Errors
/// When the query fails.
pub async fn keep_failed(tx: &mut SystemTx, message: &Message, error: &str) -> Result<(), DbError> {
    let error: String = error.chars().filter(|c| *c != '\0').take(ERROR).collect();
    sqlx::query!(
        r#"insert into webhook_event as known (message_id, event_type, outcome, payload, error, happened_at)
           values ($1, $2, $3, $4, $5, $6)
           on conflict (message_id) do update
              set error = excluded.error, attempts = known.attempts + 1, updated_at = now()
            where known.outcome = 'failed'"#,
        message.id,
        message.kind,
        FAILED,
        message.body,
        error,
        message.at,
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

/// The ids of messages that have failed, oldest first, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn failed_ids(tx: &mut SystemTx, limit: i64) -> Result<Vec<String>, DbError> {
    let ids = sqlx::query_scalar!(
        "select message_id from webhook_event where outcome = 'failed' order by received_at, message_id limit $1",
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(ids)
}

/// What has failed and waits to be tried again, newest first, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn failures(tx: &mut AdminTx, limit: i64) -> Result<Vec<FailedMessage>, DbError> {
    let failures = sqlx::query_as!(
        FailedMessage,
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

/// How messages of each type fared in the last seven days, and how long they took to get here.
///
/// # Errors
/// When the query fails.
pub async fn by_type(tx: &mut AdminTx) -> Result<Vec<MessageType>, DbError> {
    // Bounded: one row for each type of message.
    let types = sqlx::query_as!(
        MessageType,
        r#"select event_type
                , count(*) filter (where outcome not in ('ignored', 'failed')) as "done!"
                , count(*) filter (where outcome = 'ignored') as "ignored!"
                , count(*) filter (where outcome = 'failed') as "failed!"
                , percentile_cont(0.5) within group (order by lag)::double precision as lag_half_ms
                , max(lag)::double precision as lag_most_ms
             from (select event_type, outcome
                        , greatest(extract(epoch from received_at - happened_at) * 1000, 0) as lag
                     from webhook_event
                    where received_at > now() - interval '7 days') lately
            group by event_type
            order by event_type"#
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(types)
}

/// How many messages of each kind came out how, of those that are still remembered.
///
/// # Errors
/// When the query fails.
pub async fn counts(tx: &mut SystemTx) -> Result<Vec<Count>, DbError> {
    // Bounded: one row for each type of message and outcome.
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
