//! Clerk's error envelope and the codes that its browser components know.
//!
//! The components look at `code` and `meta.param_name` and show a text of their own for some codes,
//! the `long_message` for the others.

mod catalogue;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use crate::random;

/// One refusal, as Clerk words it.
#[derive(Clone, Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    body: ErrorBody,
    retry_after_seconds: Option<u32>,
}

/// One entry of `errors`; also stored in a verification that failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ErrorBody {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) long_message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) meta: Option<ErrorMeta>,
}

/// Which form field an error belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ErrorMeta {
    pub(crate) param_name: String,
}

impl ErrorBody {
    pub(crate) fn new(code: &str, message: &str, long_message: &str) -> Self {
        Self {
            code: code.to_owned(),
            message: message.to_owned(),
            long_message: long_message.to_owned(),
            meta: None,
        }
    }
}

#[derive(Serialize)]
struct Envelope {
    errors: Vec<ErrorBody>,
    clerk_trace_id: String,
}

impl ApiError {
    pub(crate) fn new(status: StatusCode, code: &str, message: &str, long_message: &str) -> Self {
        Self {
            status,
            body: ErrorBody::new(code, message, long_message),
            retry_after_seconds: None,
        }
    }

    /// A refused form field: 422 with the field's name.
    fn form(param: &str, code: &str, message: &str, long_message: &str) -> Self {
        let mut error = Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            code,
            message,
            long_message,
        );
        error.body.meta = Some(ErrorMeta {
            param_name: param.to_owned(),
        });
        error
    }

    /// The machine-readable code.
    #[cfg(test)]
    pub(crate) fn code(&self) -> &str {
        &self.body.code
    }

    /// Our own failure; the cause goes to the log, not to the browser.
    pub(crate) fn internal(cause: &dyn std::error::Error) -> Self {
        tracing::error!(%cause, "the stand-in could not answer");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal_clerk_error",
            "Oops, an unexpected error occurred",
            "There was an internal error in the stand-in; its log has the cause.",
        )
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let envelope = Envelope {
            errors: vec![self.body],
            clerk_trace_id: random::alphanumeric(24).to_lowercase(),
        };
        let mut response = (self.status, Json(envelope)).into_response();
        if let Some(seconds) = self.retry_after_seconds {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
