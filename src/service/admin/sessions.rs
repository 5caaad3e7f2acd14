//! Sessions of others, looked at and ended by administrators.

use crate::{
    db::{AdminTx, Db},
    domain::{
        admin::{Person, Reason},
        audit::{AuditEvent, AuditKind},
        session::{OwnSession, SignedOut},
    },
    error::Error,
    service::{
        audit,
        sessions::{SessionKeeper, ended},
    },
};

/// A person's live sessions, the latest used first. Who never was at Clerk has none.
///
/// # Errors
/// [`Error::ClerkUnavailable`].
pub async fn list(keeper: &impl SessionKeeper, person: &Person) -> Result<Vec<OwnSession>, Error> {
    let Some(clerk_id) = &person.clerk_id else {
        return Ok(Vec::new());
    };
    let mut sessions = keeper.live(clerk_id).await?;
    sessions.sort_by_key(|session| std::cmp::Reverse(session.last_active_at));
    Ok(sessions)
}

/// Ends one of a person's sessions, or all of them, at Clerk and here. What Clerk does not end lives
/// on, and is counted.
///
/// # Errors
/// [`Error::NotFound`] when it is not one of theirs; [`Error::ClerkUnavailable`] when none could be
/// ended.
pub async fn end(
    keeper: &impl SessionKeeper,
    db: &Db,
    mut tx: AdminTx,
    person: &Person,
    only: Option<&str>,
    reason: Option<&Reason>,
) -> Result<SignedOut, Error> {
    let mut sessions = list(keeper, person).await?;
    sessions.retain(|session| only.is_none_or(|id| session.id == id));
    if only.is_some() && sessions.is_empty() {
        return Err(Error::NotFound);
    }
    let mut outcome = SignedOut::default();
    for session in &sessions {
        match keeper.revoke(&session.id).await {
            Ok(()) => {
                let mut system = db.as_system().await?;
                ended(&mut system, &session.id, Some(person.id), "revoked").await?;
                system.commit().await?;
                outcome.revoked += 1;
            }
            Err(error) => {
                tracing::warn!(%error, user.id = person.id.0, "a session could not be ended");
                outcome.failed += 1;
            }
        }
    }
    if outcome.revoked == 0 && outcome.failed > 0 {
        return Err(Error::ClerkUnavailable);
    }
    let mut event = AuditEvent::new(AuditKind::SessionsRevoked)
        .by(tx.user())
        .about(person.id)
        .with("revoked", outcome.revoked)
        .with("failed", outcome.failed);
    if let Some(reason) = reason {
        event = event.with("reason", reason.as_str());
    }
    audit::record(&mut tx, &event).await?;
    tx.commit().await?;
    Ok(outcome)
}
