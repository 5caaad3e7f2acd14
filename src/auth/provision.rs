//! People are made on their first request, from the token alone: no call to Clerk is needed. What
//! the token does not say is asked of Clerk afterwards, behind the request's back.

use std::sync::Arc;

use clerk::{BackendApi, SignedIn};
use time::OffsetDateTime;
use tokio::sync::Semaphore;

use crate::{
    db::Db,
    domain::{
        person::{News, Profile, Source, Told, Version},
        user::User,
    },
    error::{Error, Refusal},
    service::people::{self, Found},
};

/// How many newcomers are asked about at once.
const AT_ONCE: usize = 4;
/// How many more may wait. Who comes when these do is completed by a webhook or the reconcile.
const WAITING: usize = 256;
/// Where somebody who is signed in asks who they are.
const WHO_AM_I: [&str; 2] = ["/api/v1/users/me", "/api/auth/me"];

/// What is done with people who were never here. Cheap to clone; clones share their limits.
#[derive(Clone, Debug)]
pub struct Newcomers {
    are_made: bool,
    clerk: Option<BackendApi>,
    waiting: Arc<Semaphore>,
    running: Arc<Semaphore>,
}

impl Newcomers {
    /// Makes people on their first request if `are_made`, and asks `clerk` to complete them.
    #[must_use]
    pub fn new(are_made: bool, clerk: Option<BackendApi>) -> Self {
        Self {
            are_made,
            clerk,
            waiting: Arc::new(Semaphore::new(WAITING)),
            running: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// Makes the row of somebody who has none. Parallel first requests make one.
    pub(super) async fn welcome(
        &self,
        db: &Db,
        session: &SignedIn,
        path: &str,
    ) -> Result<User, Error> {
        if !self.are_made {
            return Err(unknown(path));
        }
        let claims = || Profile::of_claims(&session.claims.custom.clone().into());
        match people::find_or_make(db, &session.user_id, claims).await? {
            Found::Known(user) => Ok(user),
            Found::New(user) => {
                tracing::info!(user.id = user.id.0, "a new person came");
                self.complete(db, &session.user_id);
                Ok(user)
            }
            Found::Purged => Err(Error::Forbidden(Refusal::AccountDeactivated)),
        }
    }

    /// Asks Clerk about somebody, later. Nobody waits for it, and nothing depends on it.
    fn complete(&self, db: &Db, clerk_id: &str) {
        let Some(clerk) = self.clerk.clone() else {
            return;
        };
        let Ok(place) = Arc::clone(&self.waiting).try_acquire_owned() else {
            tracing::info!("too many newcomers at once: one is completed later");
            return;
        };
        let (running, db, clerk_id) = (Arc::clone(&self.running), db.clone(), clerk_id.to_owned());
        tokio::spawn(async move {
            let turn = running.acquire().await;
            if let Err(error) = complete(&clerk, &db, clerk_id).await {
                tracing::warn!(error, "a newcomer could not be completed yet");
            }
            drop((turn, place));
        });
    }
}

async fn complete(clerk: &BackendApi, db: &Db, clerk_id: String) -> Result<(), String> {
    let user = clerk.users().get(&clerk_id).await;
    let user = user.map_err(|error| error.to_string())?;
    let user = serde_json::to_value(user).map_err(|error| error.to_string())?;
    // As old as their last change: whatever a webhook says of the same moment is newer.
    let version = Version::of_user(&user, OffsetDateTime::UNIX_EPOCH);
    let told = Told {
        clerk_id,
        news: News::Are(Profile::of_user(&user), version),
    };
    people::write_alone(db, &told, Source::Backfill)
        .await
        .map_err(|error| error.to_string())?;
    Ok(())
}

fn unknown(path: &str) -> Error {
    if WHO_AM_I.contains(&path) {
        Error::UserNotFound
    } else {
        Error::Forbidden(Refusal::Unknown)
    }
}
