//! What those are answered who do not pass.

use axum::response::{IntoResponse, Response};
use http::header::{LOCATION, WWW_AUTHENTICATE};
use http::{HeaderName, HeaderValue, StatusCode};
use url::Url;

/// The response to a request that a [`Guard`](super::Guard) did not let pass.
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
    pub(super) fn redirect(url: Option<Url>) -> Self {
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
