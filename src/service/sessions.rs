//! When people come and go.

use crate::{
    db::{self, DbError, SystemTx},
    domain::{
        audit::{AuditEvent, AuditKind},
        user::UserId,
    },
};

/// Keeps that a session began. Whose it is may not be known yet.
///
/// # Errors
/// When the database refuses.
pub async fn began(
    tx: &mut SystemTx,
    session_id: &str,
    whose: Option<UserId>,
) -> Result<(), DbError> {
    db::audit_events::keep(tx, &[event(AuditKind::Login, session_id, whose)]).await
}

/// Ends a session: its tokens are refused from the next request on, on every instance. `how` is
/// Clerk's word for it, such as `revoked`. Answers whether it had not ended already.
///
/// # Errors
/// When the database refuses.
pub async fn ended(
    tx: &mut SystemTx,
    session_id: &str,
    whose: Option<UserId>,
    how: &str,
) -> Result<bool, DbError> {
    let is_new = db::ended_sessions::end(tx, session_id).await?;
    if is_new {
        let event = event(AuditKind::Logout, session_id, whose).with("how", how);
        db::audit_events::keep(tx, &[event]).await?;
    }
    Ok(is_new)
}

fn event(kind: AuditKind, session_id: &str, whose: Option<UserId>) -> AuditEvent {
    AuditEvent {
        actor: whose,
        subject: whose,
        ..AuditEvent::new(kind).with("session_id", session_id)
    }
}
