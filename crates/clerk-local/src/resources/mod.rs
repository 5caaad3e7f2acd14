//! The JSON shapes of Clerk's resources, and how they are drawn from the memory.
//!
//! Shapes follow Clerk's OpenAPI documents; fields that a person without phone, organization or
//! second factor never has are constant.

mod client;
mod reverification;
mod session;
mod sign_in;
mod sign_up;
mod user;
mod verification;

use serde::Serialize;

pub(crate) use client::ClientResource;
pub(crate) use reverification::ReverificationResource;
pub(crate) use session::{SessionResource, SessionWithActivities};
pub(crate) use sign_in::SignInResource;
pub(crate) use sign_up::SignUpResource;
pub(crate) use user::{EmailResource, ExternalAccountResource, ImageResource, UserResource};

use crate::app::App;
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::state::{Session, User};
use crate::tokens::{ProfileClaims, SessionFacts};
use crate::visitor::{Via, Visitor};

/// Draws resources for one reader.
pub(crate) struct Artist<'a> {
    pub(crate) app: &'a App,
    pub(crate) proxy_url: &'a str,
    pub(crate) authorized_party: &'a str,
    pub(crate) now: UnixMillis,
}

impl<'a> Artist<'a> {
    /// For a browser.
    pub(crate) fn for_visitor(app: &'a App, visitor: &'a Visitor, now: UnixMillis) -> Self {
        Self {
            app,
            proxy_url: &visitor.via.proxy_url,
            authorized_party: &visitor.authorized_party,
            now,
        }
    }

    /// For the application's server.
    pub(crate) fn for_server(app: &'a App, via: &'a Via, now: UnixMillis) -> Self {
        Self {
            app,
            proxy_url: &via.proxy_url,
            authorized_party: &via.origin,
            now,
        }
    }

    /// A fresh token of `session`, which is `user`'s.
    ///
    /// # Errors
    /// When signing fails.
    pub(crate) fn token(&self, session: &Session, user: &User) -> Result<TokenResource, ApiError> {
        let facts = SessionFacts {
            issuer: &self.app.proxy_url,
            authorized_party: self.authorized_party,
            session: &session.id,
            user: &session.user_id,
            verified_minutes_ago: session.verified_minutes_ago(self.now),
            issued_at: self.app.clock.of_tokens(self.now),
            profile: ProfileClaims {
                email: user.primary_email().map(|email| email.address.clone()),
                first_name: user.first_name.clone(),
                last_name: user.last_name.clone(),
                image_url: self.image_url(user),
            },
        };
        let jwt = self
            .app
            .instance
            .signer()
            .session_token(facts)
            .map_err(|error| ApiError::internal(&error))?;
        Ok(TokenResource {
            object: "token",
            jwt,
        })
    }
}

/// A session token.
#[derive(Debug, Serialize)]
pub(crate) struct TokenResource {
    object: &'static str,
    pub(crate) jwt: String,
}

/// Something that is gone.
#[derive(Debug, Serialize)]
pub(crate) struct DeletedResource {
    pub(crate) object: &'static str,
    pub(crate) id: String,
    pub(crate) deleted: bool,
}

impl DeletedResource {
    pub(crate) fn new(object: &'static str, id: &impl ToString) -> Self {
        Self {
            object,
            id: id.to_string(),
            deleted: true,
        }
    }
}

/// A list that is always empty here, and so needs no item type.
pub(crate) type NoItems = [(); 0];
