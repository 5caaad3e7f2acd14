//! Events that no request waits for. Whoever is refused pays nothing for being recorded, and a
//! flood of refusals fills a bounded queue, not the memory.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use tokio::sync::{mpsc, oneshot};

use super::{Db, DbError, audit_events};
use crate::domain::audit::AuditEvent;

/// How many events may wait.
const CAPACITY: usize = 1024;
/// How many are written at once.
const BATCH: usize = 100;

/// Takes events and writes them behind the back of who brings them. Cheap to clone; the writer
/// ends with the last clone.
#[derive(Clone, Debug)]
pub struct AuditQueue {
    sender: mpsc::Sender<Item>,
    lost: Arc<AtomicU64>,
}

#[derive(Debug)]
enum Item {
    Event(Box<AuditEvent>),
    /// Answered when everything before it has been written.
    Flush(oneshot::Sender<()>),
}

impl AuditQueue {
    /// Starts the writer.
    #[must_use]
    pub fn start(db: Db) -> Self {
        let (sender, receiver) = mpsc::channel(CAPACITY);
        let lost = Arc::new(AtomicU64::new(0));
        tokio::spawn(write(db, receiver, Arc::clone(&lost)));
        Self { sender, lost }
    }

    /// Hands an event over. Never waits: when the queue is full the event is lost, and counted.
    pub fn push(&self, event: AuditEvent) {
        if self.sender.try_send(Item::Event(Box::new(event))).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits until everything that was handed over has been written.
    pub async fn flush(&self) {
        let (done, written) = oneshot::channel();
        if self.sender.send(Item::Flush(done)).await.is_ok() {
            // An error says that the writer is gone; then there is nothing to wait for.
            let _ = written.await;
        }
    }

    /// How many events were lost since the start: the queue was full, or the database was away.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }
}

async fn write(db: Db, mut receiver: mpsc::Receiver<Item>, lost: Arc<AtomicU64>) {
    let mut items = Vec::with_capacity(BATCH);
    while receiver.recv_many(&mut items, BATCH).await > 0 {
        let mut events = Vec::new();
        let mut waiting = Vec::new();
        for item in items.drain(..) {
            match item {
                Item::Event(event) => events.push(*event),
                Item::Flush(done) => waiting.push(done),
            }
        }
        if let Err(error) = insert(&db, &events).await {
            lost.fetch_add(
                u64::try_from(events.len()).unwrap_or(u64::MAX),
                Ordering::Relaxed,
            );
            tracing::error!(%error, events = events.len(), "audit events could not be written");
        }
        for done in waiting {
            // Whoever asked may have gone.
            let _ = done.send(());
        }
    }
}

async fn insert(db: &Db, events: &[AuditEvent]) -> Result<(), DbError> {
    if events.is_empty() {
        return Ok(());
    }
    let mut tx = db.as_system().await?;
    audit_events::keep(&mut tx, events).await?;
    tx.commit().await
}
