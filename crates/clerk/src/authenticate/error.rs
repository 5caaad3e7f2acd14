//! Requests that cannot be decided.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use serde_json::json;

use crate::jwt::TokenError;

/// Why a request cannot be decided. As a response: 400, 500 or 503, with a JSON body that says what
/// kind of fault it is and no more.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthenticateError {
    /// The request's target and host make no URL.
    #[error("the request's target and host make no URL")]
    InvalidTarget,
    /// A handshake token of a development instance does not verify. When its signature is wrong, the
    /// keys were probably changed: clear the site's cookies and try again.
    #[error("the handshake token was refused: {0}")]
    Handshake(#[source] TokenError),
    /// The signing keys cannot be had, and the configuration says not to guess.
    #[error("the signing keys cannot be had at the moment")]
    KeysUnavailable,
    /// A satellite's sign-in URL is not absolute, or lies on the satellite itself.
    #[error("a satellite's sign-in URL must be absolute and of another origin")]
    SatelliteSignInUrl,
    /// The URL to which a development instance was to return is none.
    #[error("the URL to return to cannot be read")]
    InvalidRedirectUrl,
}

impl AuthenticateError {
    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::InvalidTarget => StatusCode::BAD_REQUEST,
            Self::KeysUnavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Handshake(_) | Self::SatelliteSignInUrl | Self::InvalidRedirectUrl => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::InvalidTarget => "invalid_request_target",
            Self::Handshake(_) => "handshake_failed",
            Self::KeysUnavailable => "authentication_unavailable",
            Self::SatelliteSignInUrl => "authentication_misconfigured",
            Self::InvalidRedirectUrl => "invalid_redirect_url",
        }
    }
}

impl IntoResponse for AuthenticateError {
    fn into_response(self) -> Response {
        let body = json!({"error": {"code": self.code(), "message": self.to_string()}});
        let mut response = (self.status(), Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self == Self::KeysUnavailable {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response
    }
}
