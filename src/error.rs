//! The one error of the application, and the one shape in which it reaches a client:
//! `{"error":{"code":"…","message":"…","fields":{"name":"reason"}}}`.
//!
//! Which error belongs where: rooms below have enums of their own and turn them into this one when
//! they hand them up; the doors only answer it. 401 means "no valid credential", 403 "we know you,
//! and no", 404 "nothing that you may see".

mod conflict;
mod conversions;
mod envelope;
mod message_fault;
mod refusal;
#[cfg(feature = "ssr")]
mod response;

use serde::{Deserialize, Serialize};
use thiserror::Error as ThisError;

#[cfg(feature = "ssr")]
pub use self::response::ErrorCode;
pub use self::{
    conflict::Conflict, envelope::Envelope, message_fault::MessageFault, refusal::Refusal,
};
use crate::domain::listing::FieldError;

/// Why a request was not carried out.
#[derive(Clone, Debug, PartialEq, Eq, ThisError, Serialize, Deserialize)]
#[serde(into = "Envelope", from = "Envelope")]
pub enum Error {
    /// No credential, or not a valid one.
    #[error("Sign in to continue.")]
    Unauthenticated,
    /// The person is known and may not.
    #[error("{}", .0.message())]
    Forbidden(Refusal),
    /// Nothing there that the caller may see.
    #[error("There is nothing here.")]
    NotFound,
    /// The input is wrong; each field with its reason. Empty when it could not be read at all.
    #[error("Some of this needs another look.")]
    Invalid(Vec<FieldError>),
    /// It cannot be done as things stand now.
    #[error("{}", .0.message())]
    Conflict(Conflict),
    /// No more is held, by the plan or at all.
    #[error("{}", .0.says)]
    PlanLimit(Full),
    /// Asked too often.
    #[error("That was too often. Try again later.")]
    RateLimited,
    /// It was there, and is over.
    #[error("This has expired.")]
    Gone,
    /// Clerk did not carry out what we asked of it.
    #[error("Clerk could not be reached. Nothing was changed; try again in a moment.")]
    ClerkUnavailable,
    /// The person is not known, and is not made: their account must come from Clerk first.
    #[error("This account is not known here.")]
    UserNotFound,
    /// A message that says to be Clerk's is not taken.
    #[error("{}", .0.message())]
    Message(MessageFault),
    /// The body is larger than the route takes.
    #[error("That is too large.")]
    TooLarge,
    /// Something that we depend on is down; worth trying again.
    #[error("This is not available right now. Nothing was lost; try again in a moment.")]
    Unavailable,
    /// Our own failure. The cause is in the log, never in the answer.
    #[error("Something went wrong on our side. Nothing was changed.")]
    Internal,
}

/// Something that is full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Full {
    /// Of what there is no more, and how much there may be, for people.
    pub says: String,
    /// How much there may be.
    pub limit: i64,
    /// How much there is.
    pub count: i64,
}

impl Error {
    /// Stable and for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden(refusal) => refusal.code(),
            Self::NotFound => "not_found",
            Self::Invalid(_) => "validation",
            Self::Conflict(conflict) => conflict.code(),
            Self::PlanLimit(_) => "plan_limit",
            Self::RateLimited => "rate_limited",
            Self::Gone => "gone",
            Self::ClerkUnavailable => "clerk_unavailable",
            Self::UserNotFound => "user_not_found",
            Self::Message(fault) => fault.code(),
            Self::TooLarge => "too_large",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }

    /// The HTTP status that goes with it.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Unauthenticated => 401,
            Self::Forbidden(_) | Self::PlanLimit(_) => 403,
            Self::NotFound | Self::UserNotFound => 404,
            Self::Message(fault) => fault.status(),
            Self::Conflict(_) => 409,
            Self::Gone => 410,
            Self::TooLarge => 413,
            Self::Invalid(_) => 422,
            Self::RateLimited => 429,
            Self::ClerkUnavailable => 502,
            Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }

    /// The reason why `field` is wrong, if this error is about it.
    #[must_use]
    pub fn reason_for(&self, field: &str) -> Option<&str> {
        match self {
            Self::Invalid(fields) => fields
                .iter()
                .find(|error| error.field == field)
                .map(|error| error.reason.as_str()),
            _ => None,
        }
    }
}
