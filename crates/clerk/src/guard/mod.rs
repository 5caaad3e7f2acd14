//! Refusing requests as Clerk's middleware does: `protect()` and the redirects to sign-in.

mod facts;
mod protect;
mod refusal;

use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::request::Parts;
use url::Url;

use facts::Facts;
pub(crate) use facts::Seen;
pub use protect::Protect;
pub use refusal::Refusal;

use crate::auth::{Auth, MachineAuth, SignedIn};
use crate::extract::{Rejection, auth_of};
use crate::redirect::Departure;
use crate::token_type::{AcceptsToken, TokenType};

/// Who passed a guard.
#[derive(Debug, Clone)]
pub enum Passed {
    /// A user.
    User(SignedIn),
    /// A machine.
    Machine(MachineAuth),
}

/// An extractor that refuses requests in Clerk's way, by what the browser asked for: pages are
/// redirected to sign-in, everything else is answered 404.
///
/// ```
/// use clerk::{Guard, Refusal, Requirement};
///
/// async fn settings(guard: Guard) -> Result<String, Refusal> {
///     let user = guard.protect_user(Requirement::role("org:admin"))?;
///     Ok(format!("settings of {}", user.user_id))
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Guard {
    auth: Arc<Auth>,
    facts: Arc<Facts>,
}

impl<S: Send + Sync> FromRequestParts<S> for Guard {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Rejection> {
        let seen = parts.extensions.get::<Arc<Seen>>().cloned();
        Ok(Self {
            auth: auth_of(parts)?,
            facts: Arc::new(Facts::of(seen.ok_or(Rejection::LayerMissing)?, parts)),
        })
    }
}

impl Guard {
    /// Who is asking.
    pub fn auth(&self) -> &Auth {
        &self.auth
    }

    /// The URL under which the browser knows this request.
    pub fn url(&self) -> Option<&Url> {
        self.facts.seen.url.as_ref()
    }

    /// Lets a user pass who is signed in and has what is required.
    ///
    /// # Errors
    /// The response for everybody else.
    pub fn protect_user(&self, protect: impl Into<Protect>) -> Result<SignedIn, Refusal> {
        let protect = Protect {
            accepts: AcceptsToken::Session,
            ..protect.into()
        };
        match self.protect(protect)? {
            Passed::User(user) => Ok(user),
            Passed::Machine(_) => Err(Refusal::NotFound),
        }
    }

    /// Lets a user or a machine pass that has what is required.
    ///
    /// # Errors
    /// The response for everybody else.
    pub fn protect(&self, protect: impl Into<Protect>) -> Result<Passed, Refusal> {
        let protect = protect.into();
        if let Some(refusal) = self.refuse_machine(&protect.accepts) {
            return Err(refusal);
        }
        if let Auth::Machine(machine) = self.auth.as_ref()
            && protect.accepts.includes(machine.token_type)
        {
            return Ok(Passed::Machine(machine.clone()));
        }
        let Some(user) = self.auth.signed_in() else {
            return Err(self.unauthenticated(&protect));
        };
        match &protect.requirement {
            Some(requirement) if !user.has(requirement) => Err(self.unauthorized(&protect)),
            _ => Ok(Passed::User(user.clone())),
        }
    }

    /// Sends the visitor to the sign-in page, and back to this page afterwards.
    pub fn redirect_to_sign_in(&self) -> Refusal {
        self.redirect_to_sign_in_from(self.url())
    }

    /// Sends the visitor to the sign-in page, and to another page afterwards, or to none in
    /// particular. The page must be one of this application's: it is not checked.
    pub fn redirect_to_sign_in_from(&self, return_to: Option<&Url>) -> Refusal {
        Refusal::redirect(self.departure().and_then(|from| from.to_sign_in(return_to)))
    }

    /// Sends the visitor to the sign-up page, and back to this page afterwards.
    pub fn redirect_to_sign_up(&self) -> Refusal {
        self.redirect_to_sign_up_from(self.url())
    }

    /// Sends the visitor to the sign-up page, and to another page afterwards, or to none in
    /// particular. The page must be one of this application's: it is not checked.
    pub fn redirect_to_sign_up_from(&self, return_to: Option<&Url>) -> Refusal {
        Refusal::redirect(self.departure().and_then(|from| from.to_sign_up(return_to)))
    }

    /// The 401 of endpoints where machines are expected, if this request gets one.
    fn refuse_machine(&self, accepts: &AcceptsToken) -> Option<Refusal> {
        if accepts.is_session_only() {
            return None;
        }
        let takes_users = accepts.includes(TokenType::SessionToken);
        let refused = match (self.auth.as_ref(), self.facts.presented) {
            (Auth::Machine(machine), _) => !accepts.includes(machine.token_type),
            (Auth::SignedIn(_), _) => !takes_users,
            (Auth::SignedOut(_), Some(_)) => true,
            (Auth::SignedOut(_), None) => !takes_users,
        };
        refused.then(|| self.machine_unauthorized())
    }

    fn machine_unauthorized(&self) -> Refusal {
        let refused = match self.auth.as_ref() {
            Auth::Machine(machine) => Some(machine.token_type),
            Auth::SignedIn(_) => Some(TokenType::SessionToken),
            Auth::SignedOut(nobody) => nobody.token_type,
        };
        let is_oauth = refused == Some(TokenType::OauthToken);
        let host = self.facts.seen.clerk.publishable_key().frontend_api();
        Refusal::Unauthorized {
            authenticate: is_oauth.then(|| {
                format!("Bearer resource_metadata=\"https://{host}/.well-known/oauth-protected-resource\"")
            }),
        }
    }

    fn unauthenticated(&self, protect: &Protect) -> Refusal {
        match &protect.unauthenticated_url {
            Some(url) => self.redirect_to(url),
            None if self.facts.is_page_request => self.redirect_to_sign_in(),
            None => Refusal::NotFound,
        }
    }

    fn unauthorized(&self, protect: &Protect) -> Refusal {
        match &protect.unauthorized_url {
            Some(url) => self.redirect_to(url),
            None => Refusal::NotFound,
        }
    }

    fn redirect_to(&self, url: &str) -> Refusal {
        Refusal::redirect(self.departure().and_then(|from| from.to_url(url)))
    }

    fn departure(&self) -> Option<Departure<'_>> {
        let signed_out = self.auth.signed_out();
        Some(Departure {
            config: &self.facts.seen.clerk.0.config,
            url: self.facts.seen.url.as_ref()?,
            is_pending: signed_out
                .is_some_and(|auth| auth.session_status.as_deref() == Some("pending")),
            dev_browser: self.facts.dev_browser.as_deref(),
        })
    }
}
