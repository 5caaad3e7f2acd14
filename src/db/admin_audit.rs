//! The audit log, as administrators look through it.

use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::{AdminTx, DbError};
use crate::domain::{
    admin::{AuditCursor, AuditEntry, AuditQuery, Who},
    audit::AuditKind,
    user::UserId,
};

struct EntryRow {
    id: i64,
    at: OffsetDateTime,
    kind: String,
    actor_id: Option<i64>,
    actor_name: Option<String>,
    subject_id: Option<i64>,
    subject_name: Option<String>,
    detail: Value,
    ip_hash: Option<String>,
}

impl From<EntryRow> for AuditEntry {
    fn from(row: EntryRow) -> Self {
        let who = |id: Option<i64>, name| {
            id.map(|id| Who {
                id: UserId(id),
                name,
            })
        };
        Self {
            id: row.id,
            at: row.at,
            kind: row.kind,
            actor: who(row.actor_id, row.actor_name),
            subject: who(row.subject_id, row.subject_name),
            detail: match row.detail {
                Value::Object(detail) => detail,
                _ => Map::new(),
            },
            ip_hash: row.ip_hash,
        }
    }
}

/// The events that a question finds, the newest first, and the place of the last one when there are
/// more. `limit` overrides the question's.
///
/// # Errors
/// When the query fails.
pub async fn find(
    tx: &mut AdminTx,
    query: &AuditQuery,
    limit: u16,
) -> Result<(Vec<AuditEntry>, Option<AuditCursor>), DbError> {
    let mut rows = sqlx::query_as!(
        EntryRow,
        r#"select e.id, e.at, e.kind, e.actor_id, e.subject_id, e.detail, e.ip_hash
                , coalesce(nullif(btrim(actor.display_name), ''),
                           nullif(btrim(concat_ws(' ', actor.first_name, actor.last_name)), ''),
                           actor.email, actor.username) as actor_name
                , coalesce(nullif(btrim(subject.display_name), ''),
                           nullif(btrim(concat_ws(' ', subject.first_name, subject.last_name)), ''),
                           subject.email, subject.username) as subject_name
             from app.find_audit($1, $2, $3, $4, $5, $6, $7) with ordinality as found (id, place)
             join audit_event e on e.id = found.id
             left join app_user actor on actor.id = e.actor_id
             left join app_user subject on subject.id = e.subject_id
            order by found.place"#,
        query.kind.map(AuditKind::name),
        query.user.map(|id| id.0),
        query.from,
        query.before,
        query.after.map(|after| after.at),
        query.after.map(|after| after.id),
        i32::from(limit) + 1,
    )
    .fetch_all(tx.conn())
    .await?;
    let more = rows.len() > usize::from(limit);
    rows.truncate(limit.into());
    let next = rows.last().filter(|_| more).map(|row| AuditCursor {
        at: row.at,
        id: row.id,
    });
    Ok((rows.into_iter().map(AuditEntry::from).collect(), next))
}
