//! Hears what other instances tell ([`signals`](super::signals)), on a connection of its own:
//! a pooler in transaction mode would lose what is told between transactions.

use std::time::Duration;

use metrics::gauge;
use sqlx::postgres::{PgListener, PgPoolOptions};
use tokio::{sync::watch, time::timeout};

use super::{
    Db, DbError, EndedSessions, pooler,
    signals::{CHANNEL, Signal},
};

/// What a listener has heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Listening has begun, for the first time or again: whatever was told before may have been
    /// missed, apart from ends of sessions, which have been read from their table.
    FromHereOn,
    /// Something was told.
    Signal(Signal),
}

/// Without a word for this long, the connection is asked for a sign of life.
const SILENCE: Duration = Duration::from_secs(20);
/// How long that, or connecting, may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Pauses before connecting again: doubled from the first to the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// Whether signals are heard at the moment.
pub type Listening = watch::Receiver<bool>;

/// Listens on the direct URL for as long as the returned receiver, or a clone of it, is held.
/// Connections that break are made again; `on` is told each time.
pub fn listen(
    db: Db,
    url: String,
    ended: EndedSessions,
    on: impl Fn(&Heard) + Send + Sync + 'static,
) -> Listening {
    let (says, listening) = watch::channel(false);
    tokio::spawn(async move {
        let ear = Ear {
            db,
            url,
            ended,
            on,
            says,
        };
        let mut pause = FIRST_PAUSE;
        loop {
            let cut_off = tokio::select! {
                () = ear.says.closed() => return,
                outcome = ear.follow() => outcome,
            };
            gauge!("signals_heard").set(0.0);
            if ear.says.send_replace(false) {
                pause = FIRST_PAUSE;
            }
            if let Err(error) = cut_off {
                tracing::warn!(%error, "signals from other instances are not heard; connecting again");
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    });
    listening
}

struct Ear<F> {
    db: Db,
    url: String,
    ended: EndedSessions,
    on: F,
    says: watch::Sender<bool>,
}

impl<F: Fn(&Heard)> Ear<F> {
    /// Follows one connection to its end.
    async fn follow(&self) -> Result<(), DbError> {
        let mut listener = connect(&self.url).await?;
        // Listening first, then reading: what ends in between is told twice, not missed.
        self.ended.load(&self.db).await?;
        (self.on)(&Heard::FromHereOn);
        self.says.send_replace(true);
        gauge!("signals_heard").set(1.0);
        tracing::debug!("hearing signals from other instances");
        loop {
            match timeout(SILENCE, listener.try_recv()).await {
                Ok(Ok(Some(told))) => self.hear(told.payload()),
                Ok(Ok(None)) => return Ok(()),
                Ok(Err(error)) => return Err(error.into()),
                Err(_) => is_alive(&mut listener).await?,
            }
        }
    }

    fn hear(&self, payload: &str) {
        let Some(signal) = Signal::from_payload(payload) else {
            return;
        };
        if let Signal::Session(id) = &signal {
            self.ended.remember(id);
        }
        (self.on)(&Heard::Signal(signal));
    }
}

async fn connect(url: &str) -> Result<PgListener, DbError> {
    let (options, _) = pooler::options(url)?;
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .max_lifetime(None)
        .idle_timeout(None)
        .acquire_timeout(PATIENCE)
        .connect_with(options.application_name("deal-brain listener"))
        .await?;
    let mut listener = PgListener::connect_with(&pool).await?;
    // What breaks is made anew here, so that nobody believes to have heard everything.
    listener.eager_reconnect(false);
    listener.listen(CHANNEL).await?;
    Ok(listener)
}

/// A connection that was cut without a word would be silent for ever.
async fn is_alive(listener: &mut PgListener) -> Result<(), DbError> {
    let asked = timeout(
        PATIENCE,
        sqlx::query!("select 1 as one").fetch_one(&mut *listener),
    )
    .await;
    match asked {
        Ok(answer) => {
            answer?;
            Ok(())
        }
        Err(_) => Err(sqlx::Error::PoolTimedOut.into()),
    }
}
