//! Browsers.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Activity, Session, SessionStatus, SignIn, SignUp, State, User};
use crate::clock::{DAY, SECOND, UnixMillis};
use crate::errors::ApiError;
use crate::ids::{ClientId, SessionId, UserId};
use crate::random;

/// How long a rotated cookie still works: requests that were under way carry the old one.
const ROTATION_GRACE: UnixMillis = 10 * SECOND;
/// How long what is over is kept.
const FORGOTTEN_AFTER: UnixMillis = 30 * DAY;

/// A browser that has begun to sign in or up.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Client {
    pub(crate) id: ClientId,
    rotating_token: String,
    previous_token: Option<(String, UnixMillis)>,
    /// The browser does not have this cookie yet.
    #[serde(skip)]
    cookie_is_new: bool,
    /// When somebody last signed in or out. Older session tokens are not to be trusted, so this
    /// must not move when a session is merely used.
    signed_in_at: UnixMillis,
    pub(crate) sign_in: Option<SignIn>,
    pub(crate) sign_up: Option<SignUp>,
    /// Draws the "last used" badge.
    pub(crate) last_strategy: Option<String>,
    pub(crate) created_at: UnixMillis,
    pub(crate) updated_at: UnixMillis,
}

/// What a `__client` cookie turned out to be.
pub(crate) enum Presented {
    Known(ClientId),
    /// Of a known browser, but rotated away.
    Stale,
    Unknown,
}

/// A browser with all that its resource shows, taken out of the lock.
#[derive(Clone, Debug)]
pub(crate) struct ClientView {
    pub(crate) client: Client,
    /// Active sessions, the newest first.
    pub(crate) sessions: Vec<(Session, User)>,
    /// Whom the current sign-in is about.
    pub(crate) sign_in_user: Option<User>,
    /// Whether the browser must be given the cookie.
    pub(crate) cookie_is_new: bool,
    /// Unix seconds; 0 when nobody is signed in.
    pub(crate) uat: i64,
}

impl Client {
    fn new(now: UnixMillis) -> Self {
        Self {
            id: ClientId::random(),
            rotating_token: random::alphanumeric(40),
            previous_token: None,
            cookie_is_new: true,
            signed_in_at: now,
            sign_in: None,
            sign_up: None,
            last_strategy: None,
            created_at: now,
            updated_at: now,
        }
    }

    /// The value of the `__client` cookie.
    pub(crate) fn cookie(&self) -> String {
        format!("{}.{}", self.id, self.rotating_token)
    }

    /// A new cookie, because what it allows has changed.
    fn rotate(&mut self, now: UnixMillis) {
        let old = std::mem::replace(&mut self.rotating_token, random::alphanumeric(40));
        self.previous_token = Some((old, now + ROTATION_GRACE));
        self.cookie_is_new = true;
        self.signed_in_at = now;
        self.touch(now);
    }

    /// Moves the watermark; strictly, because clerk-js compares it.
    pub(crate) fn touch(&mut self, now: UnixMillis) {
        self.updated_at = now.max(self.updated_at + 1);
    }

    fn accepts(&self, token: &str, now: UnixMillis) -> bool {
        self.rotating_token == token
            || self
                .previous_token
                .as_ref()
                .is_some_and(|(previous, until)| previous == token && now < *until)
    }
}

impl State {
    /// Recognises a `__client` cookie.
    pub(crate) fn recognise_client(&self, cookie: &str, now: UnixMillis) -> Presented {
        let Some((id, token)) = cookie.split_once('.') else {
            return Presented::Unknown;
        };
        match self.clients.get(&ClientId::from(id.to_owned())) {
            Some(client) if client.accepts(token, now) => Presented::Known(client.id.clone()),
            Some(_) => Presented::Stale,
            None => Presented::Unknown,
        }
    }

    /// The browser behind `cookie`.
    pub(crate) fn known_client(&self, cookie: Option<&str>, now: UnixMillis) -> Option<ClientId> {
        match self.recognise_client(cookie?, now) {
            Presented::Known(id) => Some(id),
            Presented::Stale | Presented::Unknown => None,
        }
    }

    /// The browser behind `cookie`, or a new one.
    pub(crate) fn known_or_new_client(
        &mut self,
        cookie: Option<&str>,
        now: UnixMillis,
    ) -> ClientId {
        self.known_client(cookie, now).unwrap_or_else(|| {
            self.forget_old(now);
            let client = Client::new(now);
            let id = client.id.clone();
            self.clients.insert(id.clone(), client);
            id
        })
    }

