//! Proof that an address or an external account is someone's own.

use serde::{Deserialize, Serialize};

use crate::clock::{MINUTE, SECOND, UnixMillis};
use crate::errors::{ApiError, ErrorBody};

const CODE_LIFETIME: UnixMillis = 10 * MINUTE;
const OAUTH_LIFETIME: UnixMillis = 10 * MINUTE;
const MAX_ATTEMPTS: u32 = 5;
/// Clerk's form offers "resend" after 30 s; anything much faster is no person.
const RESEND_AFTER: UnixMillis = SECOND;

/// How a verification ended, or that it has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum VerificationStatus {
    Unverified,
    Verified,
    Failed,
    Expired,
    /// A provider vouched for the person, but the other kind of attempt is needed.
    Transferable,
}

/// One verification by a mailed code or a provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Verification {
    pub(crate) status: VerificationStatus,
    /// `email_code`, `oauth_google`, …
    pub(crate) strategy: String,
    pub(crate) attempts: u32,
    pub(crate) started_at: UnixMillis,
    pub(crate) expire_at: UnixMillis,
    /// The mailed code.
    pub(crate) code: Option<String>,
    /// Where the provider asks for consent.
    pub(crate) redirect_url: Option<String>,
    pub(crate) error: Option<ErrorBody>,
}

impl Verification {
    fn new(strategy: &str, now: UnixMillis, lifetime: UnixMillis) -> Self {
        Self {
            status: VerificationStatus::Unverified,
            strategy: strategy.to_owned(),
            attempts: 0,
            started_at: now,
            expire_at: now + lifetime,
            code: None,
            redirect_url: None,
            error: None,
        }
    }

    /// Waits for a code that was mailed.
    pub(super) fn by_code(strategy: &str, code: String, now: UnixMillis) -> Self {
        Self {
            code: Some(code),
            ..Self::new(strategy, now, CODE_LIFETIME)
        }
    }

    /// Waits for a provider.
    pub(crate) fn by_provider(strategy: &str, redirect_url: String, now: UnixMillis) -> Self {
        Self {
            redirect_url: Some(redirect_url),
            ..Self::new(strategy, now, OAUTH_LIFETIME)
        }
    }

    /// Done already, by `strategy`.
    pub(crate) fn verified(strategy: &str, now: UnixMillis) -> Self {
        Self {
            status: VerificationStatus::Verified,
            ..Self::new(strategy, now, CODE_LIFETIME)
        }
    }

    /// The provider's answer cannot finish this attempt.
    pub(crate) fn conclude(&mut self, status: VerificationStatus, error: Option<ErrorBody>) {
        self.status = status;
        self.error = error;
        self.redirect_url = None;
    }

    pub(crate) fn is_verified(&self) -> bool {
        self.status == VerificationStatus::Verified
    }

    /// The status as of `now`.
    pub(crate) fn status_at(&self, now: UnixMillis) -> VerificationStatus {
        if self.status == VerificationStatus::Unverified && now >= self.expire_at {
            VerificationStatus::Expired
        } else {
            self.status
        }
    }

    /// Whether a new code may be mailed.
    ///
    /// # Errors
    /// `too_many_requests` right after another.
    pub(super) fn check_resend(previous: Option<&Self>, now: UnixMillis) -> Result<(), ApiError> {
        match previous {
            Some(previous)
                if previous.code.is_some() && now - previous.started_at < RESEND_AFTER =>
            {
                Err(ApiError::too_many_requests(1))
            }
            _ => Ok(()),
        }
    }

    /// Counts an attempt with `code`.
    ///
    /// # Errors
    /// Wrong, expired or too often tried; in Clerk's codes.
    pub(crate) fn attempt(&mut self, code: &str, now: UnixMillis) -> Result<(), ApiError> {
        let Some(expected) = &self.code else {
            return Err(ApiError::verification_missing());
        };
        match self.status_at(now) {
            VerificationStatus::Unverified => {}
            VerificationStatus::Verified => return Err(ApiError::verification_already_verified()),
            VerificationStatus::Expired => return Err(ApiError::verification_expired()),
            VerificationStatus::Failed | VerificationStatus::Transferable => {
                return Err(ApiError::verification_failed());
            }
        }
        self.attempts += 1;
        if expected == code.trim() {
            self.status = VerificationStatus::Verified;
            return Ok(());
        }
        if self.attempts >= MAX_ATTEMPTS {
            self.status = VerificationStatus::Failed;
            return Err(ApiError::verification_failed());
        }
        Err(ApiError::code_incorrect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verification() -> Verification {
        Verification::by_code("email_code", "123456".into(), 0)
    }

    fn refusal(verification: &mut Verification, code: &str, now: UnixMillis) -> String {
        verification
            .attempt(code, now)
            .unwrap_err()
            .code()
            .to_owned()
    }

    #[test]
    fn the_right_code_verifies_once() {
        let mut verification = verification();
        assert_eq!(
            refusal(&mut verification, "000000", 1),
            "form_code_incorrect"
        );
        verification.attempt("123456", 2).unwrap();
        assert!(verification.is_verified());
        assert_eq!(
            refusal(&mut verification, "123456", 3),
            "verification_already_verified"
        );
    }

    #[test]
    fn the_fifth_wrong_code_ends_it() {
        let mut verification = verification();
        for _ in 1..MAX_ATTEMPTS {
            assert_eq!(
                refusal(&mut verification, "000000", 1),
                "form_code_incorrect"
            );
        }
        assert_eq!(
            refusal(&mut verification, "000000", 1),
            "verification_failed"
        );
        assert_eq!(
            refusal(&mut verification, "123456", 1),
            "verification_failed"
        );
    }

    #[test]
    fn a_code_is_worthless_after_ten_minutes() {
        let mut verification = verification();
        let late = 10 * MINUTE;
        assert_eq!(
            verification.status_at(late - 1),
            VerificationStatus::Unverified
        );
        assert_eq!(
            refusal(&mut verification, "123456", late),
            "verification_expired"
        );
    }

    #[test]
    fn codes_are_not_mailed_twice_in_a_second() {
        let previous = verification();
        assert!(Verification::check_resend(Some(&previous), 999).is_err());
        assert!(Verification::check_resend(Some(&previous), 1000).is_ok());
        assert!(Verification::check_resend(None, 0).is_ok());
    }
}
