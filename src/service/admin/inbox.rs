//! Clerk's messages and comparing everybody with Clerk, as administrators look after them.

use crate::{
    db::{AdminTx, Db, sync_runs},
    domain::{
        admin::{RetryOutcome, SyncHealth},
        audit::{AuditEvent, AuditKind},
    },
    error::Error,
    service::{audit, webhooks},
};

/// How many comparisons one look shows.
const RUNS: i64 = 20;

/// Tries one message again that has failed, or all of them, and keeps who asked for it.
///
/// # Errors
/// [`Error::NotFound`] when the one has not failed, or was carried out in the meantime.
pub async fn retry(db: &Db, tx: AdminTx, message_id: Option<&str>) -> Result<RetryOutcome, Error> {
    let admin = tx.user();
    // Not held meanwhile: a thousand messages may take longer than a scope may rest.
    drop(tx);
    let outcome = match message_id {
        None => {
            let retried = webhooks::retry_all(db).await?;
            RetryOutcome {
                done: retried.done,
                failed: retried.failed,
            }
        }
        Some(id) => match webhooks::retry(db, id).await {
            Ok(None) => return Err(Error::NotFound),
            Ok(Some(_)) => RetryOutcome { done: 1, failed: 0 },
            Err(_) => RetryOutcome { done: 0, failed: 1 },
        },
    };
    let event = AuditEvent::new(AuditKind::WebhooksRetried)
        .by(admin)
        .with("message", message_id)
        .with("done", outcome.done)
        .with("failed", outcome.failed);
    let mut tx = db.as_system().await?;
    audit::record(&mut tx, &event).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// The latest comparisons.
///
/// # Errors
/// When the database cannot be asked.
pub async fn health(tx: &mut AdminTx) -> Result<SyncHealth, Error> {
    let runs = sync_runs::latest(tx, RUNS).await?;
    Ok(SyncHealth { runs })
}

/// Keeps that somebody has had everybody compared.
///
/// # Errors
/// When the database refuses.
pub async fn sync_begins(tx: &mut AdminTx) -> Result<(), Error> {
    let event = AuditEvent::new(AuditKind::SyncStarted).by(tx.user());
    audit::record(tx, &event).await
}
