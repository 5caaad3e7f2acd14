use std::sync::Arc;

use axum::{
    extract::{FromRef, FromRequestParts},
    http::request::Parts,
};

use super::provision;
use crate::{
    db::{Db, UserTx},
    domain::user::User,
    error::{Error, Refusal},
};

/// The active person who is asking. Its extractor is its only maker.
#[derive(Clone, Debug)]
pub struct CurrentUser {
    user: User,
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

    /// Opens a scope in which the database shows what is theirs.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn begin(&self, db: &Db) -> Result<UserTx, Error> {
        Ok(db.as_user(self.user.id, self.user.role).await?)
    }
}

impl<S> FromRequestParts<S> for CurrentUser
where
    Db: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Error;

    /// # Errors
    /// [`Error::Unauthenticated`] without a valid session, [`Refusal::AccountDeactivated`] for
    /// somebody who may no longer come in.
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
        let user = provision::find_or_make(&Db::from_ref(state), session).await?;
        if !user.is_active {
            tracing::info!(user.id = user.id.0, "refused: the account is deactivated");
            return Err(Error::Forbidden(Refusal::AccountDeactivated));
        }
        let current = Self { user };
        parts.extensions.insert(current.clone());
        Ok(current)
    }
}
