//! Refusing requests as Clerk's middleware does: `protect()` and the redirects to sign-in.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::header::{ACCEPT, LOCATION, WWW_AUTHENTICATE};
use http::request::Parts;
use http::{HeaderName, HeaderValue, StatusCode};
use url::Url;

use crate::auth::{Auth, MachineAuth, Requirement, SignedIn};
use crate::clerk::Clerk;
use crate::cookies::{self, Cookies};
use crate::extract::{Rejection, auth_of};
use crate::redirect::Departure;
use crate::request::{SEC_FETCH_DEST, public_url};
use crate::token_type::{AcceptsToken, TokenType};

/// What the layer remembers of a request for the guard.
#[derive(Debug)]
pub(crate) struct Facts {
    clerk: Clerk,
    url: Option<Url>,
    is_page_request: bool,
    dev_browser: Option<String>,
    presented: Option<TokenType>,
    has_header_token: bool,
}

impl Facts {
    pub(crate) fn of(clerk: &Clerk, parts: &Parts) -> Self {
        let text = |name: HeaderName| {
            parts
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
        };
        let destination = text(SEC_FETCH_DEST);
        let token = crate::request::header_token(&parts.headers);
        Self {
            clerk: clerk.clone(),
            url: public_url(parts).ok(),
            is_page_request: matches!(destination, Some("document" | "iframe"))
                || text(ACCEPT).is_some_and(|accept| accept.contains("text/html")),
            dev_browser: Cookies::from_headers(&parts.headers)
                .get(cookies::DEV_BROWSER)
                .map(std::borrow::Cow::into_owned),
            presented: token.and_then(TokenType::of_machine_token),
            has_header_token: token.is_some(),
        }
    }
}

/// What [`Guard::protect`] asks for, and where it sends those who do not have it.
///
/// ```
/// use clerk::{Protect, Requirement};
/// let admins = Protect::new()
///     .requirement(Requirement::role("org:admin"))
///     .unauthorized_url("/not-for-you");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Protect {
    requirement: Option<Requirement>,
    unauthenticated_url: Option<String>,
    unauthorized_url: Option<String>,
    accepts: AcceptsToken,
}

impl Protect {
    /// Asks for a signed-in user, no more.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks for more.
    #[must_use]
    pub fn requirement(mut self, requirement: Requirement) -> Self {
        self.requirement = Some(requirement);
        self
    }

    /// Where to send visitors who are not signed in, instead of the sign-in page or a 404.
    #[must_use]
    pub fn unauthenticated_url(mut self, url: impl Into<String>) -> Self {
        self.unauthenticated_url = Some(url.into());
        self
    }

    /// Where to send users who lack what is required, instead of a 404.
    #[must_use]
    pub fn unauthorized_url(mut self, url: impl Into<String>) -> Self {
        self.unauthorized_url = Some(url.into());
        self
    }

    /// The kinds of token that are accepted here. The configuration must accept them too.
    #[must_use]
    pub fn token(mut self, accepts: AcceptsToken) -> Self {
        self.accepts = accepts;
        self
    }
}

impl From<Requirement> for Protect {
    fn from(requirement: Requirement) -> Self {
        Self::new().requirement(requirement)
    }
}

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
        let facts = parts.extensions.get::<Arc<Facts>>().cloned();
        Ok(Self {
            auth: auth_of(parts)?,
            facts: facts.ok_or(Rejection::LayerMissing)?,
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
        self.facts.url.as_ref()
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
        match self.auth.as_ref() {
            Auth::Machine(machine) if protect.accepts.includes(machine.token_type) => {
                Ok(Passed::Machine(machine.clone()))
            }
            Auth::SignedIn(user) => match &protect.requirement {
                Some(requirement) if !user.has(requirement) => Err(self.unauthorized(&protect)),
                _ => Ok(Passed::User(user.clone())),
            },
            Auth::Machine(_) | Auth::SignedOut(_) => Err(self.unauthenticated(&protect)),
        }
    }

    /// Sends the visitor to the sign-in page, and back to this page afterwards.
    pub fn redirect_to_sign_in(&self) -> Refusal {
        Refusal::redirect(
            self.departure()
                .and_then(|from| from.to_sign_in(Some(from.url))),
        )
    }

    /// Sends the visitor to the sign-up page, and back to this page afterwards.
    pub fn redirect_to_sign_up(&self) -> Refusal {
        Refusal::redirect(
            self.departure()
                .and_then(|from| from.to_sign_up(Some(from.url))),
        )
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
        let is_oauth =
            self.facts.has_header_token && self.facts.presented == Some(TokenType::OauthToken);
        let host = self.facts.clerk.publishable_key().frontend_api();
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
            config: &self.facts.clerk.0.config,
            url: self.facts.url.as_ref()?,
            is_pending: signed_out
                .is_some_and(|auth| auth.session_status.as_deref() == Some("pending")),
            dev_browser: self.facts.dev_browser.as_deref(),
        })
    }
}

/// The response to a request that a [`Guard`] did not let pass.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// 307, marked as Clerk's own redirect.
    Redirect(Url),
    /// 404: whether there is something is nobody's business.
    NotFound,
    /// 401, for machines.
    Unauthorized {
        /// The `WWW-Authenticate` header.
        authenticate: Option<String>,
    },
}

const REDIRECT_TO: HeaderName = HeaderName::from_static("x-clerk-redirect-to");

impl Refusal {
    fn redirect(url: Option<Url>) -> Self {
        url.map_or(Self::NotFound, Self::Redirect)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND.into_response(),
            Self::Unauthorized { authenticate } => {
                let mut response = StatusCode::UNAUTHORIZED.into_response();
                let value = authenticate.and_then(|text| HeaderValue::try_from(text).ok());
                if let Some(value) = value {
                    response.headers_mut().insert(WWW_AUTHENTICATE, value);
                }
                response
            }
            Self::Redirect(url) => {
                let mut response = StatusCode::TEMPORARY_REDIRECT.into_response();
                let headers = response.headers_mut();
                if let Ok(location) = HeaderValue::try_from(String::from(url)) {
                    headers.insert(LOCATION, location);
                }
                headers.insert(REDIRECT_TO, HeaderValue::from_static("true"));
                response
            }
        }
    }
}
