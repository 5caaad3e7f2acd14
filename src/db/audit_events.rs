//! Who did what to whom. Rows are added and never changed.

use metrics::counter;
use serde_json::Value;

use super::{DbError, Scope};
use crate::domain::audit::AuditEvent;

/// Keeps events, with the change that they tell of.
///
/// # Errors
/// When the query fails, or a person's scope keeps what another is said to have done.
pub async fn keep(tx: &mut impl Scope, events: &[AuditEvent]) -> Result<(), DbError> {
    if events.is_empty() {
        return Ok(());
    }
    let actors: Vec<Option<i64>> = events
        .iter()
        .map(|event| event.actor.map(|id| id.0))
        .collect();
    let subjects: Vec<Option<i64>> = events
        .iter()
        .map(|event| event.subject.map(|id| id.0))
        .collect();
    let kinds: Vec<String> = events
        .iter()
        .map(|event| event.kind.name().to_owned())
        .collect();
    let details: Vec<Value> = events
        .iter()
        .map(|event| Value::Object(event.detail.clone()))
        .collect();
    let ip_hashes: Vec<Option<String>> = events.iter().map(|event| event.ip_hash.clone()).collect();
    sqlx::query!(
        r#"insert into audit_event (actor_id, subject_id, kind, detail, ip_hash)
           select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::jsonb[], $5::text[])"#,
        &actors as &[Option<i64>],
        &subjects as &[Option<i64>],
        &kinds,
        &details,
        &ip_hashes as &[Option<String>],
    )
    .execute(tx.connected())
    .await?;
    for event in events {
        counter!("audit_events_total", "kind" => event.kind.name()).increment(1);
    }
    Ok(())
}