    /// Forgets closed sessions after a while, and browsers that nobody is signed in on.
    fn forget_old(&mut self, now: UnixMillis) {
        let is_recent = |at: UnixMillis| now - at < FORGOTTEN_AFTER;
        self.sessions
            .retain(|_, session| session.is_active(now) || is_recent(session.updated_at));
        let signed_in: BTreeSet<&ClientId> = self
            .sessions
            .values()
            .map(|session| &session.client_id)
            .collect();
        self.clients
            .retain(|id, client| signed_in.contains(id) || is_recent(client.updated_at));
    }

    /// # Errors
    /// `authentication_invalid`: a client that is gone is as good as signed out.
    pub(crate) fn client_mut(&mut self, id: &ClientId) -> Result<&mut Client, ApiError> {
        self.clients
            .get_mut(id)
            .ok_or_else(ApiError::authentication_invalid)
    }

    /// Takes out what the resource of a browser shows.
    ///
    /// # Errors
    /// `authentication_invalid` when there is no such browser.
    pub(crate) fn view(&mut self, id: &ClientId, now: UnixMillis) -> Result<ClientView, ApiError> {
        let client = self.client_mut(id)?;
        let cookie_is_new = std::mem::take(&mut client.cookie_is_new);
        let client = client.clone();
        let mut sessions: Vec<_> = self
            .active_sessions_of_client(id, now)
            .filter_map(|session| {
                let user = self.users.get(&session.user_id)?;
                Some((session.clone(), user.clone()))
            })
            .collect();
        sessions.sort_by_key(|(session, _)| -session.created_at);
        let sign_in_user = client
            .sign_in
            .as_ref()
            .and_then(|sign_in| sign_in.user.as_ref())
            .and_then(|id| self.users.get(id))
            .cloned();
        let uat = if sessions.is_empty() {
            0
        } else {
            client.signed_in_at / SECOND
        };
        Ok(ClientView {
            client,
            sessions,
            sign_in_user,
            cookie_is_new,
            uat,
        })
    }

    /// Signs `user` in on a browser. One session a browser: an older one ends.
    ///
    /// # Errors
    /// `user_banned`, or `authentication_invalid` when the browser is gone.
    pub(crate) fn sign_in(
        &mut self,
        client_id: &ClientId,
        user_id: &UserId,
        strategy: &str,
        activity: Activity,
        now: UnixMillis,
    ) -> Result<SessionId, ApiError> {
        let user = self.user_mut(user_id)?;
        if user.banned {
            return Err(ApiError::user_banned());
        }
        user.last_sign_in_at = Some(now);
        user.last_active_at = Some(now);
        user.touch(now);
        self.close_client_sessions(client_id, SessionStatus::Ended, now);
        let client = self.client_mut(client_id)?;
        client.last_strategy = Some(strategy.to_owned());
        client.rotate(now);
        let session = Session::new(client_id.clone(), user_id.clone(), activity, now);
        let id = session.id.clone();
        self.sessions.insert(id.clone(), session);
        Ok(id)
    }

    /// Signs a browser out and forgets its attempts.
    ///
    /// # Errors
    /// `authentication_invalid` when the browser is gone.
    pub(crate) fn sign_out(
        &mut self,
        client_id: &ClientId,
        status: SessionStatus,
        now: UnixMillis,
    ) -> Result<(), ApiError> {
        self.close_client_sessions(client_id, status, now);
        let client = self.client_mut(client_id)?;
        client.sign_in = None;
        client.sign_up = None;
        client.rotate(now);
        Ok(())
    }

    fn close_client_sessions(&mut self, id: &ClientId, status: SessionStatus, now: UnixMillis) {
        let open: Vec<SessionId> = self
            .active_sessions_of_client(id, now)
            .map(|session| session.id.clone())
            .collect();
        for session in open {
            // It was found a moment ago under the same lock.
            let _found = self.close_session(&session, status, now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ActivityId;
    use crate::state::NewUser;

    fn activity() -> Activity {
        Activity {
            id: ActivityId::random(),
            ip_address: None,
            user_agent: None,
        }
    }

    #[test]
    fn what_is_over_is_forgotten_and_what_lasts_is_kept() {
        let mut state = State::default();
        let user = state.add_user(NewUser::default(), 0);
        let old = state.known_or_new_client(None, 0);
        let kept = state.known_or_new_client(None, 0);
        let late = FORGOTTEN_AFTER - DAY;
        state
            .sign_in(&old, &user, "password", activity(), 0)
            .unwrap();
        state
            .sign_in(&kept, &user, "password", activity(), late)
            .unwrap();
        let new = state.known_or_new_client(None, FORGOTTEN_AFTER + 8 * DAY);
        let ids: Vec<&ClientId> = state.clients.keys().collect();
        assert_eq!(ids.len(), 2);
        assert!(ids.contains(&&kept) && ids.contains(&&new));
        assert_eq!(state.sessions.len(), 1);
    }
}
