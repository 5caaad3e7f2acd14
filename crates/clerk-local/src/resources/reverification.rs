//! Reverifications.

use serde::Serialize;

use super::sign_in::{FactorResource, own_factors};
use super::verification::VerificationResource;
use super::{Artist, SessionResource};
use crate::errors::ApiError;
use crate::state::{Session, User, Verification};

/// How far a reverification has come.
#[derive(Debug, Serialize)]
pub(crate) struct ReverificationResource {
    object: &'static str,
    level: &'static str,
    status: &'static str,
    supported_first_factors: Vec<FactorResource>,
    supported_second_factors: Option<()>,
    first_factor_verification: Option<VerificationResource>,
    second_factor_verification: Option<()>,
    session: SessionResource,
}

impl Artist<'_> {
    /// What is under way in `session`, which is `user`'s.
    ///
    /// # Errors
    /// When signing the session's token fails.
    pub(crate) fn reverification(
        &self,
        session: &Session,
        user: &User,
    ) -> Result<ReverificationResource, ApiError> {
        let verification = session.reverification.as_ref();
        let is_complete = verification.is_some_and(Verification::is_verified);
        let status = if is_complete {
            "complete"
        } else {
            "needs_first_factor"
        };
        Ok(ReverificationResource {
            object: "session_reverification",
            level: "first_factor",
            status,
            supported_first_factors: own_factors(user),
            supported_second_factors: None,
            first_factor_verification: verification
                .map(|verification| VerificationResource::draw(verification, self.now)),
            second_factor_verification: None,
            session: self.session(session, user)?,
        })
    }
}
