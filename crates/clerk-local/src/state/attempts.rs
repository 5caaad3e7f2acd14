//! Attempts to sign in or up that a browser is in the middle of.

use serde::{Deserialize, Serialize};

use super::{Activity, ExternalProfile, Metadata, NewUser, State, Verification};
use crate::clock::{DAY, UnixMillis};
use crate::errors::ApiError;
use crate::ids::{ClientId, SessionId, SignInId, SignUpId, UserId};

const ABANDONED_AFTER: UnixMillis = DAY;

/// How far a sign-in has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SignInStatus {
    NeedsIdentifier,
    NeedsFirstFactor,
    NeedsNewPassword,
    Complete,
}

/// An attempt to sign in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SignIn {
    pub(crate) id: SignInId,
    pub(crate) status: SignInStatus,
    pub(crate) identifier: Option<String>,
    pub(crate) user: Option<UserId>,
    pub(crate) first_factor: Option<Verification>,
    /// Kept for a transfer to a sign-up.
    pub(crate) external: Option<ExternalProfile>,
    pub(crate) created_session: Option<SessionId>,
    pub(crate) abandon_at: UnixMillis,
}

impl SignIn {
    /// A fresh attempt.
    pub(crate) fn new(now: UnixMillis) -> Self {
        Self {
            id: SignInId::random(),
            status: SignInStatus::NeedsIdentifier,
            identifier: None,
            user: None,
            first_factor: None,
            external: None,
            created_session: None,
            abandon_at: now + ABANDONED_AFTER,
        }
    }

    /// An attempt of someone known.
    pub(crate) fn of(user: UserId, identifier: String, now: UnixMillis) -> Self {
        Self {
            status: SignInStatus::NeedsFirstFactor,
            identifier: Some(identifier),
            user: Some(user),
            ..Self::new(now)
        }
    }
}

/// An attempt to sign up.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SignUp {
    pub(crate) id: SignUpId,
    pub(crate) email: Option<String>,
    pub(crate) email_verification: Option<Verification>,
    pub(crate) password_hash: Option<String>,
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: Option<String>,
    pub(crate) unsafe_metadata: Metadata,
    pub(crate) locale: Option<String>,
    pub(crate) external_verification: Option<Verification>,
    /// Kept for a transfer to a sign-in.
    pub(crate) external: Option<ExternalProfile>,
    pub(crate) created_user: Option<UserId>,
    pub(crate) created_session: Option<SessionId>,
    pub(crate) abandon_at: UnixMillis,
}

impl SignUp {
    /// A fresh attempt.
    pub(crate) fn new(now: UnixMillis) -> Self {
        Self {
            id: SignUpId::random(),
            email: None,
            email_verification: None,
            password_hash: None,
            first_name: None,
            last_name: None,
            unsafe_metadata: Metadata::new(),
            locale: None,
            external_verification: None,
            external: None,
            created_user: None,
            created_session: None,
            abandon_at: now + ABANDONED_AFTER,
        }
    }

    /// Whether a provider has vouched for the person.
    fn is_vouched_for(&self) -> bool {
        self.external_verification
            .as_ref()
            .is_some_and(Verification::is_verified)
    }

    /// Required fields not given yet. Whom a provider vouches for needs no password.
    pub(crate) fn missing_fields(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        if self.email.is_none() {
            missing.push("email_address");
        }
        if self.password_hash.is_none() && !self.is_vouched_for() {
            missing.push("password");
        }
        missing
    }

