//! People and what belongs to them.

use serde::{Deserialize, Serialize};

use super::{ExternalProfile, Metadata, SessionStatus, State, Verification};
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::ids::{EmailId, ExternalAccountId, ImageId, UserId};
use crate::personas::Provider;

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

/// An e-mail address of a person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Email {
    pub(crate) id: EmailId,
    pub(crate) address: String,
    pub(crate) verification: Option<Verification>,
    /// The external accounts that vouch for it.
    pub(crate) linked_to: Vec<(Provider, ExternalAccountId)>,
    pub(crate) created_at: UnixMillis,
    pub(crate) updated_at: UnixMillis,
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

/// What a new person brings along.
#[derive(Debug, Default)]
pub(crate) struct NewUser {
    /// A random one, unless given.
    pub(crate) id: Option<UserId>,
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: Option<String>,
    /// Verified addresses only; the first becomes the primary one.
    pub(crate) emails: Vec<(String, Verification)>,
    pub(crate) password_hash: Option<String>,
    pub(crate) external: Option<ExternalProfile>,
    pub(crate) public_metadata: Metadata,
    pub(crate) private_metadata: Metadata,
    pub(crate) unsafe_metadata: Metadata,
    pub(crate) external_id: Option<String>,
    pub(crate) locale: Option<String>,
}

impl Email {
    /// A new address.
    pub(crate) fn new(
        address: String,
        verification: Option<Verification>,
        now: UnixMillis,
    ) -> Self {
        Self {
            id: EmailId::random(),
            address,
            verification,
            linked_to: Vec::new(),
            created_at: now,
            updated_at: now,
        }
    }

    pub(crate) fn is_verified(&self) -> bool {
        self.verification
            .as_ref()
            .is_some_and(Verification::is_verified)
    }
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

impl State {
    /// Makes a person.
    pub(crate) fn add_user(&mut self, new: NewUser, now: UnixMillis) -> UserId {
        let mut user = User {
            id: new.id.unwrap_or_else(UserId::random),
            first_name: new.first_name,
            last_name: new.last_name,
            emails: Vec::new(),
            primary_email: None,
            password_changed_at: new.password_hash.as_ref().map(|_| now),
            password_hash: new.password_hash,
            external_accounts: Vec::new(),
            image: None,
            public_metadata: new.public_metadata,
            private_metadata: new.private_metadata,
            unsafe_metadata: new.unsafe_metadata,
            external_id: new.external_id,
            locale: new.locale,
            banned: false,
            created_at: now,
            updated_at: now,
            last_sign_in_at: None,
            last_active_at: None,
        };
        for (address, verification) in new.emails {
            user.emails
                .push(Email::new(address, Some(verification), now));
        }
        user.primary_email = user.emails.first().map(|email| email.id.clone());
        if let Some(profile) = new.external {
            user.connect(&profile, now);
        }
        let id = user.id.clone();
        self.users.insert(id.clone(), user);
        id
    }

    pub(crate) fn user(&self, id: &UserId) -> Result<&User, ApiError> {
        self.users.get(id).ok_or_else(ApiError::not_found)
    }

    pub(crate) fn user_mut(&mut self, id: &UserId) -> Result<&mut User, ApiError> {
        self.users.get_mut(id).ok_or_else(ApiError::not_found)
    }

    /// The person who has proved to own `address` (normalised).
    pub(crate) fn user_by_email(&self, address: &str) -> Option<&User> {
        self.users.values().find(|user| {
            user.emails
                .iter()
                .any(|email| email.is_verified() && email.address == address)
        })
    }

    /// The person with this account at the provider.
    pub(crate) fn user_by_external(&self, profile: &ExternalProfile) -> Option<&User> {
        self.users.values().find(|user| {
            user.external_accounts.iter().any(|account| {
                account.provider == profile.provider
                    && account
                        .profile
                        .as_ref()
                        .is_some_and(|known| known.provider_user_id == profile.provider_user_id)
            })
        })
    }

    /// Who signs in with this external account: its owner, else the owner of its verified address,
    /// to whom it is then connected.
    pub(crate) fn recognise(
        &mut self,
        profile: &ExternalProfile,
        now: UnixMillis,
    ) -> Option<UserId> {
        if let Some(user) = self.user_by_external(profile) {
            return Some(user.id.clone());
        }
        let id = self.user_by_email(&profile.email)?.id.clone();
        let user = self.users.get_mut(&id)?;
        user.connect(profile, now);
        Some(id)
    }

    /// Bans somebody, which revokes all their sessions and lets nobody sign in as them, by Clerk's
    /// OpenAPI document; or lifts the ban.
    pub(crate) fn set_banned(
        &mut self,
        id: &UserId,
        banned: bool,
        now: UnixMillis,
    ) -> Result<(), ApiError> {
        let user = self.user_mut(id)?;
        user.banned = banned;
        user.touch(now);
        if banned {
            self.close_sessions_of_user(id, None, SessionStatus::Revoked, now);
        }
        Ok(())
    }

    /// Deletes a person with all sessions.
    pub(crate) fn delete_user(&mut self, id: &UserId) -> Result<User, ApiError> {
        let user = self.users.remove(id).ok_or_else(ApiError::not_found)?;
        self.sessions.retain(|_, session| session.user_id != *id);
        Ok(user)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_external_account_is_connected_to_the_owner_of_its_address_once() {
        let mut state = State::default();
        let id = state.add_user(
            NewUser {
                emails: vec![(
                    "eve@example.com".into(),
                    Verification::verified("email_code", 0),
                )],
                ..NewUser::default()
            },
            0,
        );
        let profile = ExternalProfile {
            provider: Provider::Google,
            provider_user_id: "7".into(),
            email: "eve@example.com".into(),
            first_name: Some("Eve".into()),
            last_name: None,
            username: None,
        };
        assert_eq!(state.recognise(&profile, 1), Some(id.clone()));
        assert_eq!(state.recognise(&profile, 2), Some(id.clone()));
        let user = state.user(&id).unwrap();
        assert_eq!(user.external_accounts.len(), 1);
        assert_eq!(user.first_name.as_deref(), Some("Eve"));
        assert_eq!(user.emails.first().unwrap().linked_to.len(), 1);
    }
}
