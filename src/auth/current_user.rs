use std::sync::Arc;

use axum::{
    extract::{FromRef, FromRequestParts},
    http::request::Parts,
};
use clerk::SignedIn;

use super::{FirstAdmin, Newcomers};
use crate::{
    db::{Db, EndedSessions, UserTx, caller},
    domain::user::User,
    error::{Error, Refusal},
};

/// The active person who is asking. Its extractor is its only maker.
#[derive(Clone, Debug)]
pub struct CurrentUser {
    user: User,
    session_id: Option<String>,
    impersonator: Option<String>,
}

impl CurrentUser {
    /// Their row, as of this request.
    #[must_use]
    pub fn user(&self) -> &User {
        &self.user
    }

    /// Their row, to hand on.
    #[must_use]
    pub fn into_user(self) -> User {
        self.user
    }

    /// Clerk's id of the session that they ask with.
    #[must_use]
    pub fn session_id(&self) -> Option<&str> {
        self.session_id.as_deref()
    }

    /// Clerk's id of who acts as them, when somebody does.
    #[must_use]
    pub fn impersonator(&self) -> Option<&str> {
        self.impersonator.as_deref()
    }

    /// Opens a scope in which the database shows what is theirs. What it keeps in the audit log also
    /// names who acts as them.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn begin(&self, db: &Db) -> Result<UserTx, Error> {
        let (id, role) = (self.user.id, self.user.role);
        Ok(match &self.impersonator {
            None => db.as_user(id, role).await?,
            Some(impersonator) => db.as_user_acted_by(id, role, impersonator).await?,
        })
    }
}

impl<S> FromRequestParts<S> for CurrentUser
where
    Db: FromRef<S>,
    EndedSessions: FromRef<S>,
    Newcomers: FromRef<S>,
    FirstAdmin: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Error;

    /// # Errors
    /// [`Error::Unauthenticated`] without a valid session, [`Refusal::AccountDeactivated`] for
    /// somebody who may no longer come in. Where newcomers are not made, [`Refusal::Unknown`] for
    /// them, and [`Error::UserNotFound`] where they ask who they are.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        // A route's guard and its handler both ask; the person is looked up once.
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let session = parts
            .extensions
            .get::<Arc<clerk::Auth>>()
            .and_then(|auth| auth.signed_in())
            .ok_or(Error::Unauthenticated)?;
        let db = Db::from_ref(state);
        let user = match find(&db, &EndedSessions::from_ref(state), session).await? {
            Some(user) => user,
            None => {
                let newcomers = Newcomers::from_ref(state);
                newcomers.welcome(&db, session, parts.uri.path()).await?
            }
        };
        if !user.is_active {
            tracing::info!(user.id = user.id.0, "refused: the account is deactivated");
            return Err(Error::Forbidden(Refusal::AccountDeactivated));
        }
        let user = FirstAdmin::from_ref(state).recognise(&db, user).await?;
        tracing::Span::current().record("user.id", user.id.0);
        let current = Self {
            user,
            session_id: session.session_id.clone(),
            impersonator: session.actor.as_ref().map(|actor| actor.sub.clone()),
        };
        parts.extensions.insert(current.clone());
        Ok(current)
    }
}

/// The row of whoever has this session; newcomers have none. The token says that the session was
/// good within the last minute; the database says whether it is now.
async fn find(db: &Db, ended: &EndedSessions, session: &SignedIn) -> Result<Option<User>, Error> {
    let session_id = session.session_id.as_deref();
    let mut tx = db.as_system().await?;
    let caller = caller::of(&mut tx, &session.user_id, session_id).await?;
    if caller.session_ended {
        if let Some(id) = session_id {
            ended.remember(id);
        }
        return Err(Error::Unauthenticated);
    }
    Ok(caller.user)
}
