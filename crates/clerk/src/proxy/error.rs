//! What the proxy answers by itself.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::CACHE_CONTROL;
use http::{HeaderValue, StatusCode};
use serde_json::json;

/// Why the proxy could not pass a request on. As a response: JSON in the form of the Frontend API's
/// errors, never cached.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProxyError {
    /// A key or an address is missing or malformed.
    #[error("the Frontend API proxy is not configured: {0}")]
    Configuration(String),
    /// The request is not under the proxy's path.
    #[error("the request is not under the proxy's path")]
    PathMismatch,
    /// The request would leave the Frontend API's host.
    #[error("the request would leave the Frontend API's host")]
    HostMismatch,
    /// The Frontend API could not be reached.
    #[error("the Frontend API could not be reached")]
    Unreachable,
}

impl IntoResponse for ProxyError {
    fn into_response(self) -> Response {
        let (status, code) = match self {
            Self::Configuration(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "proxy_configuration_error",
            ),
            Self::PathMismatch => (StatusCode::BAD_REQUEST, "proxy_path_mismatch"),
            Self::HostMismatch => (StatusCode::BAD_REQUEST, "proxy_request_failed"),
            Self::Unreachable => (StatusCode::BAD_GATEWAY, "proxy_request_failed"),
        };
        let body = json!({"errors": [{"code": code, "message": self.to_string()}]});
        let no_store = [(CACHE_CONTROL, HeaderValue::from_static("no-store"))];
        (status, no_store, Json(body)).into_response()
    }
}
