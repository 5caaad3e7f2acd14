//! The audit log: rows are added, never changed.

use sqlx::PgConnection;

use super::{AdminTx, DbError, SystemTx, UserTx};
use crate::domain::{audit::AuditEvent, user::UserId};

/// A scope that may add to the audit log. A person's may tell of their own acts only.
pub trait AuditScope: sealed::Connected {}

impl AuditScope for UserTx {}
impl AuditScope for AdminTx {}
impl AuditScope for SystemTx {}

mod sealed {
    use super::{AdminTx, PgConnection, SystemTx, UserTx};

    pub trait Connected: Send {
        fn connection(&mut self) -> &mut PgConnection;
    }

    impl Connected for UserTx {
        fn connection(&mut self) -> &mut PgConnection {
            self.conn()
        }
    }

    impl Connected for AdminTx {
        fn connection(&mut self) -> &mut PgConnection {
            self.conn()
        }
    }

    impl Connected for SystemTx {
        fn connection(&mut self) -> &mut PgConnection {
            self.conn()
        }
    }
}

/// Adds one event, at the time of the transaction.
///
/// # Errors
/// When the query fails; in a person's scope also when the act is not their own.
pub async fn insert(tx: &mut impl AuditScope, event: &AuditEvent) -> Result<(), DbError> {
    sqlx::query!(
        "insert into audit_event (actor_id, subject_id, kind, detail, ip_hash) values ($1, $2, $3, $4, $5)",
        event.actor.map(|UserId(id)| id),
        event.subject.map(|UserId(id)| id),
        event.kind.name(),
        serde_json::Value::Object(event.detail.clone()),
        event.ip_hash,
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Adds many events in one statement.
pub(super) async fn insert_all(tx: &mut SystemTx, events: &[AuditEvent]) -> Result<(), DbError> {
    let ids = |of: fn(&AuditEvent) -> Option<UserId>| -> Vec<Option<i64>> {
        events
            .iter()
            .map(|event| of(event).map(|id| id.0))
            .collect()
    };
    let kinds: Vec<String> = events
        .iter()
        .map(|event| event.kind.name().to_owned())
        .collect();
    let details: Vec<serde_json::Value> = events
        .iter()
        .map(|event| serde_json::Value::Object(event.detail.clone()))
        .collect();
    let hashes: Vec<Option<String>> = events.iter().map(|event| event.ip_hash.clone()).collect();
    sqlx::query!(
        "insert into audit_event (actor_id, subject_id, kind, detail, ip_hash)
         select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::jsonb[], $5::text[])",
        &ids(|event| event.actor) as &[Option<i64>],
        &ids(|event| event.subject) as &[Option<i64>],
        &kinds,
        &details,
        &hashes as &[Option<String>],
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
