//! The refusals, by their codes in Clerk's API.

use axum::http::StatusCode;

use super::{ApiError, ErrorBody};

/// What ends up in a verification rather than in an answer.
impl ErrorBody {
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

impl ApiError {
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

    pub(crate) fn param_unknown(param: &str) -> Self {
        Self::form(
            param,
            "form_param_unknown",
            "is unknown",
            &format!("{param} is not a valid parameter for this request."),
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

    /// Too long ago has the person shown who they are; Clerk's components ask again and retry.
    pub(crate) fn reverification_required() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "session_reverification_required",
            "Reverification required",
            "You need to verify your identity again before you can do this.",
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

    /// A part of Clerk is down, because a test wants it so.
    pub(crate) fn outage(status: StatusCode) -> Self {
        let mut error = Self::new(
            status,
            "service_unavailable",
            "Service unavailable",
            "This part of the stand-in was taken down.",
        );
        if status == StatusCode::TOO_MANY_REQUESTS {
            error = Self::too_many_requests(1);
        }
        error
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
}
