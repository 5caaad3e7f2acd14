//! The local mailbox: mails are kept, not sent.

use serde::{Deserialize, Serialize};

use super::{State, Verification};
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::ids::MailId;
use crate::random;

/// How many mails are kept.
const CAPACITY: usize = 200;
/// The code of test addresses, by Clerk's documented convention.
const TEST_CODE: &str = "424242";

/// What a code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MailPurpose {
    SignUp,
    SignIn,
    ResetPassword,
    AddAddress,
    Reverification,
}

impl MailPurpose {
    /// The subject line after the code.
    pub(crate) fn subject(self) -> &'static str {
        match self {
            Self::SignUp => "is your sign-up code",
            Self::SignIn => "is your sign-in code",
            Self::ResetPassword => "is your code to reset your password",
            Self::AddAddress => "is your code to confirm this address",
            Self::Reverification => "is your code to show that it is you",
        }
    }
}

/// One mail with a code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Mail {
    pub(crate) id: MailId,
    pub(crate) to: String,
    pub(crate) purpose: MailPurpose,
    pub(crate) code: String,
    pub(crate) sent_at: UnixMillis,
}

/// Whether Clerk's test convention applies to `address`.
pub(crate) fn is_test_address(address: &str) -> bool {
    address
        .rsplit_once('@')
        .is_some_and(|(local, _)| local.ends_with("+clerk_test"))
}

impl State {
    /// Mails a code to `to` and returns the verification that waits for it.
    ///
    /// # Errors
    /// `too_many_requests` right after `previous`.
    pub(crate) fn send_code(
        &mut self,
        previous: Option<&Verification>,
        strategy: &str,
        to: &str,
        purpose: MailPurpose,
        now: UnixMillis,
    ) -> Result<Verification, ApiError> {
        Verification::check_resend(previous, now)?;
        let code = self.mail_code(to, purpose, now);
        Ok(Verification::by_code(strategy, code, now))
    }

    /// Puts a new code into the mailbox and says so once in the log, without the address.
    fn mail_code(&mut self, to: &str, purpose: MailPurpose, now: UnixMillis) -> String {
        let code = if is_test_address(to) {
            TEST_CODE.to_owned()
        } else {
            let code = random::six_digits();
            // The one secret that is logged on purpose: it is the mailbox of a stand-in.
            tracing::info!("mail: {code} {}", purpose.subject());
            code
        };
        while self.mails.len() >= CAPACITY {
            self.mails.pop_front();
        }
        self.mails.push_back(Mail {
            id: MailId::random(),
            to: to.to_owned(),
            purpose,
            code: code.clone(),
            sent_at: now,
        });
        code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_test_addresses_get_the_fixed_code() {
        let mut state = State::default();
        let code = state.mail_code("ada+clerk_test@example.com", MailPurpose::SignUp, 0);
        assert_eq!(code, TEST_CODE);
        assert!(!is_test_address("ada+clerk_tester@example.com"));
        assert!(!is_test_address("ada@example.com"));
        assert_eq!(
            state
                .mail_code("ada@example.com", MailPurpose::SignUp, 0)
                .len(),
            6
        );
        assert_eq!(state.mails.len(), 2);
    }

    #[test]
    fn the_mailbox_forgets_the_oldest() {
        let mut state = State::default();
        for _ in 0..=CAPACITY {
            state.mail_code("a+clerk_test@example.com", MailPurpose::SignIn, 0);
        }
        assert_eq!(state.mails.len(), CAPACITY);
    }
}
