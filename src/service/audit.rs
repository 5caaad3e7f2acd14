//! The audit log.

use crate::{
    db::{self, Scope},
    domain::audit::AuditEvent,
    error::Error,
};

/// Keeps what has happened, in the transaction that makes it happen: both last, or neither.
///
/// # Errors
/// When the database refuses; in a person's scope also when the act is not their own.
pub async fn record(tx: &mut impl Scope, event: &AuditEvent) -> Result<(), Error> {
    db::audit_events::keep(tx, std::slice::from_ref(event)).await?;
    tracing::info!(
        kind = event.kind.name(),
        actor = event.actor.map(|id| id.0),
        subject = event.subject.map(|id| id.0),
        "audit"
    );
    Ok(())
}
