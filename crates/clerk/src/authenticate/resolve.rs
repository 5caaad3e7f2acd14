//! Coming back from a handshake.

use http::header::{ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_ORIGIN};
use serde_json::Value;

use super::Request;
use crate::auth::TokenCarrier;
use crate::authenticate::{AuthenticateError, RequestState};
use crate::cookies;
use crate::jwt::{Decoded, TokenError, VerifyError, verify_signature};
use crate::reason::{Reason, TokenReason};
use crate::request::{query, remove_query};
use crate::verifier::VerifyOptions;

/// What clocks of development machines may be off after a handshake.
const DEVELOPMENT_SKEW_MS: i64 = 24 * 60 * 60 * 1000;

impl Request<'_> {
    /// The outcome of a handshake, or nothing when there is none or it does not count: the cookies
    /// then decide.
    pub(super) async fn resolve_handshake(
        &self,
    ) -> Result<Option<RequestState>, AuthenticateError> {
        let directives = match (&self.context.handshake_nonce, &self.context.handshake_token) {
            (Some(nonce), _) => self.directives_by_nonce(nonce).await,
            (None, Some(token)) => match self.directives_by_token(token).await {
                Ok(directives) => directives,
                Err(error) => return self.token_refused(error),
            },
            (None, None) => return Ok(None),
        };
        self.resolve(&directives).await
    }

    /// In production the handshake cookie may be that of another application on a sister domain, so
    /// a token that does not verify is passed over. In development it means that keys were mixed up.
    fn token_refused(&self, error: VerifyError) -> Result<Option<RequestState>, AuthenticateError> {
        self.check_key_outage(&error)?;
        match error {
            VerifyError::Token(error) if self.clerk.config.is_development() => {
                Err(AuthenticateError::Handshake(error))
            }
            error => {
                tracing::warn!(%error, "the handshake token was passed over");
                Ok(None)
            }
        }
    }

    /// Asks the Backend API; whatever goes wrong, there are no directives then.
    async fn directives_by_nonce(&self, nonce: &str) -> Vec<String> {
        self.clerk
            .handshake_payload(nonce)
            .await
            .unwrap_or_else(|error| {
                tracing::warn!(%error, "the handshake nonce could not be exchanged");
                Vec::new()
            })
    }

    /// Type, algorithm, category and signature count; the times of this token do not.
    async fn directives_by_token(&self, token: &str) -> Result<Vec<String>, VerifyError> {
        let decoded = Decoded::new(token)?;
        let key = self.clerk.key(decoded.kid()).await?;
        if !decoded.has_session_category() {
            return Err(TokenError::new(
                TokenReason::Invalid,
                "A token of this category is not a handshake's.",
            )
            .into());
        }
        verify_signature(&decoded, &key)?;
        Ok(directives(decoded.payload.get("handshake")))
    }

    async fn resolve(
        &self,
        directives: &[String],
    ) -> Result<Option<RequestState>, AuthenticateError> {
        let token = cookies::session_token(directives);
        let state = if token.is_empty() {
            RequestState::signed_out(Reason::SessionTokenMissing, "")
        } else {
            match self.verify_resolved(token).await {
                Ok(state) => state,
                Err(error) => {
                    self.check_key_outage(&error)?;
                    tracing::warn!(%error, "the handshake's session token was refused");
                    return Ok(None);
                }
            }
        };
        Ok(Some(self.with_directives(state, directives)))
    }

    async fn verify_resolved(&self, token: &str) -> Result<RequestState, VerifyError> {
        let options = self.verify_options(TokenCarrier::Cookie);
        let claims = match self.clerk.verify(token, options).await {
            Err(VerifyError::Token(error))
                if self.clerk.config.is_development() && is_about_time(error.reason) =>
            {
                tracing::warn!(%error, "the clocks of this machine and of Clerk are apart");
                let options = VerifyOptions {
                    skew_ms: Some(DEVELOPMENT_SKEW_MS),
                    ..options
                };
                self.clerk.verify(token, options).await?
            }
            verified => verified?,
        };
        Ok(self.signed_in(claims, token, TokenCarrier::Cookie))
    }

    fn with_directives(&self, mut state: RequestState, directives: &[String]) -> RequestState {
        state.set_header(ACCESS_CONTROL_ALLOW_ORIGIN, "null");
        state.set_header(ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        for directive in directives {
            state.set_cookie(directive);
        }
        if self.clerk.config.is_development() {
            let mut clean = self.context.url.clone();
            remove_query(
                &mut clean,
                &[
                    query::HANDSHAKE,
                    query::HELP,
                    query::DEV_BROWSER,
                    query::HANDSHAKE_NONCE,
                ],
            );
            state.redirect(clean.as_str());
        }
        state
    }
}

fn is_about_time(reason: TokenReason) -> bool {
    matches!(
        reason,
        TokenReason::Expired | TokenReason::NotActiveYet | TokenReason::IatInTheFuture
    )
}

/// The texts of a list; anything else is no list.
pub(super) fn directives(value: Option<&Value>) -> Vec<String> {
    value
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|directive| directive.as_str().map(str::to_owned))
        .collect()
}
