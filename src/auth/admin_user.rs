use axum::{
    extract::{FromRef, FromRequestParts},
    http::request::Parts,
};

use super::{CurrentUser, FirstAdmin, Newcomers};
use crate::{
    db::{AdminTx, Administrator, Db, EndedSessions},
    domain::user::User,
    error::{Error, Refusal},
};

/// The active administrator who is asking: the row says so, at this request, whatever the token
/// says. Its extractor is its only maker.
#[derive(Clone, Debug)]
pub struct AdminUser {
    current: CurrentUser,
    administrator: Administrator,
}

impl AdminUser {
    /// Their row, as of this request.
    #[must_use]
    pub fn user(&self) -> &User {
        self.current.user()
    }

    /// The same person, as any other.
    #[must_use]
    pub fn into_current(self) -> CurrentUser {
        self.current
    }

    /// Opens a scope of the admin area, in which the database shows what is everybody's. For what
    /// is their own, they are a person like others: [`CurrentUser::begin`].
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn begin(&self, db: &Db) -> Result<AdminTx, Error> {
        Ok(db.as_admin(self.administrator).await?)
    }
}

impl<S> FromRequestParts<S> for AdminUser
where
    Db: FromRef<S>,
    EndedSessions: FromRef<S>,
    Newcomers: FromRef<S>,
    FirstAdmin: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Error;

    /// # Errors
    /// As [`CurrentUser`]'s; [`Refusal::Role`] for everybody who is no administrator.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let current = CurrentUser::from_request_parts(parts, state).await?;
        let administrator = Db::from_ref(state)
            .administrator(current.user().id)
            .await?
            .ok_or(Error::Forbidden(Refusal::Role))?;
        Ok(Self {
            current,
            administrator,
        })
    }
}
