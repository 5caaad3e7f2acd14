//! Verifications.

use serde::Serialize;

use crate::clock::UnixMillis;
use crate::errors::ErrorBody;
use crate::state::{Verification, VerificationStatus};

/// A verification.
#[derive(Debug, Serialize)]
pub(crate) struct VerificationResource {
    object: &'static str,
    status: VerificationStatus,
    strategy: String,
    attempts: u32,
    expire_at: Option<UnixMillis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_verification_redirect_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorBody>,
}

impl VerificationResource {
    pub(crate) fn draw(verification: &Verification, now: UnixMillis) -> Self {
        let object = if verification.strategy.starts_with("oauth_") {
            "verification_oauth"
        } else {
            "verification_otp"
        };
        Self {
            object,
            status: verification.status_at(now),
            strategy: verification.strategy.clone(),
            attempts: verification.attempts,
            expire_at: Some(verification.expire_at),
            external_verification_redirect_url: verification.redirect_url.clone(),
            error: verification.error.clone(),
        }
    }

    /// Not begun. The strategy must stay empty: with one, Clerk's form believes that a code is on
    /// its way and never asks for it.
    pub(crate) fn not_begun() -> Self {
        Self {
            object: "verification_otp",
            status: VerificationStatus::Unverified,
            strategy: String::new(),
            attempts: 0,
            expire_at: None,
            external_verification_redirect_url: None,
            error: None,
        }
    }
}
