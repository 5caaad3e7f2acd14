//! The decision about one request.

use std::sync::Arc;

use http::header::{CACHE_CONTROL, LOCATION, SET_COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::auth::{Auth, MachineAuth, SignedIn, SignedOut, TokenCarrier};
use crate::claims::Claims;
use crate::reason::Reason;
use crate::token_type::TokenType;

/// What a request was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthStatus {
    /// A token was verified.
    SignedIn,
    /// None was.
    SignedOut,
    /// The browser has to ask Clerk first.
    Handshake,
}

impl AuthStatus {
    /// The text that goes on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "signed-in",
            Self::SignedOut => "signed-out",
            Self::Handshake => "handshake",
        }
    }
}

/// The decision about one request: who is asking, and the headers that the response must carry.
#[derive(Debug, Clone)]
pub struct RequestState {
    status: AuthStatus,
    auth: Auth,
    headers: HeaderMap,
    url: Option<Url>,
}

const AUTH_STATUS: HeaderName = HeaderName::from_static("x-clerk-auth-status");
const AUTH_REASON: HeaderName = HeaderName::from_static("x-clerk-auth-reason");
const AUTH_MESSAGE: HeaderName = HeaderName::from_static("x-clerk-auth-message");

impl RequestState {
    pub(super) fn signed_in(
        claims: Arc<Claims>,
        token: &str,
        carrier: TokenCarrier,
        treat_pending_as_signed_out: bool,
    ) -> Self {
        let auth = if claims.is_pending() && treat_pending_as_signed_out {
            Auth::SignedOut(SignedOut::pending())
        } else {
            Auth::SignedIn(SignedIn::new(claims, token, carrier))
        };
        Self {
            status: AuthStatus::SignedIn,
            auth,
            headers: HeaderMap::new(),
            url: None,
        }
    }

    pub(super) fn machine(machine: MachineAuth) -> Self {
        Self {
            status: AuthStatus::SignedIn,
            auth: Auth::Machine(machine),
            headers: HeaderMap::new(),
            url: None,
        }
    }

    pub(super) fn signed_out(reason: Reason, message: impl Into<String>) -> Self {
        Self::not_signed_in(AuthStatus::SignedOut, SignedOut::new(reason, message))
    }

    pub(super) fn handshake(reason: Reason, message: impl Into<String>, location: &str) -> Self {
        let mut state = Self::not_signed_in(AuthStatus::Handshake, SignedOut::new(reason, message));
        state.redirect(location);
        state
    }

    /// Says which kind of token was looked for; `None` where none of several was presented.
    pub(super) fn for_kind(mut self, kind: Option<TokenType>) -> Self {
        if let Auth::SignedOut(signed_out) = &mut self.auth {
            signed_out.token_type = kind;
        }
        self
    }

    fn not_signed_in(status: AuthStatus, signed_out: SignedOut) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(AUTH_STATUS, HeaderValue::from_static(status.as_str()));
        for (name, text) in [
            (AUTH_REASON, signed_out.reason.to_string()),
            (AUTH_MESSAGE, signed_out.message.clone()),
        ] {
            // A text that is no header value is left out, as in Clerk's SDKs.
            if let (false, Ok(value)) = (text.is_empty(), HeaderValue::try_from(text)) {
                headers.insert(name, value);
            }
        }
        Self {
            status,
            auth: Auth::SignedOut(signed_out),
            headers,
            url: None,
        }
    }

    /// Answers with a redirect that nobody may cache.
    pub(super) fn redirect(&mut self, location: &str) {
        if let Ok(location) = HeaderValue::try_from(location) {
            self.headers.insert(LOCATION, location);
            self.headers
                .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
    }

    pub(super) fn set_cookie(&mut self, directive: &str) {
        match HeaderValue::try_from(directive) {
            Ok(value) => {
                self.headers.append(SET_COOKIE, value);
            }
            Err(_) => tracing::warn!("a cookie directive that is no header value was left out"),
        }
    }

    pub(super) fn set_header(&mut self, name: HeaderName, value: &'static str) {
        self.headers.insert(name, HeaderValue::from_static(value));
    }

    pub(super) fn at(mut self, url: Url) -> Self {
        self.url = Some(url);
        self
    }

    /// The URL under which the browser knows the request.
    pub fn url(&self) -> Option<&Url> {
        self.url.as_ref()
    }

    /// Signed in, signed out, or handshake.
    pub fn status(&self) -> AuthStatus {
        self.status
    }

    /// Who is asking. During a handshake: nobody.
    pub fn auth(&self) -> &Auth {
        &self.auth
    }

    /// Why nobody is signed in, if so.
    pub fn reason(&self) -> Option<&Reason> {
        self.auth.signed_out().map(|signed_out| &signed_out.reason)
    }

    /// Where the browser has to go: the response is then a redirect (307), and the application does
    /// not run.
    pub fn location(&self) -> Option<&str> {
        self.headers.get(LOCATION)?.to_str().ok()
    }

    /// The headers to append to the response, whatever it is.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Takes the state apart.
    pub fn into_parts(self) -> (Auth, HeaderMap) {
        (self.auth, self.headers)
    }
}
