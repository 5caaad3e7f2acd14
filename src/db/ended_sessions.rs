//! Sessions that have ended before their last token expires. The table is the truth, and is asked
//! together with the person's row; each instance also remembers what it has heard, for the answers
//! that ask no database.

use std::{sync::Arc, time::Duration};

use moka::sync::Cache;

use super::{
    Db, DbError, SystemTx,
    signals::{self, Signal},
};

/// How long an end is remembered. Session tokens live for a minute (Clerk's docs), and the
/// allowance for clocks that differ is another minute at most.
const REMEMBERED: Duration = Duration::from_secs(5 * 60);
/// How many are remembered; beyond that the table alone knows.
const CAPACITY: u64 = 100_000;

/// What this instance has heard. Cheap to clone; clones share their memory.
#[derive(Clone, Debug)]
pub struct EndedSessions {
    heard: Cache<Arc<str>, ()>,
}

impl Default for EndedSessions {
    fn default() -> Self {
        Self {
            heard: Cache::builder()
                .max_capacity(CAPACITY)
                .time_to_live(REMEMBERED)
                .build(),
        }
    }
}

impl EndedSessions {
    /// Whether this instance has heard that the session has ended.
    #[must_use]
    pub fn has(&self, session_id: &str) -> bool {
        self.heard.contains_key(session_id)
    }

    /// Remembers that it has.
    pub fn remember(&self, session_id: &str) {
        self.heard.insert(session_id.into(), ());
    }

    /// Learns of every end that may matter still: at the start, and after having been cut off.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn load(&self, db: &Db) -> Result<(), DbError> {
        let mut tx = db.as_system().await?;
        let lately = REMEMBERED.as_secs_f64();
        let ids = sqlx::query_scalar!(
            "select session_id from ended_session
              where ended_at > now() - make_interval(secs => $1)
              order by ended_at desc
              limit $2",
            lately,
            i64::try_from(CAPACITY).unwrap_or(i64::MAX)
        )
        .fetch_all(tx.conn())
        .await?;
        for id in &ids {
            self.remember(id);
        }
        Ok(())
    }
}

/// Ends a session for every instance, once the transaction is committed. Answers whether it had not
/// been ended already.
///
/// # Errors
/// When a query fails.
pub async fn end(tx: &mut SystemTx, session_id: &str) -> Result<bool, DbError> {
    let ended = sqlx::query!(
        "insert into ended_session (session_id) values ($1) on conflict do nothing",
        session_id
    )
    .execute(tx.conn())
    .await?;
    if ended.rows_affected() == 0 {
        return Ok(false);
    }
    signals::notify(tx, &Signal::Session(session_id.to_owned())).await?;
    Ok(true)
}

/// Forgets ends that no token outlives. Returns how many.
///
/// # Errors
/// When the query fails.
pub async fn purge(tx: &mut SystemTx) -> Result<i64, DbError> {
    let purged = sqlx::query_scalar!(r#"select app.purge_ended_sessions() as "purged!""#)
        .fetch_one(tx.conn())
        .await?;
    Ok(purged)
}
