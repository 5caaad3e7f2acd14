//! Attempts to sign up.

use serde::Serialize;

use super::Artist;
use super::verification::VerificationResource;
use crate::clock::UnixMillis;
use crate::ids::{SessionId, SignUpId, UserId};
use crate::state::{Metadata, SignUp};

/// An attempt to sign up.
#[derive(Debug, Serialize)]
pub(crate) struct SignUpResource {
    object: &'static str,
    id: SignUpId,
    status: &'static str,
    required_fields: [&'static str; 2],
    optional_fields: [&'static str; 4],
    missing_fields: Vec<&'static str>,
    unverified_fields: Vec<&'static str>,
    verifications: VerificationsResource,
    username: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    email_address: Option<String>,
    phone_number: Option<String>,
    web3_wallet: Option<String>,
    external_account_strategy: Option<&'static str>,
    external_account: Option<()>,
    has_password: bool,
    password_enabled: bool,
    unsafe_metadata: Metadata,
    public_metadata: Metadata,
    custom_action: bool,
    external_id: Option<String>,
    created_session_id: Option<SessionId>,
    created_user_id: Option<UserId>,
    abandon_at: UnixMillis,
    legal_accepted_at: Option<UnixMillis>,
    locale: Option<String>,
}

#[derive(Debug, Serialize)]
struct VerificationsResource {
    email_address: Option<EmailVerificationResource>,
    phone_number: Option<()>,
    web3_wallet: Option<()>,
    external_account: Option<VerificationResource>,
}

#[derive(Debug, Serialize)]
struct EmailVerificationResource {
    #[serde(flatten)]
    verification: VerificationResource,
    next_action: &'static str,
    supported_strategies: [&'static str; 1],
}

impl Artist<'_> {
    /// An attempt to sign up.
    pub(crate) fn sign_up(&self, sign_up: &SignUp) -> SignUpResource {
        let status = if sign_up.created_user.is_some() {
            "complete"
        } else if self.now >= sign_up.abandon_at {
            "abandoned"
        } else {
            "missing_requirements"
        };
        SignUpResource {
            object: "sign_up_attempt",
            id: sign_up.id.clone(),
            status,
            required_fields: ["email_address", "password"],
            optional_fields: ["first_name", "last_name", "oauth_google", "oauth_github"],
            missing_fields: sign_up.missing_fields(),
            unverified_fields: sign_up.unverified_fields(),
            verifications: VerificationsResource {
                email_address: sign_up
                    .email
                    .is_some()
                    .then(|| self.email_verification(sign_up)),
                phone_number: None,
                web3_wallet: None,
                external_account: sign_up
                    .external_verification
                    .as_ref()
                    .map(|verification| VerificationResource::draw(verification, self.now)),
            },
            username: None,
            first_name: sign_up.first_name.clone(),
            last_name: sign_up.last_name.clone(),
            email_address: sign_up.email.clone(),
            phone_number: None,
            web3_wallet: None,
            external_account_strategy: sign_up
                .external
                .as_ref()
                .map(|profile| profile.provider.strategy()),
            external_account: None,
            has_password: sign_up.password_hash.is_some(),
            password_enabled: sign_up.password_hash.is_some(),
            unsafe_metadata: sign_up.unsafe_metadata.clone(),
            public_metadata: Metadata::new(),
            custom_action: false,
            external_id: None,
            created_session_id: sign_up.created_session.clone(),
            created_user_id: sign_up.created_user.clone(),
            abandon_at: sign_up.abandon_at,
            legal_accepted_at: None,
            locale: sign_up.locale.clone(),
        }
    }

    fn email_verification(&self, sign_up: &SignUp) -> EmailVerificationResource {
        let (verification, next_action) = match &sign_up.email_verification {
            None => (VerificationResource::not_begun(), "needs_prepare"),
            Some(verification) if verification.is_verified() => {
                (VerificationResource::draw(verification, self.now), "")
            }
            Some(verification) => (
                VerificationResource::draw(verification, self.now),
                "needs_attempt",
            ),
        };
        EmailVerificationResource {
            verification,
            next_action,
            supported_strategies: ["email_code"],
        }
    }
}
