//! One person.

use serde::{Deserialize, Serialize};

use super::Email;
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::ids::{EmailId, ExternalAccountId, ImageId, UserId};
use crate::personas::Provider;
use crate::state::{ExternalProfile, Metadata, Verification};

/// A person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct User {
    pub(crate) id: UserId,
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: Option<String>,
    pub(crate) emails: Vec<Email>,
    pub(crate) primary_email: Option<EmailId>,
    pub(crate) password_hash: Option<String>,
    pub(crate) password_changed_at: Option<UnixMillis>,
    pub(crate) external_accounts: Vec<ExternalAccount>,
    pub(crate) image: Option<ImageId>,
    pub(crate) public_metadata: Metadata,
    pub(crate) private_metadata: Metadata,
    pub(crate) unsafe_metadata: Metadata,
    pub(crate) external_id: Option<String>,
    pub(crate) locale: Option<String>,
    pub(crate) banned: bool,
    pub(crate) created_at: UnixMillis,
    pub(crate) updated_at: UnixMillis,
    pub(crate) last_sign_in_at: Option<UnixMillis>,
    pub(crate) last_active_at: Option<UnixMillis>,
}

/// A connected account at a provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ExternalAccount {
    pub(crate) id: ExternalAccountId,
    /// The identification that Clerk keeps beside the account.
    pub(crate) identification_id: EmailId,
    pub(crate) provider: Provider,
    /// `None` until the provider has answered.
    pub(crate) profile: Option<ExternalProfile>,
    pub(crate) verification: Verification,
    pub(crate) created_at: UnixMillis,
    pub(crate) updated_at: UnixMillis,
}

impl User {
    /// Whether the person signed up with an external account alone.
    pub(crate) fn has_password(&self) -> bool {
        self.password_hash.is_some()
    }

    pub(crate) fn primary_email(&self) -> Option<&Email> {
        let id = self.primary_email.as_ref()?;
        self.emails.iter().find(|email| email.id == *id)
    }

    pub(crate) fn email(&self, id: &EmailId) -> Result<&Email, ApiError> {
        self.emails
            .iter()
            .find(|email| email.id == *id)
            .ok_or_else(ApiError::not_found)
    }

    pub(crate) fn email_mut(&mut self, id: &EmailId) -> Result<&mut Email, ApiError> {
        self.emails
            .iter_mut()
            .find(|email| email.id == *id)
            .ok_or_else(ApiError::not_found)
    }

    /// Where a code may be mailed to: the address `id`, or the primary one.
    ///
    /// # Errors
    /// `resource_not_found`, or `strategy_for_user_invalid` when it is not verified.
    pub(crate) fn code_address(&self, id: Option<&EmailId>) -> Result<&str, ApiError> {
        let email = match id {
            Some(id) => self.email(id)?,
            None => self.primary_email().ok_or_else(ApiError::not_found)?,
        };
        if email.is_verified() {
            Ok(&email.address)
        } else {
            Err(ApiError::strategy_invalid())
        }
    }

    /// First and last name with one space, or nothing.
    pub(crate) fn full_name(&self) -> Option<String> {
        let names: Vec<&str> = [&self.first_name, &self.last_name]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        (!names.is_empty()).then(|| names.join(" "))
    }

    /// Makes a verified address the primary one.
    ///
    /// # Errors
    /// `resource_not_found`, or `form_param_value_invalid` when it is not verified.
    pub(crate) fn set_primary_email(&mut self, id: &EmailId) -> Result<(), ApiError> {
        if !self.email(id)?.is_verified() {
            return Err(ApiError::param_value_invalid("primary_email_address_id"));
        }
        self.primary_email = Some(id.clone());
        Ok(())
    }

    /// Replaces the password.
    pub(crate) fn set_password(&mut self, hash: String, now: UnixMillis) {
        self.password_hash = Some(hash);
        self.password_changed_at = Some(now);
    }

    /// Whether `query` (in lower case) is part of the name, of an address or of the id.
    pub(crate) fn is_about(&self, query: &str) -> bool {
        let name = self.full_name().unwrap_or_default().to_lowercase();
        let mut emails = self.emails.iter();
        name.contains(query)
            || self.id.as_ref().to_lowercase().contains(query)
            || emails.any(|email| email.address.contains(query))
    }

    /// Moves the watermark; strictly, because readers compare it.
    pub(crate) fn touch(&mut self, now: UnixMillis) {
        self.updated_at = now.max(self.updated_at + 1);
    }

    /// Connects an account that the provider has vouched for, and trusts the address it gave if
    /// nobody else has it.
    pub(crate) fn connect(&mut self, profile: &ExternalProfile, now: UnixMillis) {
        let strategy = profile.provider.strategy();
        let account = ExternalAccount {
            id: ExternalAccountId::random(),
            identification_id: EmailId::random(),
            provider: profile.provider,
            verification: Verification::verified(strategy, now),
            created_at: now,
            updated_at: now,
            profile: Some(profile.clone()),
        };
        self.link_email(profile, account.id.clone(), now);
        self.external_accounts.push(account);
        if self.first_name.is_none() && self.last_name.is_none() {
            self.first_name.clone_from(&profile.first_name);
            self.last_name.clone_from(&profile.last_name);
        }
        self.touch(now);
    }

    /// Ties the provider's address to the account that vouches for it.
    pub(crate) fn link_email(
        &mut self,
        profile: &ExternalProfile,
        account: ExternalAccountId,
        now: UnixMillis,
    ) {
        if let Some(email) = self
            .emails
            .iter_mut()
            .find(|email| email.address == profile.email)
        {
            if !email.is_verified() {
                email.verification = Some(Verification::verified(profile.provider.strategy(), now));
            }
            email.linked_to.push((profile.provider, account));
            email.updated_at = now;
        }
    }
}
