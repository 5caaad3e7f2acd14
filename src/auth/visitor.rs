use std::convert::Infallible;

use axum::{
    extract::{FromRef, FromRequestParts},
    http::request::Parts,
};

use super::{CurrentUser, FirstAdmin, Newcomers};
use crate::{
    db::{Db, EndedSessions, VisitorTx},
    error::Error,
};

/// Whoever looks at a public page: an active person who is signed in, or anybody.
#[derive(Clone, Debug)]
pub struct Visitor(Option<CurrentUser>);

impl Visitor {
    /// The person, if it is one.
    #[must_use]
    pub fn person(&self) -> Option<&CurrentUser> {
        self.0.as_ref()
    }

    /// Opens a scope in which the database shows what is public.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn begin(&self, db: &Db) -> Result<VisitorTx, Error> {
        Ok(match &self.0 {
            Some(person) => VisitorTx::Person(person.begin(db).await?),
            None => VisitorTx::Nobody(db.as_anon().await?),
        })
    }
}

impl<S> FromRequestParts<S> for Visitor
where
    Db: FromRef<S>,
    EndedSessions: FromRef<S>,
    Newcomers: FromRef<S>,
    FirstAdmin: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    /// Who may not come in as a person is anybody here.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self(
            CurrentUser::from_request_parts(parts, state).await.ok(),
        ))
    }
}
