//! When people come and go. Clerk keeps their sessions; we keep which have ended, because a token
//! outlives its session by up to a minute.

use crate::{
    db::{self, Db, DbError, SystemTx},
    domain::{
        audit::{AuditEvent, AuditKind},
        session::{OwnSession, SignedOut},
        user::{User, UserId},
    },
    error::Error,
};

/// Where sessions are kept: Clerk.
pub trait SessionKeeper: Send + Sync {
    /// A person's live sessions, by their Clerk id.
    ///
    /// # Errors
    /// [`Error::ClerkUnavailable`].
    fn live(&self, clerk_id: &str) -> impl Future<Output = Result<Vec<OwnSession>, Error>> + Send;

    /// Ends one. One that is over is no error.
    ///
    /// # Errors
    /// [`Error::ClerkUnavailable`].
    fn revoke(&self, session_id: &str) -> impl Future<Output = Result<(), Error>> + Send;
}

/// Keeps that a session began, and who acts in it if somebody else does. Whose it is may not be known
/// yet.
pub fn began(
    tx: &mut SystemTx,
    session_id: &str,
    whose: Option<UserId>,
    impersonator: Option<&str>,
) {
    let mut event = event(AuditKind::Login, session_id, whose);
    if let Some(impersonator) = impersonator {
        event = event.with("impersonator", impersonator);
    }
    tx.note(event);
}

/// Ends a session here: its tokens are refused from the next request on, on every instance. `how`
/// is Clerk's word for it, such as `revoked`. Answers whether it had not ended already.
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
        tx.note(event(AuditKind::Logout, session_id, whose).with("how", how));
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

/// A person's live sessions; `current` is the one that asks.
///
/// # Errors
/// [`Error::ClerkUnavailable`].
pub async fn list(
    keeper: &impl SessionKeeper,
    user: &User,
    current: Option<&str>,
) -> Result<Vec<OwnSession>, Error> {
    let Some(clerk_id) = &user.clerk_id else {
        return Ok(Vec::new());
    };
    let mut sessions = keeper.live(clerk_id).await?;
    for session in &mut sessions {
        session.is_current = Some(session.id.as_str()) == current;
    }
    sessions.sort_by_key(|session| {
        (
            !session.is_current,
            std::cmp::Reverse(session.last_active_at),
        )
    });
    Ok(sessions)
}

/// Ends one of a person's sessions, at Clerk and here.
///
/// # Errors
/// [`Error::NotFound`] when it is not one of theirs, [`Error::ClerkUnavailable`]; then it lives on.
pub async fn end_one(
    keeper: &impl SessionKeeper,
    db: &Db,
    user: &User,
    session_id: &str,
) -> Result<(), Error> {
    let sessions = list(keeper, user, None).await?;
    if !sessions.iter().any(|session| session.id == session_id) {
        return Err(Error::NotFound);
    }
    end(keeper, db, user, session_id).await
}

/// Ends all of a person's sessions, the one that asks included. What Clerk does not end lives on,
/// and is counted.
///
/// # Errors
/// [`Error::ClerkUnavailable`] when none could be ended.
pub async fn end_all(
    keeper: &impl SessionKeeper,
    db: &Db,
    user: &User,
) -> Result<SignedOut, Error> {
    let mut outcome = SignedOut::default();
    for session in list(keeper, user, None).await? {
        match end(keeper, db, user, &session.id).await {
            Ok(()) => outcome.revoked += 1,
            Err(error) => {
                tracing::warn!(%error, user.id = user.id.0, "a session could not be ended");
                outcome.failed += 1;
            }
        }
    }
    if outcome.revoked == 0 && outcome.failed > 0 {
        return Err(Error::ClerkUnavailable);
    }
    let mut tx = db.as_system().await?;
    let event = AuditEvent::new(AuditKind::SignedOutEverywhere)
        .by(user.id)
        .about(user.id)
        .with("revoked", outcome.revoked)
        .with("failed", outcome.failed);
    super::audit::record(&mut tx, &event).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// Clerk first: a session that only we call ended would come back.
async fn end(
    keeper: &impl SessionKeeper,
    db: &Db,
    user: &User,
    session_id: &str,
) -> Result<(), Error> {
    keeper.revoke(session_id).await?;
    let mut tx = db.as_system().await?;
    ended(&mut tx, session_id, Some(user.id), "revoked").await?;
    Ok(tx.commit().await?)
}
