//! Calls, and when they are tried again.

use std::sync::Arc;
use std::time::Duration;

use http::{Method, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{
    ApiError, Budget, Invitations, Sessions, SignInToken, TestingToken, Transport, Users,
    is_plain_id, send,
};

/// How often the Backend API is asked, and how patiently.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ApiPolicy {
    /// How often one call is tried. Answers of 429 are tried again for every method, other failures
    /// only for calls that may be repeated without harm.
    pub attempts: u32,
    /// The pause before the second try, unless the answer names one; it doubles with each further.
    pub retry_delay: Duration,
    /// The longest pause, whether for a retry or for the budget. What would take longer fails.
    pub longest_wait: Duration,
    /// How many requests are sent in a window.
    pub requests: u32,
    /// The window.
    pub window: Duration,
}

impl Default for ApiPolicy {
    /// The limits of Clerk's production instances.
    fn default() -> Self {
        Self {
            attempts: 3,
            retry_delay: Duration::from_millis(200),
            longest_wait: Duration::from_secs(10),
            requests: 1000,
            window: Duration::from_secs(10),
        }
    }
}

impl ApiPolicy {
    /// The limits of Clerk's development instances.
    pub fn development() -> Self {
        Self {
            requests: 100,
            ..Self::default()
        }
    }
}

/// A client of the Backend API of one instance. Cheap to clone; clones share one budget.
#[derive(Debug, Clone)]
pub struct BackendApi {
    pub(crate) transport: Transport,
    pub(crate) policy: Arc<ApiPolicy>,
    pub(crate) budget: Arc<Budget>,
}

/// One call.
pub(super) struct Call {
    method: Method,
    path: String,
    query: Vec<(&'static str, String)>,
    body: Option<Result<Value, serde_json::Error>>,
}

impl Call {
    pub(super) fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            query: Vec::new(),
            body: None,
        }
    }

    /// A call about one object: `{collection}/{id}{rest}`. Ids that are none of Clerk's are refused,
    /// since they could lead to another path.
    pub(super) fn about(
        method: Method,
        collection: &str,
        id: &str,
        rest: &str,
    ) -> Result<Self, ApiError> {
        if !is_plain_id(id) {
            return Err(ApiError::InvalidId);
        }
        Ok(Self::new(method, format!("{collection}/{id}{rest}")))
    }

    pub(super) fn query(mut self, query: Vec<(&'static str, String)>) -> Self {
        self.query = query;
        self
    }

    pub(super) fn body(mut self, body: &impl Serialize) -> Self {
        self.body = Some(serde_json::to_value(body));
        self
    }
}

impl BackendApi {
    /// Users.
    pub fn users(&self) -> Users<'_> {
        Users(self)
    }

    /// Sessions.
    pub fn sessions(&self) -> Sessions<'_> {
        Sessions(self)
    }

    /// Invitations to the application.
    pub fn invitations(&self) -> Invitations<'_> {
        Invitations(self)
    }

    /// A token with which browser tests pass Clerk's bot protection.
    ///
    /// # Errors
    /// Whatever goes wrong on the way.
    pub async fn create_testing_token(&self) -> Result<TestingToken, ApiError> {
        self.call(Call::new(Method::POST, "/v1/testing_tokens"))
            .await
    }

    /// A link that signs a user in once.
    ///
    /// # Errors
    /// Whatever goes wrong on the way.
    pub async fn create_sign_in_token(
        &self,
        user_id: &str,
        expires_in: Duration,
    ) -> Result<SignInToken, ApiError> {
        let body = serde_json::json!({
            "user_id": user_id, "expires_in_seconds": expires_in.as_secs(),
        });
        self.call(Call::new(Method::POST, "/v1/sign_in_tokens").body(&body))
            .await
    }

    pub(super) async fn call<T: DeserializeOwned>(&self, call: Call) -> Result<T, ApiError> {
        let body = call
            .body
            .transpose()
            .map_err(|error| ApiError::Answer(error.to_string()))?;
        let mut attempt = 1;
        loop {
            pause(self.budget.draw(&self.policy)?).await;
            let mut request = self.transport.request(call.method.clone(), &call.path);
            if !call.query.is_empty() {
                request = request.query(&call.query);
            }
            if let Some(body) = &body {
                request = request.json(body);
            }
            let error = match send(request).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let Some(wait) = self.retry_after(&error, &call.method, attempt) else {
                return Err(error);
            };
            tracing::warn!(%error, attempt, "a Backend API call is tried again");
            pause(wait).await;
            attempt += 1;
        }
    }

    /// After which time to try again, if at all.
    fn retry_after(&self, error: &ApiError, method: &Method, attempt: u32) -> Option<Duration> {
        if attempt >= self.policy.attempts {
            return None;
        }
        let repeatable = matches!(*method, Method::GET | Method::PUT | Method::DELETE);
        let named = match error {
            ApiError::Response(response) => match response.status {
                StatusCode::TOO_MANY_REQUESTS => response.retry_after,
                status if status.is_server_error() && repeatable => response.retry_after,
                _ => return None,
            },
            ApiError::Transport(_) if repeatable => None,
            _ => return None,
        };
        let doubled = self
            .policy
            .retry_delay
            .saturating_mul(2_u32.saturating_pow(attempt - 1));
        Some(named.unwrap_or(doubled)).filter(|wait| *wait <= self.policy.longest_wait)
    }
}

async fn pause(wait: Duration) {
    if !wait.is_zero() {
        tokio::time::sleep(wait).await;
    }
}
