//! Endpoints that accept other tokens than those of sessions.

use http::Method;
use serde_json::{Map, Value, json};

use super::{Decision, Request};
use crate::api::{ApiError, send};
use crate::auth::MachineAuth;
use crate::authenticate::RequestState;
use crate::jwt::{
    Decoded, TokenError, VerifyError, Window, check_subject, verify_machine_signature,
};
use crate::reason::{Reason, TokenReason};
use crate::token_type::{AcceptsToken, TokenType};

/// Why a machine's token was refused: the reason, and details in words.
type Refusal = (Reason, String);

impl Request<'_> {
    pub(super) async fn decide_by_kind(&self, accepts: &AcceptsToken) -> Decision {
        let expected = match accepts {
            AcceptsToken::Only(kind) => Some(*kind),
            _ => None,
        };
        let refuse = |reason| Ok(RequestState::signed_out(reason, "").for_kind(expected));
        let mismatch = || refuse(Reason::TokenTypeMismatch);
        let Some(token) = self.context.header_token else {
            return match accepts {
                AcceptsToken::Only(_) => refuse(Reason::NoTokenInHeader),
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
            let claims = self.machine_claims(kind, token).await;
            if let Err(error) = &claims {
                self.check_key_outage(error)?;
            }
            claims.map_err(|error| jwt_refusal(&error))
        };
        match verified {
            Ok(details) => Ok(RequestState::machine(MachineAuth::new(kind, details))),
            Err((reason, message)) => {
                Ok(RequestState::signed_out(reason, message).for_kind(Some(kind)))
            }
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
        let details: Map<String, Value> =
            send(request).await.map_err(|error| api_refusal(&error))?;
        if kind == TokenType::OauthToken {
            self.clerk
                .config
                .checks
                .require_audience(details.get("aud"))
                .map_err(|error| jwt_refusal(&error.into()))?;
        }
        Ok(details.into())
    }

    async fn machine_claims(&self, kind: TokenType, token: &str) -> Result<Value, VerifyError> {
        let decoded = Decoded::new(token)?;
        let is_oauth = kind == TokenType::OauthToken;
        if !is_oauth && !decoded.has_machine_category() {
            return Err(
                TokenError::new(TokenReason::Invalid, "The category is not a machine's.").into(),
            );
        }
        let key = self.clerk.key(decoded.kid()).await?;
        verify_machine_signature(&decoded, &key, is_oauth)?;
        check_subject(&decoded.payload)?;
        let (checks, aud) = (&self.clerk.config.checks, decoded.payload.get("aud"));
        if is_oauth {
            checks.require_audience(aud)?;
        } else {
            checks.check_audience(aud)?;
        }
        let now = self.clerk.clock.now_ms();
        Window::from_claims(&decoded.payload, now, self.clerk.config.clock_skew_ms)?;
        Ok(Value::Object(decoded.payload))
    }
}

/// A machine's JWT is invalid if it is of another category; whatever else is wrong with it, it was
/// not verified.
fn jwt_refusal(error: &VerifyError) -> Refusal {
    let reason = match error {
        VerifyError::Token(error) if error.reason == TokenReason::Invalid => TokenReason::Invalid,
        _ => TokenReason::VerificationFailed,
    };
    (
        reason.into(),
        format!("{error} (code={reason}, status=n/a)"),
    )
}

fn api_refusal(error: &ApiError) -> Refusal {
    let status = error.status().map(|status| status.as_u16());
    let reason = match status {
        Some(404) => TokenReason::Invalid.into(),
        Some(401) => TokenReason::SecretKeyInvalid.into(),
        _ => Reason::UnexpectedError,
    };
    let status = status.map_or("n/a".to_owned(), |status| status.to_string());
    let message = format!("The token was not verified (code={reason}, status={status})");
    (reason, message)
}
