//! Session tokens: reading them without trust, the keys that sign them, and the checks in Clerk's
//! order.

mod decode;
mod glance;
mod key;
mod verify;
mod window;

pub(crate) use decode::Decoded;
pub(crate) use glance::Glance;
pub(crate) use key::{Jwk, VerifyingKey};
pub(crate) use verify::{
    Checks, Verified, check_subject, verify_machine_signature, verify_signature,
};
pub(crate) use window::Window;

use crate::reason::TokenReason;

/// Why a token was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} (reason={reason})")]
pub struct TokenError {
    /// The reason in Clerk's terms.
    pub reason: TokenReason,
    /// What was wrong, in words; never contains the token.
    pub message: String,
}

impl TokenError {
    pub(crate) fn new(reason: TokenReason, message: impl Into<String>) -> Self {
        Self {
            reason,
            message: message.into(),
        }
    }
}

/// Why a token could not be verified.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// The token, or what is needed to judge it, is wrong.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The keys could not be fetched; says nothing about the token.
    #[error("the instance's keys could not be fetched: {0}")]
    Unexpected(String),
}

impl VerifyError {
    /// Whether the fault is that the instance's keys could not be had, not the token.
    pub fn is_key_outage(&self) -> bool {
        match self {
            Self::Unexpected(_) => true,
            Self::Token(error) => matches!(
                error.reason,
                TokenReason::SecretKeyInvalid | TokenReason::JwkRemoteFailedToLoad
            ),
        }
    }
}
