//! One fetch of the signing keys, with its retries: `GET /v1/jwks` of the Backend API, or a public
//! document elsewhere.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use super::JwksPolicy;
use crate::api::Transport;
use crate::jwt::{Jwk, TokenError, VerifyError, VerifyingKey};
use crate::reason::TokenReason;

#[derive(Debug, Clone)]
pub(crate) enum Fetcher {
    /// With the secret key.
    BackendApi(Transport),
    /// From this address, which is told nothing.
    Public(reqwest::Client, String),
}

impl Fetcher {
    fn request(&self) -> reqwest::RequestBuilder {
        match self {
            Self::BackendApi(transport) => transport.request(http::Method::GET, "/v1/jwks"),
            Self::Public(client, url) => client.get(url),
        }
    }

    pub(super) async fn fetch(
        &self,
        policy: &JwksPolicy,
    ) -> Result<HashMap<String, Arc<VerifyingKey>>, VerifyError> {
        let mut attempt = 0;
        let body = loop {
            match self.try_once(policy).await {
                Ok(body) => break body,
                Err(error) => {
                    attempt += 1;
                    if attempt >= policy.attempts {
                        return Err(error);
                    }
                    tokio::time::sleep(policy.pause(attempt - 1, jitter())).await;
                }
            }
        };
        let entries = body.get("keys").and_then(Value::as_array);
        let entries = entries.map(Vec::as_slice).unwrap_or_default();
        if entries.is_empty() {
            return Err(failed("The answer holds no signing keys."));
        }
        Ok(keys(entries))
    }

    async fn try_once(&self, policy: &JwksPolicy) -> Result<Value, VerifyError> {
        let response = self
            .request()
            .timeout(policy.timeout)
            .send()
            .await
            .map_err(unexpected)?;
        let status = response.status();
        let body = response.bytes().await.map_err(unexpected)?;
        let body: Value = serde_json::from_slice(&body)
            .map_err(|_| VerifyError::Unexpected(format!("{status}, and not JSON")))?;
        if status.is_success() {
            return Ok(body);
        }
        let errors = body.get("errors").and_then(Value::as_array);
        let refuses_the_key = |error: &Value| {
            error
                .get("code")
                .is_some_and(|code| code == "clerk_key_invalid")
        };
        if errors.is_some_and(|errors| errors.iter().any(refuses_the_key)) {
            return Err(TokenError::new(
                TokenReason::SecretKeyInvalid,
                "The Backend API refused the secret key.",
            )
            .into());
        }
        Err(failed(&format!(
            "The answer for the signing keys is {status}."
        )))
    }
}

/// Keys without an id are no token's.
fn keys(entries: &[Value]) -> HashMap<String, Arc<VerifyingKey>> {
    entries
        .iter()
        .filter_map(|entry| serde_json::from_value::<Jwk>(entry.clone()).ok())
        .map(|jwk| {
            let key = VerifyingKey::from_jwk(&jwk);
            (jwk.kid, Arc::new(key))
        })
        .collect()
}

fn failed(message: &str) -> VerifyError {
    TokenError::new(TokenReason::JwkRemoteFailedToLoad, message).into()
}

fn unexpected(error: reqwest::Error) -> VerifyError {
    VerifyError::Unexpected(error.without_url().to_string())
}

/// A random number from 0 to 1, so that many servers do not retry in step.
fn jitter() -> f64 {
    let mut byte = [0_u8];
    // Without randomness there is no jitter, which is no harm.
    let _ = aws_lc_rs::rand::fill(&mut byte);
    f64::from(byte[0]) / 255.0
}
