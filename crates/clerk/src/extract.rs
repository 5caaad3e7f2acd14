//! Extractors: what a handler asks for in its signature.

use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::response::{IntoResponse, Response};
use http::header::WWW_AUTHENTICATE;
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use serde_json::json;

use crate::auth::{Auth, SignedIn};

/// Why an extractor refused a request. As a response: JSON, with a code and a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// Nobody is signed in: 401.
    #[error("sign in first")]
    Unauthenticated,
    /// The route is not under a [`ClerkLayer`](crate::ClerkLayer): 500.
    #[error("the route is not under a ClerkLayer")]
    LayerMissing,
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        let (status, code) = match self {
            Self::Unauthenticated => (StatusCode::UNAUTHORIZED, "unauthenticated"),
            Self::LayerMissing => {
                tracing::error!("a handler asks who is signed in, but its route has no ClerkLayer");
                (StatusCode::INTERNAL_SERVER_ERROR, "internal")
            }
        };
        let message = match self {
            Self::Unauthenticated => self.to_string(),
            Self::LayerMissing => "internal server error".to_owned(),
        };
        let body = Json(json!({"error": {"code": code, "message": message}}));
        let mut response = (status, body).into_response();
        if self == Self::Unauthenticated {
            response
                .headers_mut()
                .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

pub(crate) fn auth_of(parts: &Parts) -> Result<Arc<Auth>, Rejection> {
    parts
        .extensions
        .get::<Arc<Auth>>()
        .cloned()
        .ok_or(Rejection::LayerMissing)
}

/// Never refuses under a [`ClerkLayer`](crate::ClerkLayer).
impl<S: Send + Sync> FromRequestParts<S> for Auth {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Rejection> {
        Ok(auth_of(parts)?.as_ref().clone())
    }
}

/// Refuses with 401 when nobody is signed in.
impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Rejection> {
        auth_of(parts)?
            .signed_in()
            .cloned()
            .ok_or(Rejection::Unauthenticated)
    }
}

/// `None` when nobody is signed in.
impl<S: Send + Sync> OptionalFromRequestParts<S> for SignedIn {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Rejection> {
        Ok(auth_of(parts)?.signed_in().cloned())
    }
}
