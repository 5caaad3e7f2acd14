use std::sync::Arc;

use axum::{extract::FromRequestParts, http::request::Parts};
use clerk::{Requirement, Reverification};

use crate::error::{Error, Refusal};

/// What the token of the caller's session says, beside who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    is_fresh: bool,
    impersonator: Option<String>,
}

impl Session {
    /// Lets through who has proved who they are within the last ten minutes, by the second factor
    /// where they have one: Clerk's `strict`.
    ///
    /// # Errors
    /// [`Refusal::Reverification`] for everybody else.
    pub fn require_fresh(&self) -> Result<(), Error> {
        if self.is_fresh {
            Ok(())
        } else {
            Err(Error::Forbidden(Refusal::Reverification))
        }
    }

    /// Whether they have proved who they are within the last ten minutes.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.is_fresh
    }

    /// Lets through who acts for themselves.
    ///
    /// # Errors
    /// [`Refusal::Impersonation`] for who acts as another.
    pub fn require_oneself(&self) -> Result<(), Error> {
        match self.impersonator {
            None => Ok(()),
            Some(_) => Err(Error::Forbidden(Refusal::Impersonation)),
        }
    }

    /// Clerk's id of who acts as the caller, when somebody does (the token's `act`).
    #[must_use]
    pub fn impersonator(&self) -> Option<&str> {
        self.impersonator.as_deref()
    }
}

impl From<&clerk::SignedIn> for Session {
    fn from(session: &clerk::SignedIn) -> Self {
        Self {
            is_fresh: session.has(&Requirement::reverification(Reverification::Strict)),
            impersonator: session.actor.as_ref().map(|actor| actor.sub.clone()),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Session {
    type Rejection = Error;

    /// # Errors
    /// [`Error::Unauthenticated`] without a valid session.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts
            .extensions
            .get::<Arc<clerk::Auth>>()
            .and_then(|auth| auth.signed_in())
            .map(Self::from)
            .ok_or(Error::Unauthenticated)
    }
}

/// A caller who has proved who they are within the last ten minutes: the guard of what somebody
/// who finds a computer unlocked must not do.
#[derive(Clone, Copy, Debug)]
pub struct Fresh(());

impl<S: Send + Sync> FromRequestParts<S> for Fresh {
    type Rejection = Error;

    /// # Errors
    /// [`Error::Unauthenticated`] without a valid session, [`Refusal::Reverification`] with one
    /// that was proved too long ago; clerk-js finds in that answer what it needs to ask again.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let session = Session::from_request_parts(parts, state).await?;
        session.require_fresh()?;
        Ok(Self(()))
    }
}
