//! Attempts to sign in.

use serde::Serialize;

use super::Artist;
use super::verification::VerificationResource;
use crate::clock::UnixMillis;
use crate::ids::{EmailId, SessionId, SignInId};
use crate::state::{SignIn, SignInStatus, User};

/// An attempt to sign in.
#[derive(Debug, Serialize)]
pub(crate) struct SignInResource {
    object: &'static str,
    id: SignInId,
    status: SignInStatus,
    supported_identifiers: [&'static str; 1],
    supported_first_factors: Option<Vec<FactorResource>>,
    supported_second_factors: Option<()>,
    first_factor_verification: Option<VerificationResource>,
    second_factor_verification: Option<()>,
    identifier: Option<String>,
    user_data: Option<UserDataResource>,
    created_session_id: Option<SessionId>,
    abandon_at: UnixMillis,
    client_trust_state: Option<()>,
}

#[derive(Debug, Serialize)]
struct UserDataResource {
    first_name: Option<String>,
    last_name: Option<String>,
    image_url: String,
    has_image: bool,
}

/// A way to prove who one is.
#[derive(Debug, Serialize)]
pub(super) struct FactorResource {
    strategy: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_address_id: Option<EmailId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    safe_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    primary: Option<bool>,
}

impl Artist<'_> {
    /// An attempt to sign in, and whom it is about.
    pub(crate) fn sign_in(&self, sign_in: &SignIn, user: Option<&User>) -> SignInResource {
        // Whom a provider is still to name is nobody's business yet.
        let user = user.filter(|_| sign_in.identifier.is_some());
        SignInResource {
            object: "sign_in_attempt",
            id: sign_in.id.clone(),
            status: sign_in.status,
            supported_identifiers: ["email_address"],
            supported_first_factors: user.map(first_factors),
            supported_second_factors: None,
            first_factor_verification: sign_in
                .first_factor
                .as_ref()
                .map(|verification| VerificationResource::draw(verification, self.now)),
            second_factor_verification: None,
            identifier: sign_in.identifier.clone(),
            user_data: user.map(|user| UserDataResource {
                first_name: user.first_name.clone(),
                last_name: user.last_name.clone(),
                image_url: self.image_url(user),
                has_image: user.image.is_some(),
            }),
            created_session_id: sign_in.created_session.clone(),
            abandon_at: sign_in.abandon_at,
            client_trust_state: None,
        }
    }
}

fn plain(strategy: &'static str) -> FactorResource {
    FactorResource {
        strategy,
        email_address_id: None,
        safe_identifier: None,
        primary: None,
    }
}

/// What a person can prove here, without a provider.
pub(super) fn own_factors(user: &User) -> Vec<FactorResource> {
    let mut factors = Vec::new();
    if user.has_password() {
        factors.push(plain("password"));
    }
    for email in user.emails.iter().filter(|email| email.is_verified()) {
        let is_primary = user.primary_email.as_ref() == Some(&email.id);
        factors.push(FactorResource {
            strategy: "email_code",
            email_address_id: Some(email.id.clone()),
            safe_identifier: Some(email.address.clone()),
            primary: Some(is_primary),
        });
    }
    factors
}

fn first_factors(user: &User) -> Vec<FactorResource> {
    let mut factors = own_factors(user);
    if user.has_password() {
        for email in user.emails.iter().filter(|email| email.is_verified()) {
            factors.push(FactorResource {
                strategy: "reset_password_email_code",
                email_address_id: Some(email.id.clone()),
                safe_identifier: Some(email.address.clone()),
                primary: None,
            });
        }
    }
    for account in &user.external_accounts {
        factors.push(plain(account.provider.strategy()));
    }
    factors
}
