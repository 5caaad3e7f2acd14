//! Messages that come together are carried out together.
//!
//! Alone, each would pay for the beginning and the end of its transaction and for a wait for the
//! disk, and would stand in line for its place in the audit log's chain. While one batch is under
//! way the next one gathers; so when there is little to do a message waits for nobody, and when there
//! is much, batches grow.

use std::sync::Arc;

use futures_util::future::join_all;
use tokio::sync::{mpsc, oneshot};

use super::{Outcome, carry_out_together, receive};
use crate::{db::Db, domain::webhook::Message, error::Error};

/// How many messages may wait; whoever comes then waits before the door.
const CAPACITY: usize = 1024;
/// How many are carried out at once: few enough that nobody waits long for a row that they lock.
const BATCH: usize = 32;

/// Takes messages. Cheap to clone; ends with the last clone.
#[derive(Clone)]
pub struct Intake {
    db: Db,
    sender: mpsc::Sender<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    message: Arc<Message>,
    answer: oneshot::Sender<Result<Outcome, Error>>,
}

impl Intake {
    /// Starts to carry out what is taken.
    #[must_use]
    pub fn start(db: Db) -> Self {
        let (sender, receiver) = mpsc::channel(CAPACITY);
        tokio::spawn(carry_out_what_comes(db.clone(), receiver));
        Self { db, sender }
    }

    /// As [`receive`](super::receive): carries the message out and remembers it, or keeps it with the
    /// reason why that failed. Returns when that is done and on the disk.
    ///
    /// # Errors
    /// [`Error::Internal`] when the database fails us; the message may be sent again.
    pub async fn receive(&self, message: Arc<Message>) -> Result<Outcome, Error> {
        let (answer, outcome) = oneshot::channel();
        let waiting = Waiting {
            message: Arc::clone(&message),
            answer,
        };
        if self.sender.send(waiting).await.is_ok()
            && let Ok(outcome) = outcome.await
        {
            return outcome;
        }
        // Who carries out what comes is gone: a panic. It is no reason to lose a message.
        receive(&self.db, &message).await
    }
}

async fn carry_out_what_comes(db: Db, mut receiver: mpsc::Receiver<Waiting>) {
    let mut batch = Vec::with_capacity(BATCH);
    while receiver.recv_many(&mut batch, BATCH).await > 0 {
        let outcomes = outcomes(&db, &batch).await;
        for (Waiting { answer, .. }, outcome) in batch.drain(..).zip(outcomes) {
            // Whoever sent it may have gone; it is carried out all the same.
            let _ = answer.send(outcome);
        }
    }
}

/// In one transaction; each alone if that fails, so that one which cannot be carried out keeps no
/// other from it.
async fn outcomes(db: &Db, batch: &[Waiting]) -> Vec<Result<Outcome, Error>> {
    let messages: Vec<&Message> = batch.iter().map(|waiting| &*waiting.message).collect();
    match carry_out_together(db, &messages).await {
        Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
        Err(error) => {
            let count = messages.len();
            tracing::debug!(error = error.causes(), count, "each message alone");
            join_all(messages.into_iter().map(|message| receive(db, message))).await
        }
    }
}