    /// Fields given but not proved.
    pub(crate) fn unverified_fields(&self) -> Vec<&'static str> {
        let proved = self
            .email_verification
            .as_ref()
            .is_some_and(Verification::is_verified);
        if self.email.is_some() && !proved {
            vec!["email_address"]
        } else {
            Vec::new()
        }
    }

    /// Takes a provider's word for who the person is.
    pub(crate) fn accept(&mut self, profile: ExternalProfile, now: UnixMillis) {
        let strategy = profile.provider.strategy();
        self.email = Some(profile.email.clone());
        self.email_verification = Some(Verification::verified(strategy, now));
        self.external_verification = Some(Verification::verified(strategy, now));
        self.first_name = self
            .first_name
            .take()
            .or_else(|| profile.first_name.clone());
        self.last_name = self.last_name.take().or_else(|| profile.last_name.clone());
        self.external = Some(profile);
    }

    fn to_new_user(&self) -> Option<NewUser> {
        Some(NewUser {
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            emails: vec![(self.email.clone()?, self.email_verification.clone()?)],
            password_hash: self.password_hash.clone(),
            external: self.external.clone().filter(|_| self.is_vouched_for()),
            unsafe_metadata: self.unsafe_metadata.clone(),
            locale: self.locale.clone(),
            ..NewUser::default()
        })
    }
}

impl State {
    /// The attempt `id` of a browser.
    ///
    /// # Errors
    /// `resource_not_found` unless it is the browser's current one.
    pub(crate) fn sign_in_mut(
        &mut self,
        client: &ClientId,
        id: &SignInId,
    ) -> Result<&mut SignIn, ApiError> {
        self.client_mut(client)?
            .sign_in
            .as_mut()
            .filter(|sign_in| sign_in.id == *id)
            .ok_or_else(ApiError::not_found)
    }

    /// The attempt `id` of a browser.
    ///
    /// # Errors
    /// `resource_not_found` unless it is the browser's current one.
    pub(crate) fn sign_up_mut(
        &mut self,
        client: &ClientId,
        id: &SignUpId,
    ) -> Result<&mut SignUp, ApiError> {
        self.client_mut(client)?
            .sign_up
            .as_mut()
            .filter(|sign_up| sign_up.id == *id)
            .ok_or_else(ApiError::not_found)
    }

    /// Ends the browser's sign-in with a session for `user`.
    ///
    /// # Errors
    /// `user_banned`, or the browser has no sign-in.
    pub(crate) fn complete_sign_in(
        &mut self,
        client_id: &ClientId,
        user: &UserId,
        strategy: &str,
        activity: Activity,
        now: UnixMillis,
    ) -> Result<(), ApiError> {
        let session = self.sign_in(client_id, user, strategy, activity, now)?;
        let client = self.client_mut(client_id)?;
        client.sign_up = None;
        let sign_in = client.sign_in.as_mut().ok_or_else(ApiError::not_found)?;
        sign_in.status = SignInStatus::Complete;
        sign_in.user = Some(user.clone());
        sign_in.external = None;
        sign_in.created_session = Some(session);
        Ok(())
    }

    /// Makes the person and signs them in, if nothing is missing any more.
    ///
    /// # Errors
    /// `form_identifier_exists` when somebody was faster.
    pub(crate) fn complete_sign_up_if_ready(
        &mut self,
        client_id: &ClientId,
        strategy: &str,
        activity: Activity,
        now: UnixMillis,
    ) -> Result<(), ApiError> {
        let client = self.client_mut(client_id)?;
        let sign_up = client.sign_up.as_ref().ok_or_else(ApiError::not_found)?;
        let is_ready = sign_up.missing_fields().is_empty()
            && sign_up.unverified_fields().is_empty()
            && sign_up.created_user.is_none();
        let Some(new_user) = sign_up.to_new_user().filter(|_| is_ready) else {
            return Ok(());
        };
        if let Some((address, _)) = new_user.emails.first()
            && self.user_by_email(address).is_some()
        {
            return Err(ApiError::identifier_exists());
        }
        let user = self.add_user(new_user, now);
        let session = self.sign_in(client_id, &user, strategy, activity, now)?;
        let client = self.client_mut(client_id)?;
        client.sign_in = None;
        if let Some(sign_up) = client.sign_up.as_mut() {
            sign_up.created_user = Some(user);
            sign_up.created_session = Some(session);
        }
        Ok(())
    }
}
