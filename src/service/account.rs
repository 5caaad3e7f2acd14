//! Leaving for good. Clerk deletes the person; what they were here is cleared at once, and what
//! they owned is out of reach from then on and purged when it has been held back long enough.

use crate::{
    db::{self, Db, SystemTx},
    domain::{
        person::{News, Source, Told},
        user::{Role, User, UserId},
    },
    error::{Conflict, Error},
    service::{people, sessions},
};

/// Where people are kept: Clerk.
pub trait AccountKeeper: Send + Sync {
    /// Deletes a person, by their Clerk id. One who is gone is no error.
    ///
    /// # Errors
    /// [`Error::ClerkUnavailable`]; then nothing was deleted.
    fn delete(&self, clerk_id: &str) -> impl Future<Output = Result<(), Error>> + Send;
}

/// Deletes a person, at Clerk and here. `session` is the one that asks; it ends.
///
/// # Errors
/// [`Conflict::LastAdmin`] when nobody would be left to administer, [`Error::ClerkUnavailable`];
/// then nothing was changed.
pub async fn delete(
    keeper: &impl AccountKeeper,
    db: &Db,
    user: &User,
    session: Option<&str>,
) -> Result<(), Error> {
    let clerk_id = user.clerk_id.as_deref().ok_or(Error::NotFound)?;
    let held = can_be_spared(db, user).await?;
    keeper.delete(clerk_id).await?;
    // Clerk's message says the same later, and finds nothing left to do. If we fail here, it does
    // what we did not: they are deleted, and must not be told otherwise.
    if let Err(error) = forget(db, held, user.id, clerk_id, session).await {
        tracing::warn!(%error, user.id = user.id.0, "left to Clerk's message: who was deleted there");
    }
    Ok(())
}

/// The last administrator stays. The others are held until Clerk has answered: of two who leave at
/// once, the second waits, and then is the last.
async fn can_be_spared(db: &Db, user: &User) -> Result<Option<SystemTx>, Error> {
    if user.role != Role::Admin {
        return Ok(None);
    }
    let mut tx = db.as_system().await?;
    if db::roles::lock_admins(&mut tx).await? == [user.id] {
        return Err(Error::Conflict(Conflict::LastAdmin));
    }
    Ok(Some(tx))
}

/// Clears the row: in the scope that holds it, if one does.
async fn forget(
    db: &Db,
    held: Option<SystemTx>,
    user: UserId,
    clerk_id: &str,
    session: Option<&str>,
) -> Result<(), Error> {
    let told = Told {
        clerk_id: clerk_id.to_owned(),
        news: News::Gone,
    };
    match held {
        Some(mut tx) => {
            people::write(&mut tx, &told, Source::Person).await?;
            tx.commit().await?;
        }
        None => {
            people::write_alone(db, &told, Source::Person).await?;
        }
    }
    if let Some(session) = session {
        let mut tx = db.as_system().await?;
        sessions::ended(&mut tx, session, Some(user), "removed").await?;
        tx.commit().await?;
    }
    Ok(())
}
