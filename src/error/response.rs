//! An error as the answer to a request.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};

use super::Error;

/// The code of the error that an answer tells of, in the answer's extensions, for the layers around
/// the doors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorCode(pub &'static str);

impl Error {
    /// After how many seconds it is worth trying again, where time alone helps.
    #[must_use]
    pub fn retry_after(&self) -> Option<HeaderValue> {
        match self {
            Self::Unavailable => Some(HeaderValue::from_static("5")),
            Self::RateLimited => Some(HeaderValue::from_static("60")),
            _ => None,
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let challenge = (self == Self::Unauthenticated)
            .then_some((header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")));
        let retry = self
            .retry_after()
            .map(|seconds| (header::RETRY_AFTER, seconds));
        let code = ErrorCode(self.code());
        let mut response = (status, Json(self)).into_response();
        response.extensions_mut().insert(code);
        response
            .headers_mut()
            .extend(challenge.into_iter().chain(retry));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_too_often_is_told_how_long_to_wait() {
        for (error, seconds) in [
            (Error::RateLimited, Some("60")),
            (Error::Unavailable, Some("5")),
            (Error::Internal, None),
        ] {
            let response = error.into_response();
            let header = response.headers().get(header::RETRY_AFTER);
            assert_eq!(header.and_then(|value| value.to_str().ok()), seconds);
        }
    }
}
