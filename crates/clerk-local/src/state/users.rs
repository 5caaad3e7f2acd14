//! People and what belongs to them.

mod email;
mod user;

pub(crate) use self::email::Email;
pub(crate) use self::user::{ExternalAccount, User};
use super::{ExternalProfile, Metadata, SessionStatus, State, Verification};
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::ids::UserId;

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
    use crate::personas::Provider;

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
