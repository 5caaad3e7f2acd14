//! Clerk's error envelope and the codes that its browser components know.
//!
//! The components look at `code` and `meta.param_name` and show a text of their own for some codes,
//! the `long_message` for the others.

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

    /// A person without an account came from a provider: the browser goes on with a sign-up.
    pub(crate) fn external_account_not_found() -> Self {
        Self::new(
            "external_account_not_found",
            "Account not found",
            "No account was found for this external account.",
        )
    }

    /// A person with an account came to sign up: the browser goes on with a sign-in.
    pub(crate) fn external_account_exists() -> Self {
        Self::new(
            "external_account_exists",
            "Account exists",
            "This external account already belongs to someone.",
        )
    }

    /// The person declined at the provider's consent page.
    pub(crate) fn oauth_access_denied() -> Self {
        Self::new(
            "oauth_access_denied",
            "Access denied",
            "You did not grant access to your account.",
        )
    }

    /// The provider's account already belongs to another person.
    pub(crate) fn oauth_identification_claimed() -> Self {
        Self::new(
            "oauth_identification_claimed",
            "Already connected",
            "This external account is already connected to another user.",
        )
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

    pub(crate) fn password_incorrect(param: &str) -> Self {
        let code = if param == "current_password" {
            "form_password_validation_failed"
        } else {
            "form_password_incorrect"
        };
        Self::form(
            param,
            code,
            "Password is incorrect.",
            "Password is incorrect. Try again, or use another method.",
        )
    }

    pub(crate) fn identifier_not_found() -> Self {
        Self::form(
            "identifier",
            "form_identifier_not_found",
            "Couldn't find your account.",
            "Couldn't find your account.",
        )
    }

    pub(crate) fn identifier_exists() -> Self {
        Self::form(
            "email_address",
            "form_identifier_exists",
            "That email address is taken.",
            "That email address is taken. Please try another.",
        )
    }

    pub(crate) fn password_pwned(param: &str) -> Self {
        Self::form(
            param,
            "form_password_pwned",
            "Password is too common.",
            "This password is on a list of common passwords. For account safety, please use a different password.",
        )
    }

    pub(crate) fn password_too_short(param: &str, minimum: usize) -> Self {
        Self::form(
            param,
            "form_password_length_too_short",
            "Password is too short.",
            &format!("Passwords must be {minimum} characters or more."),
        )
    }

    pub(crate) fn password_too_long(param: &str, maximum: usize) -> Self {
        Self::form(
            param,
            "form_password_length_too_long",
            "Password is too long.",
            &format!("Passwords must be {maximum} bytes or less."),
        )
    }

    pub(crate) fn code_incorrect() -> Self {
        Self::form(
            "code",
            "form_code_incorrect",
            "Incorrect code",
            "Incorrect code",
        )
    }

    pub(crate) fn param_missing(param: &str) -> Self {
        Self::form(
            param,
            "form_param_missing",
            "is missing",
            &format!("{param} must be included."),
        )
    }

    pub(crate) fn param_format_invalid(param: &str, long_message: &str) -> Self {
        Self::form(
            param,
            "form_param_format_invalid",
            "is invalid",
            long_message,
        )
    }

    pub(crate) fn param_value_invalid(param: &str) -> Self {
        Self::form(
            param,
            "form_param_value_invalid",
            "is invalid",
            &format!("{param} does not match one of the allowed values."),
        )
    }

    /// The form body could not be read at all.
    pub(crate) fn malformed_body() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "malformed_request_parameters",
            "Malformed request",
            "The request parameters could not be read.",
        )
    }

    pub(crate) fn strategy_invalid() -> Self {
        Self::form(
            "strategy",
            "strategy_for_user_invalid",
            "Invalid strategy",
            "The verification strategy is not valid for this account.",
        )
    }

    pub(crate) fn verification_missing() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "verification_missing",
            "Missing verification",
            "You need to send a verification code before attempting to verify.",
        )
    }

    pub(crate) fn verification_expired() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "verification_expired",
            "Expired",
            "The verification has expired. You must create a new one.",
        )
    }

    pub(crate) fn verification_failed() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "verification_failed",
            "Too many attempts",
            "Too many failed attempts. You have to try again with the same or another method.",
        )
    }

    pub(crate) fn verification_already_verified() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "verification_already_verified",
            "Already verified",
            "This verification has already been verified.",
        )
    }

    /// Codes were asked for in too quick a succession.
    pub(crate) fn too_many_requests(retry_after_seconds: u32) -> Self {
        let mut error = Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too_many_requests",
            "Too many requests",
            "Too many requests. Please try again in a bit.",
        );
        error.retry_after_seconds = Some(retry_after_seconds);
        error
    }

    pub(crate) fn authentication_invalid() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "authentication_invalid",
            "Invalid authentication",
            "Unable to authenticate the request, you need to supply an active session",
        )
    }

    pub(crate) fn session_exists() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "session_exists",
            "Session already exists",
            "You're currently in single session mode. You can only be signed into one account at a time.",
        )
    }

    pub(crate) fn user_banned() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "user_banned",
            "User banned",
            "This account has been banned.",
        )
    }

    pub(crate) fn origin_invalid() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "origin_invalid",
            "Invalid HTTP Origin header",
            "The Request HTTP Origin header must be equal to the application's origin.",
        )
    }

    pub(crate) fn secret_key_invalid() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "clerk_key_invalid",
            "The provided Clerk Secret Key is invalid.",
            "The provided Clerk Secret Key is invalid. Make sure that your Clerk Secret Key is correct.",
        )
    }

    pub(crate) fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "resource_not_found",
            "not found",
            "The resource could not be found.",
        )
    }

    pub(crate) fn method_not_allowed() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "Method not allowed",
            "This resource does not support that method.",
        )
    }

    /// The last thing a person can sign in with must stay.
    pub(crate) fn last_identification() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "last_identification_deletion_failed",
            "Deletion failed",
            "You cannot delete your last identification.",
        )
    }

    pub(crate) fn forbidden(long_message: &str) -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "not_allowed_access",
            "Not allowed",
            long_message,
        )
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
