//! Who is signed in where.

use serde::{Deserialize, Serialize};

use super::{State, Verification};
use crate::clock::{DAY, MINUTE, UnixMillis};
use crate::errors::ApiError;
use crate::ids::{ActivityId, ClientId, SessionId, UserId};
use crate::random;

const LIFETIME: UnixMillis = 7 * DAY;
const ABANDONED_AFTER: UnixMillis = 30 * DAY;

/// Clerk's words for the state of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SessionStatus {
    Active,
    Ended,
    Expired,
    Removed,
    Revoked,
}

impl SessionStatus {
    /// The word in Clerk's API.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Ended => "ended",
            Self::Expired => "expired",
            Self::Removed => "removed",
            Self::Revoked => "revoked",
        }
    }
}

/// The device behind a session.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Activity {
    pub(crate) id: ActivityId,
    pub(crate) ip_address: Option<String>,
    pub(crate) user_agent: Option<String>,
}

/// One person signed in on one browser.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Session {
    pub(crate) id: SessionId,
    pub(crate) client_id: ClientId,
    pub(crate) user_id: UserId,
    pub(crate) status: SessionStatus,
    pub(crate) activity: Activity,
    /// With it the application's server renews tokens; made when a handshake first hands it out.
    #[serde(default)]
    pub(crate) refresh_token: Option<String>,
    /// When the first factor was last verified.
    pub(crate) verified_at: UnixMillis,
    /// How that is being verified once more.
    #[serde(default)]
    pub(crate) reverification: Option<Verification>,
    pub(crate) last_active_at: UnixMillis,
    pub(crate) expire_at: UnixMillis,
    pub(crate) abandon_at: UnixMillis,
    pub(crate) created_at: UnixMillis,
    pub(crate) updated_at: UnixMillis,
}

impl Session {
    pub(crate) fn new(
        client_id: ClientId,
        user_id: UserId,
        activity: Activity,
        now: UnixMillis,
    ) -> Self {
        Self {
            id: SessionId::random(),
            client_id,
            user_id,
            status: SessionStatus::Active,
            activity,
            refresh_token: None,
            verified_at: now,
            reverification: None,
            last_active_at: now,
            expire_at: now + LIFETIME,
            abandon_at: now + ABANDONED_AFTER,
            created_at: now,
            updated_at: now,
        }
    }

    /// The status as of `now`.
    pub(crate) fn status_at(&self, now: UnixMillis) -> SessionStatus {
        if self.status == SessionStatus::Active && now >= self.expire_at {
            SessionStatus::Expired
        } else {
            self.status
        }
    }

    pub(crate) fn is_active(&self, now: UnixMillis) -> bool {
        self.status_at(now) == SessionStatus::Active
    }

    /// How long ago the first factor was verified, in whole minutes; `fva` in tokens.
    pub(crate) fn verified_minutes_ago(&self, now: UnixMillis) -> i64 {
        (now - self.verified_at).max(0) / MINUTE
    }

    fn close(&mut self, status: SessionStatus, now: UnixMillis) {
        if self.is_active(now) {
            self.status = status;
            self.updated_at = now;
        }
    }
}

impl State {
    /// The active sessions of a browser, oldest first.
    pub(crate) fn active_sessions_of_client<'a>(
        &'a self,
        client: &'a ClientId,
        now: UnixMillis,
    ) -> impl Iterator<Item = &'a Session> {
        self.sessions
            .values()
            .filter(move |session| session.client_id == *client && session.is_active(now))
    }

    /// The active sessions of a person, on all browsers.
    pub(crate) fn active_sessions_of_user<'a>(
        &'a self,
        user: &'a UserId,
        now: UnixMillis,
    ) -> impl Iterator<Item = &'a Session> {
        self.sessions
            .values()
            .filter(move |session| session.user_id == *user && session.is_active(now))
    }

    /// # Errors
    /// `resource_not_found`.
    pub(crate) fn session_mut(&mut self, id: &SessionId) -> Result<&mut Session, ApiError> {
        self.sessions.get_mut(id).ok_or_else(ApiError::not_found)
    }

    /// Closes a session as `status`, wherever it is.
    ///
    /// # Errors
    /// `resource_not_found`.
    pub(crate) fn close_session(
        &mut self,
        id: &SessionId,
        status: SessionStatus,
        now: UnixMillis,
    ) -> Result<&Session, ApiError> {
        let session = self.session_mut(id)?;
        session.close(status, now);
        Ok(session)
    }

    /// The refresh token of a session.
    pub(crate) fn refresh_token(&mut self, id: &SessionId) -> Option<String> {
        let session = self.sessions.get_mut(id)?;
        let token = session
            .refresh_token
            .get_or_insert_with(|| random::alphanumeric(40));
        Some(token.clone())
    }

    /// Closes all sessions of a person, but the one to keep.
    pub(crate) fn close_sessions_of_user(
        &mut self,
        user: &UserId,
        keep: Option<&SessionId>,
        status: SessionStatus,
        now: UnixMillis,
    ) {
        for session in self.sessions.values_mut() {
            if session.user_id == *user && Some(&session.id) != keep {
                session.close(status, now);
            }
        }
    }
}
