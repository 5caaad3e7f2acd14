//! Browsers.

use serde::Serialize;

use super::{Artist, SessionResource, SignInResource, SignUpResource};
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::ids::{ClientId, SessionId};
use crate::state::ClientView;

/// A browser: the root of what clerk-js knows.
#[derive(Debug, Serialize)]
pub(crate) struct ClientResource {
    object: &'static str,
    id: ClientId,
    sessions: Vec<SessionResource>,
    sign_in: Option<SignInResource>,
    sign_up: Option<SignUpResource>,
    last_active_session_id: Option<SessionId>,
    last_authentication_strategy: Option<String>,
    /// Null: a cookie about to expire would send every redirect through `/v1/client/touch`.
    cookie_expires_at: Option<UnixMillis>,
    captcha_bypass: bool,
    created_at: UnixMillis,
    updated_at: UnixMillis,
}

impl Artist<'_> {
    /// A browser with its sessions and attempts.
    ///
    /// # Errors
    /// When signing a token fails.
    pub(crate) fn client(&self, view: &ClientView) -> Result<ClientResource, ApiError> {
        let client = &view.client;
        let sessions = view
            .sessions
            .iter()
            .map(|(session, user)| self.session(session, user))
            .collect::<Result<_, _>>()?;
        Ok(ClientResource {
            object: "client",
            id: client.id.clone(),
            sessions,
            sign_in: client
                .sign_in
                .as_ref()
                .map(|sign_in| self.sign_in(sign_in, view.sign_in_user.as_ref())),
            sign_up: client.sign_up.as_ref().map(|sign_up| self.sign_up(sign_up)),
            last_active_session_id: view.sessions.first().map(|(session, _)| session.id.clone()),
            last_authentication_strategy: client.last_strategy.clone(),
            cookie_expires_at: None,
            captcha_bypass: false,
            created_at: client.created_at,
            updated_at: client.updated_at,
        })
    }
}
