//! One request and its answer.

use std::time::Duration;

use http::header::RETRY_AFTER;
use http::{HeaderMap, Method};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::{ApiError, ErrorResponse};
use crate::clerk::Inner;

/// How long the Backend API may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Sends a request once and reads the answer as `T`. An answer without body is read as `null`.
pub(crate) async fn send<T: DeserializeOwned>(
    request: reqwest::RequestBuilder,
) -> Result<T, ApiError> {
    let response = request.timeout(TIMEOUT).send().await.map_err(transport)?;
    let status = response.status();
    let headers = response.headers().clone();
    let body = response.bytes().await.map_err(transport)?;
    if !status.is_success() {
        let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
        return Err(ApiError::Response(Box::new(ErrorResponse {
            status,
            errors: errors(&body),
            trace_id: trace_id(&body, &headers),
            retry_after: retry_after(&headers),
        })));
    }
    let body: &[u8] = if body.is_empty() { b"null" } else { &body };
    serde_json::from_slice(body).map_err(|error| ApiError::Answer(error.to_string()))
}

fn transport(error: reqwest::Error) -> ApiError {
    ApiError::Transport(error.without_url().to_string())
}

/// Errors that do not fit the form are passed over.
fn errors(body: &Value) -> Vec<super::ApiErrorItem> {
    body.get("errors")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|item| serde_json::from_value(item.clone()).ok())
        .collect()
}

fn trace_id(body: &Value, headers: &HeaderMap) -> Option<String> {
    body.get("clerk_trace_id")
        .and_then(Value::as_str)
        .or_else(|| headers.get("cf-ray")?.to_str().ok())
        .map(str::to_owned)
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers
        .get(RETRY_AFTER)?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()?;
    Some(Duration::from_secs(seconds))
}

/// Whether an id can stand in a path as it is: Clerk's ids are letters, digits, `_` and `-`.
pub(crate) fn is_plain_id(id: &str) -> bool {
    !id.is_empty()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

impl Inner {
    /// The directives for which a handshake's nonce stands.
    pub(crate) async fn handshake_payload(&self, nonce: &str) -> Result<Vec<String>, ApiError> {
        let request = self
            .transport
            .request(Method::GET, "/v1/clients/handshake_payload")
            .query(&[("nonce", nonce)]);
        let body: Value = send(request).await?;
        Ok(texts(body.get("directives")))
    }

    /// The cookie directives that refresh a session.
    pub(crate) async fn refresh_session(
        &self,
        session_id: &str,
        suffixed_cookies: bool,
        body: &Value,
    ) -> Result<Vec<String>, ApiError> {
        let path = format!("/v1/sessions/{session_id}/refresh");
        let mut request = self.transport.request(Method::POST, &path).json(body);
        if suffixed_cookies {
            request = request.query(&[("suffixed_cookies", "true")]);
        }
        let body: Value = send(request).await?;
        Ok(texts(body.get("cookies")))
    }
}

fn texts(value: Option<&Value>) -> Vec<String> {
    value
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|text| text.as_str().map(str::to_owned))
        .collect()
}
