//! Calls about sessions.

use std::time::Duration;

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::client::Call;
use super::tokens::Jwt;
use super::{ApiError, BackendApi, Page, is_plain_id};

const SESSIONS: &str = "/v1/sessions";

/// Calls about sessions.
///
/// Every call fails with [`ApiError`]: the API's own error, or that it could not be reached.
#[derive(Debug, Clone, Copy)]
pub struct Sessions<'a>(pub(super) &'a BackendApi);

/// A session. Times are Unix milliseconds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Session {
    /// `sess_…`.
    pub id: String,
    /// The browser or device.
    pub client_id: String,
    /// Whose session it is.
    pub user_id: String,
    /// `active`, `pending`, `ended`, `revoked`, `expired`, `removed`, `replaced` or `abandoned`.
    pub status: String,
    /// The organization that was last active.
    pub last_active_organization_id: Option<String>,
    /// Who acts as the user, if somebody does.
    pub actor: Option<Map<String, Value>>,
    /// From where the session was last used.
    pub latest_activity: Option<SessionActivity>,
    /// When it was last used.
    pub last_active_at: i64,
    /// When it ends.
    pub expire_at: i64,
    /// When it ends if it is not used.
    pub abandon_at: i64,
    /// When it began.
    pub created_at: i64,
    /// When it was last changed.
    pub updated_at: i64,
}

/// From where a session was used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct SessionActivity {
    /// Its id.
    pub id: String,
    /// The device.
    pub device_type: Option<String>,
    /// Whether it is a telephone.
    pub is_mobile: bool,
    /// The browser.
    pub browser_name: Option<String>,
    /// The browser's version.
    pub browser_version: Option<String>,
    /// The address.
    pub ip_address: Option<String>,
    /// The town.
    pub city: Option<String>,
    /// The country.
    pub country: Option<String>,
}

/// Which sessions to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionQuery {
    /// Of this user.
    pub user_id: Option<String>,
    /// Of this browser or device.
    pub client_id: Option<String>,
    /// Of this status.
    pub status: Option<String>,
    /// How many; 10 unless set, 500 at most.
    pub limit: Option<u32>,
    /// How many to pass over.
    pub offset: Option<u32>,
}

impl SessionQuery {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        [
            ("user_id", self.user_id.clone()),
            ("client_id", self.client_id.clone()),
            ("status", self.status.clone()),
            ("limit", self.limit.map(|limit| limit.to_string())),
            ("offset", self.offset.map(|offset| offset.to_string())),
            ("paginated", Some("true".to_owned())),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }
}

#[expect(
    clippy::missing_errors_doc,
    reason = "said once, in the documentation of the type"
)]
impl Sessions<'_> {
    /// A list of sessions.
    pub async fn list(&self, query: &SessionQuery) -> Result<Page<Session>, ApiError> {
        self.0
            .call(Call::new(Method::GET, SESSIONS).query(query.pairs()))
            .await
    }

    /// One session.
    pub async fn get(&self, session_id: &str) -> Result<Session, ApiError> {
        self.0
            .call(Call::about(Method::GET, SESSIONS, session_id, "")?)
            .await
    }

    /// Begins a session for a user; for tests of development instances.
    pub async fn create(&self, user_id: &str) -> Result<Session, ApiError> {
        let call = Call::new(Method::POST, SESSIONS).body(&json!({"user_id": user_id}));
        self.0.call(call).await
    }

    /// Ends a session. Its token is good until it expires, which takes a minute at most.
    pub async fn revoke(&self, session_id: &str) -> Result<Session, ApiError> {
        self.0
            .call(Call::about(Method::POST, SESSIONS, session_id, "/revoke")?)
            .await
    }

    /// A new token of a session, by a template of the instance if one is named.
    pub async fn token(
        &self,
        session_id: &str,
        template: Option<&str>,
        expires_in: Option<Duration>,
    ) -> Result<String, ApiError> {
        let path = match template {
            Some(template) if is_plain_id(template) => format!("/tokens/{template}"),
            Some(_) => return Err(ApiError::InvalidId),
            None => "/tokens".to_owned(),
        };
        let mut body = Map::new();
        if let Some(expires_in) = expires_in {
            body.insert("expires_in_seconds".to_owned(), expires_in.as_secs().into());
        }
        let call = Call::about(Method::POST, SESSIONS, session_id, &path)?.body(&body);
        let token: Jwt = self.0.call(call).await?;
        Ok(token.jwt)
    }
}
