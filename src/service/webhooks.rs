//! Messages of Clerk's, each carried out once.

mod intake;

pub use intake::Intake;

use crate::{
    db::{self, AdminTx, Db, DbError, SystemTx, webhook_events::Count},
    domain::{
        admin::{FailedMessage, Inbox},
        person::Source,
        webhook::{Effect, EndOfSession, Message, Session},
    },
    error::Error,
    service::{people, sessions},
};

/// How many failures one look shows.
const FAILURES: i64 = 200;
/// How many are tried again at once; whoever has more asks again.
const RETRIES: i64 = 1000;

/// What came of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was carried out.
    Done,
    /// It asked nothing of us.
    Ignored,
    /// It was carried out, or ignored, before.
    AlreadyProcessed,
}

/// What came of trying again what had failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retried {
    /// How many messages were carried out.
    pub done: usize,
    /// How many have failed again.
    pub failed: usize,
}

/// Carries out a message and remembers it, in one transaction. One that fails is kept with the
/// reason, and leaves nothing else behind.
///
/// # Errors
/// [`Error::Internal`] when the database fails us; the message may be sent again.
pub async fn receive(db: &Db, message: &Message) -> Result<Outcome, Error> {
    let error = match carry_out_alone(db, message).await {
        Ok(outcome) => return Ok(outcome),
        Err(error) => error,
    };
    tracing::error!(
        error = error.causes(),
        message.id,
        message.kind,
        "a message failed"
    );
    if let Err(second) = keep_failed(db, message, &error).await {
        tracing::error!(error = second.causes(), message.id, "nor could it be kept");
    }
    Err(Error::Internal)
}

/// Tries one message again that has failed. None if there is no such message.
///
/// # Errors
/// When it fails again.
pub async fn retry(db: &Db, message_id: &str) -> Result<Option<Outcome>, Error> {
    // PostgreSQL's text cannot hold NUL, and no id has one.
    if message_id.contains('\0') {
        return Ok(None);
    }
    let mut tx = db.as_system().await?;
    let body = db::webhook_events::failed_payload(&mut tx, message_id).await?;
    drop(tx);
    let Some(body) = body else { return Ok(None) };
    let message = Message::read_again(message_id, &body).map_err(|error| {
        tracing::error!(%error, message.id = message_id, "a message that was kept cannot be read");
        Error::Internal
    })?;
    receive(db, &message).await.map(Some)
}

/// Tries again what has failed, oldest first, a thousand at most.
///
/// # Errors
/// When the database cannot be asked.
pub async fn retry_all(db: &Db) -> Result<Retried, Error> {
    let mut tx = db.as_system().await?;
    let ids = db::webhook_events::failed_ids(&mut tx, RETRIES).await?;
    drop(tx);
    let mut retried = Retried::default();
    for id in ids {
        match retry(db, &id).await {
            Ok(Some(_)) => retried.done += 1,
            // Carried out in the meantime.
            Ok(None) => {}
            Err(_) => retried.failed += 1,
        }
    }
    Ok(retried)
}

/// What has failed and waits to be tried again, newest first.
///
/// # Errors
/// When the database cannot be asked.
pub async fn failures(tx: &mut AdminTx) -> Result<Vec<FailedMessage>, Error> {
    Ok(db::webhook_events::failures(tx, FAILURES).await?)
}

/// How messages have fared lately.
///
/// # Errors
/// When the database cannot be asked.
pub async fn inbox(tx: &mut AdminTx) -> Result<Inbox, Error> {
    Ok(Inbox {
        types: db::webhook_events::by_type(tx).await?,
        failures: failures(tx).await?,
    })
}

/// How many messages of each kind came out how.
///
/// # Errors
/// When the database cannot be asked.
pub async fn counts(tx: &mut SystemTx) -> Result<Vec<Count>, Error> {
    Ok(db::webhook_events::counts(tx).await?)
}

/// Forgets messages that nobody sends again. Returns how many.
///
/// # Errors
/// When the database cannot be asked.
pub async fn purge(tx: &mut SystemTx) -> Result<u64, Error> {
    Ok(db::webhook_events::purge(tx).await?)
}

async fn carry_out_alone(db: &Db, message: &Message) -> Result<Outcome, DbError> {
    let mut attempt = 1;
    loop {
        let outcome = async {
            let outcome = carry_out_together(db, &[message]).await?.pop();
            Ok(outcome.unwrap_or(Outcome::AlreadyProcessed))
        }
        .await;
        match outcome {
            Err(DbError::Conflict(_)) if attempt < people::ATTEMPTS => attempt += 1,
            other => return other,
        }
    }
}

/// All of them, or none when one of them fails. An outcome for each.
async fn carry_out_together(db: &Db, messages: &[&Message]) -> Result<Vec<Outcome>, DbError> {
    let mut tx = db.as_system().await?;
    let mut new = db::webhook_events::take_on(&mut tx, messages).await?;
    let mut outcomes = Vec::with_capacity(messages.len());
    for message in messages {
        outcomes.push(if new.remove(&message.id) {
            carry_out(&mut tx, message).await?
        } else {
            Outcome::AlreadyProcessed
        });
    }
    tx.commit().await?;
    Ok(outcomes)
}

async fn carry_out(tx: &mut SystemTx, message: &Message) -> Result<Outcome, DbError> {
    match &message.effect {
        Effect::Person(told) => {
            people::write(tx, told, Source::Webhook).await?;
        }
        Effect::SessionBegan(session) => began(tx, session).await?,
        Effect::SessionEnded(session, how) => ended(tx, session, *how).await?,
        Effect::Nothing => return Ok(Outcome::Ignored),
    }
    Ok(Outcome::Done)
}

async fn began(tx: &mut SystemTx, session: &Session) -> Result<(), DbError> {
    let whose = db::users::signed_in(tx, &session.clerk_id, session.at).await?;
    sessions::began(tx, &session.id, whose, session.impersonator.as_deref());
    Ok(())
}

async fn ended(tx: &mut SystemTx, session: &Session, how: EndOfSession) -> Result<(), DbError> {
    let whose = db::users::id_of(tx, &session.clerk_id).await?;
    sessions::ended(tx, &session.id, whose, how.name()).await?;
    Ok(())
}

async fn keep_failed(db: &Db, message: &Message, error: &DbError) -> Result<(), DbError> {
    let mut tx = db.as_system().await?;
    db::webhook_events::keep_failed(&mut tx, message, &error.causes()).await?;
    tx.commit().await
}
