//! People, kept in step with Clerk. [`write`] is the only writer of what Clerk tells of them, for
//! a first request, a webhook and the backfill alike.
//!
//! Identity is Clerk's id alone. A user name and an address lead to one living person at a time:
//! to the one of whom it was told last, because Clerk lets nobody have what another still has. So
//! whatever the order in which Clerk's messages come, and however many at once, the rows end up the
//! same: who is written and who holds what they are to have are locked before anything is decided.

mod names;
mod settle;
mod writing;

use metrics::counter;

use crate::{
    db::{self, Db, DbError, SystemTx},
    domain::{
        person::{News, Profile, Source, Told, decide},
        user::{User, UserId},
    },
    error::Error,
};
use writing::Writing;

/// How often to begin again when another writer was in the way.
pub const ATTEMPTS: usize = 5;

/// What has become of the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// It was made.
    Made(UserId),
    /// It was changed.
    Changed(UserId),
    /// It was cleared, or made to keep somebody out who was never here.
    Removed(UserId),
    /// It stays as it is: this was old news, or about somebody who is gone.
    Unchanged,
}

impl Written {
    /// The name in the metrics.
    fn name(self) -> &'static str {
        match self {
            Self::Made(_) => "made",
            Self::Changed(_) => "changed",
            Self::Removed(_) => "removed",
            Self::Unchanged => "unchanged",
        }
    }
}

/// The person of that Clerk id, made from what their token says if they are new.
///
/// # Errors
/// When the database cannot be asked.
pub async fn find_or_make(
    db: &Db,
    clerk_id: &str,
    claims: impl FnOnce() -> Profile,
) -> Result<Found, Error> {
    if let Some(user) = find(db, clerk_id).await? {
        return Ok(Found::Known(user));
    }
    let told = Told {
        clerk_id: clerk_id.to_owned(),
        news: News::Came(claims()),
    };
    let written = write_alone(db, &told, Source::FirstRequest).await?;
    Ok(match (find(db, clerk_id).await?, written) {
        (Some(user), Written::Made(_)) => Found::New(user),
        (Some(user), _) => Found::Known(user),
        (None, _) => Found::Purged,
    })
}

/// Who is behind a Clerk id.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Somebody who was here before.
    Known(User),
    /// Somebody who has just been made.
    New(User),
    /// Somebody who was deleted, and all that was theirs.
    Purged,
}

/// The person of that Clerk id, if they were here.
///
/// # Errors
/// When the database cannot be asked.
pub async fn find(db: &Db, clerk_id: &str) -> Result<Option<User>, Error> {
    let mut tx = db.as_system().await?;
    Ok(db::users::by_clerk_id(&mut tx, clerk_id).await?)
}

/// [`write`] in a transaction of its own, begun again when another writer was in the way.
///
/// # Errors
/// When the database cannot be asked.
pub async fn write_alone(db: &Db, told: &Told, source: Source) -> Result<Written, Error> {
    let mut attempt = 1;
    loop {
        let outcome = async {
            let mut tx = db.as_system().await?;
            let written = write(&mut tx, told, source).await?;
            tx.commit().await?;
            Ok::<_, DbError>(written)
        }
        .await;
        match outcome {
            Err(DbError::Conflict(_)) if attempt < ATTEMPTS => attempt += 1,
            other => return Ok(other?),
        }
    }
}

/// Writes what was told of a person, unless it is old news. What it did stands in the audit log,
/// and who may no longer come in, or may again, is told to every instance, in the same transaction.
///
/// # Errors
/// [`DbError::Conflict`] when another writer was in the way: begin the transaction again.
pub async fn write(tx: &mut SystemTx, told: &Told, source: Source) -> Result<Written, DbError> {
    let written = weigh(tx, told, source).await?;
    counter!("people_written_total", "source" => source.name(), "outcome" => written.name())
        .increment(1);
    Ok(written)
}

async fn weigh(tx: &mut SystemTx, told: &Told, source: Source) -> Result<Written, DbError> {
    let names = names::candidates(told);
    // A second look finds who was made after the first.
    for _ in 0..2 {
        let standing = db::users::standing(tx, &told.clerk_id, &names, told.news.email()).await?;
        let decision = decide(standing.own.as_ref(), &told.news);
        let mut writing = Writing::new(tx, told, source);
        if let Some(written) = writing.carry_out(decision, &names, &standing).await? {
            return Ok(written);
        }
    }
    // Not there to be changed, and not to be made: purged.
    Ok(Written::Unchanged)
}

/// Erases for good what was held back of people who were deleted long enough ago. Returns of how
/// many.
///
/// # Errors
/// When the database cannot be asked.
pub async fn erase_held(tx: &mut SystemTx) -> Result<u64, Error> {
    Ok(db::users::erase_held(tx).await?)
}
