//! Endpoints that accept other tokens than those of sessions.

use http::Method;
use serde_json::{Value, json};

use super::{Decision, Request};
use crate::api::{ApiError, send};
use crate::auth::MachineAuth;
use crate::authenticate::RequestState;
use crate::jwt::{Category, Decoded, TokenError, VerifyError, Window, verify_machine_signature};
use crate::reason::{Reason, TokenReason};
use crate::token_type::{AcceptsToken, TokenType};

/// Why a machine's token was refused: the reason, and details in words.
type Refusal = (Reason, String);

impl Request<'_> {
    pub(super) async fn decide_by_kind(&self, accepts: &AcceptsToken) -> Decision {
        let mismatch = || Ok(RequestState::signed_out(Reason::TokenTypeMismatch, ""));
        let Some(token) = self.context.header_token else {
            return match accepts {
                AcceptsToken::Only(_) => Ok(RequestState::signed_out(Reason::NoTokenInHeader, "")),
                _ if accepts.includes(TokenType::SessionToken) => self.decide_by_cookies().await,
                _ => mismatch(),
            };
        };
        match TokenType::of_machine_token(token) {
            Some(kind) if accepts.includes(kind) => self.decide_machine(kind, token).await,
            None if accepts.includes(TokenType::SessionToken) => self.decide_by_header(token).await,
            _ => mismatch(),
        }
    }

    async fn decide_machine(&self, kind: TokenType, token: &str) -> Decision {
        let verified = if TokenType::of_opaque_token(token).is_some() {
            self.verify_opaque(kind, token).await
        } else {
            self.verify_machine_jwt(kind, token).await
        };
        match verified {
            Ok(details) => Ok(RequestState::machine(MachineAuth::new(kind, details))),
            Err((reason, message)) => Ok(RequestState::signed_out(reason, message)),
        }
    }

    /// Asks the Backend API about a token that says nothing by itself.
    async fn verify_opaque(&self, kind: TokenType, token: &str) -> Result<Value, Refusal> {
        let (path, body) = match kind {
            TokenType::ApiKey => ("/api_keys/verify", json!({"secret": token})),
            TokenType::M2mToken => ("/m2m_tokens/verify", json!({"token": token})),
            TokenType::OauthToken | TokenType::SessionToken => (
                "/oauth_applications/access_tokens/verify",
                json!({"access_token": token}),
            ),
        };
        let key = match (&self.clerk.config.machine_secret_key, kind) {
            (Some(machine_key), TokenType::M2mToken) => machine_key,
            _ => &self.clerk.config.secret_key,
        };
        let request = self
            .clerk
            .transport
            .request_as(Method::POST, path, key)
            .json(&body);
        send(request).await.map_err(|error| refusal(&error))
    }

    async fn verify_machine_jwt(&self, kind: TokenType, token: &str) -> Result<Value, Refusal> {
        self.machine_claims(kind, token)
            .await
            .map_err(|error| match error {
                VerifyError::Unexpected(_) => (Reason::UnexpectedError, String::new()),
                VerifyError::Token(error) => {
                    (TokenReason::VerificationFailed.into(), error.to_string())
                }
            })
    }

    async fn machine_claims(&self, kind: TokenType, token: &str) -> Result<Value, VerifyError> {
        let decoded = Decoded::new(token)?;
        let machine = matches!(
            decoded.category(),
            Category::Unspecified | Category::MachineToMachine
        );
        if kind == TokenType::M2mToken && !machine {
            return Err(
                TokenError::new(TokenReason::Invalid, "The category is not a machine's.").into(),
            );
        }
        let key = self.clerk.key(decoded.kid()).await?;
        verify_machine_signature(&decoded, &key, kind == TokenType::OauthToken)?;
        if kind == TokenType::OauthToken {
            self.clerk
                .config
                .checks
                .require_audience(decoded.payload.get("aud"))?;
        }
        let now = self.clerk.clock.now_ms();
        Window::from_claims(&decoded.payload, now, self.clerk.config.clock_skew_ms)?;
        Ok(Value::Object(decoded.payload))
    }
}

fn refusal(error: &ApiError) -> Refusal {
    let status = match error {
        ApiError::Response(response) => response.status.as_u16(),
        _ => 0,
    };
    let reason = match status {
        404 => TokenReason::Invalid.into(),
        401 => TokenReason::SecretKeyInvalid.into(),
        _ => Reason::UnexpectedError,
    };
    (reason, String::new())
}
