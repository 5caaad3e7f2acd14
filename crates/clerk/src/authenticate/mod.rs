//! The decision: from a request to signed in, signed out, or a handshake.

mod cookie;
mod error;
mod handshake;
mod header;
mod machine;
mod referrer;
mod refresh;
mod resolve;
mod satellite;
mod state;

use http::request::Parts;

pub use error::AuthenticateError;
pub use state::{AuthStatus, RequestState};

use crate::auth::TokenCarrier;
use crate::clerk::Inner;
use crate::config::{KeyOutage, MissingAuthorizedParty};
use crate::jwt::VerifyError;
use crate::reason::{Reason, RefreshMarker, TokenReason};
use crate::request::Context;
use crate::verifier::VerifyOptions;

type Decision = Result<RequestState, AuthenticateError>;

/// One request under decision.
struct Request<'a> {
    clerk: &'a Inner,
    context: Context<'a>,
}

pub(crate) async fn authenticate(clerk: &Inner, parts: &Parts) -> Decision {
    let now_ms = clerk.clock.now_ms();
    let context =
        Context::new(&clerk.config, parts, now_ms).map_err(|_| AuthenticateError::InvalidTarget)?;
    let request = Request { clerk, context };
    let state = request.decide().await?;
    Ok(state.at(request.context.url))
}

impl Request<'_> {
    async fn decide(&self) -> Decision {
        self.check_satellite_origin()?;
        let accepts = &self.clerk.config.accepts_token;
        if accepts.is_session_only() {
            return match self.context.header_token {
                Some(token) => self.decide_by_header(token).await,
                None => self.decide_by_cookies().await,
            };
        }
        self.decide_by_kind(accepts).await
    }

    /// What becomes of a session token that did not verify.
    async fn token_failed(
        &self,
        error: VerifyError,
        token: &str,
        carrier: TokenCarrier,
    ) -> Decision {
        self.check_key_outage(&error)?;
        let VerifyError::Token(error) = error else {
            return Ok(RequestState::signed_out(Reason::UnexpectedError, ""));
        };
        let reason = match error.reason {
            TokenReason::Expired => match self.refresh(token).await {
                Ok(refreshed) => return Ok(refreshed),
                Err(marker) => Reason::SessionTokenExpired(marker),
            },
            TokenReason::NotActiveYet => Reason::SessionTokenNbf,
            TokenReason::IatInTheFuture => Reason::SessionTokenIatInTheFuture,
            other => {
                return Ok(RequestState::signed_out(
                    other.into(),
                    full_message(&error, carrier),
                ));
            }
        };
        Ok(self.handshake(reason, full_message(&error, carrier)))
    }

    /// An outage of keys says nothing about who is asking.
    fn check_key_outage(&self, error: &VerifyError) -> Result<(), AuthenticateError> {
        if !error.is_key_outage() {
            return Ok(());
        }
        tracing::error!(%error, "session tokens cannot be verified");
        match self.clerk.config.key_outage {
            KeyOutage::SignedOut => Ok(()),
            KeyOutage::Unavailable => Err(AuthenticateError::KeysUnavailable),
        }
    }

    fn verify_options(&self, carrier: TokenCarrier) -> VerifyOptions {
        let accept_missing_azp = self.clerk.config.missing_authorized_party
            == MissingAuthorizedParty::AcceptFromCookieOfSameOrigin
            && carrier == TokenCarrier::Cookie
            && self.is_safe_or_same_origin();
        VerifyOptions {
            accept_missing_azp,
            skew_ms: None,
        }
    }

    /// Whether the request changes nothing, or comes from a page of this origin by the browser's word.
    fn is_safe_or_same_origin(&self) -> bool {
        self.context.method.is_safe()
            || match self.context.header(http::header::ORIGIN) {
                Some(origin) => origin == self.context.origin(),
                None => self.context.header("sec-fetch-site") == Some("same-origin"),
            }
    }
}

fn full_message(error: &crate::jwt::TokenError, carrier: TokenCarrier) -> String {
    format!(
        "{} (reason={}, token-carrier={carrier})",
        error.message, error.reason
    )
}

/// Why an expired token is not refreshed, if it is not to be.
fn refresh_obstacle(context: &Context<'_>) -> Option<RefreshMarker> {
    if !context.is_get() {
        return Some(RefreshMarker::NonEligibleNonGet);
    }
    context
        .refresh_token
        .is_none()
        .then_some(RefreshMarker::NonEligibleNoRefreshCookie)
}
