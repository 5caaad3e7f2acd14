//! The decision by cookies, in Clerk's order: the first rule that applies decides.

use super::{Decision, Request};
use crate::auth::TokenCarrier;
use crate::authenticate::{AuthenticateError, RequestState};
use crate::claims::Claims;
use crate::jwt::{Decoded, VerifyError};
use crate::reason::{Reason, TokenReason};
use crate::request::SyncTarget;

impl Request<'_> {
    pub(super) async fn decide_by_cookies(&self) -> Decision {
        if let Some(state) = self.resolve_handshake().await? {
            return Ok(state);
        }
        if let Some(state) = self.sync_domains()? {
            return Ok(state);
        }
        if let Some(state) = self.sync_dev_browser() {
            return Ok(state);
        }
        let has_client = self.context.client_uat.abs() > 0.0;
        let Some(session) = self.context.session.as_deref() else {
            return Ok(if has_client {
                self.handshake(Reason::ClientUatButNoSessionToken, "")
            } else {
                RequestState::signed_out(Reason::SessionTokenAndUatMissing, "")
            });
        };
        if !has_client {
            return Ok(self.handshake(Reason::SessionTokenButNoClientUat, ""));
        }
        self.decide_by_session(session).await
    }

    fn sync_dev_browser(&self) -> Option<RequestState> {
        if !self.clerk.config.is_development() {
            return None;
        }
        if self.context.query.has_dev_browser {
            return Some(self.handshake(Reason::DevBrowserSync, ""));
        }
        if self.context.dev_browser.is_none() {
            return Some(self.handshake(Reason::DevBrowserMissing, ""));
        }
        None
    }

    async fn decide_by_session(&self, session: &str) -> Decision {
        let carrier = TokenCarrier::Cookie;
        let presented = match self.clerk.present(session) {
            Ok(presented) => presented,
            Err(error) => return self.token_failed(error.into(), session, carrier).await,
        };
        if !presented.is_session() {
            return Ok(RequestState::signed_out(Reason::TokenTypeMismatch, ""));
        }
        // Before anything is verified: a token that is too old needs a handshake in any case.
        if presented
            .issued_at()
            .is_some_and(|iat| iat < self.context.client_uat)
        {
            return Ok(self.handshake(Reason::SessionTokenIatBeforeClientUat, ""));
        }
        let claims = match self
            .clerk
            .judge(presented, self.verify_options(carrier))
            .await
        {
            Ok(claims) => claims,
            Err(error) => {
                self.count_missing_azp(&error, session);
                return self.token_failed(error, session, carrier).await;
            }
        };
        let was_redirected = self.context.redirect_count.abs() > 0.0;
        if self.comes_from_unknown_origin() && !was_redirected {
            return Ok(self.handshake(
                Reason::PrimaryDomainCrossOriginSync,
                "A page that is reached from another origin asks Clerk whether the session is still the same.",
            ));
        }
        if let Some(state) = self.activate_organization(&claims) {
            return Ok(state);
        }
        Ok(self.signed_in(claims, session, carrier))
    }

    /// A handshake, when the page belongs to another organization than the active one. A session
    /// with open tasks has none to activate yet.
    fn activate_organization(&self, claims: &Claims) -> Option<RequestState> {
        if claims.is_pending() || claims.sub.is_empty() {
            return None;
        }
        let active = claims.organization.as_ref();
        let target = self
            .clerk
            .config
            .organizations
            .target(self.context.url.path())?;
        let is_active = match &target {
            SyncTarget::OrganizationId(id) => active.is_some_and(|org| org.id == *id),
            SyncTarget::OrganizationSlug(slug) => {
                active.is_some_and(|org| org.slug.as_deref() == Some(slug))
            }
            SyncTarget::PersonalAccount => active.is_none(),
        };
        if is_active || self.is_looping() {
            return None;
        }
        let state = self.handshake(Reason::ActiveOrganizationMismatch, "");
        state.location().is_some().then_some(state)
    }

    /// Counts a token that was refused for want of an authorized party.
    pub(super) fn count_missing_azp(&self, error: &VerifyError, token: &str) {
        let VerifyError::Token(error) = error else {
            return;
        };
        if error.reason == TokenReason::InvalidAuthorizedParties
            && Decoded::new(token).is_ok_and(|decoded| decoded.claim_str("azp").is_none())
        {
            self.clerk.counters.azp_missing_refused();
        }
    }

    /// A satellite's sign-in page must be somewhere else.
    pub(super) fn check_satellite_origin(&self) -> Result<(), AuthenticateError> {
        let config = &self.clerk.config;
        let (true, Some(sign_in_url), Some(origin)) = (
            config.is_satellite,
            config.sign_in_url.as_deref(),
            self.context.header(http::header::ORIGIN),
        ) else {
            return Ok(());
        };
        let url: url::Url = sign_in_url
            .parse()
            .map_err(|_| AuthenticateError::SatelliteSignInUrl)?;
        if url.origin().ascii_serialization() == origin {
            return Err(AuthenticateError::SatelliteSignInUrl);
        }
        Ok(())
    }
}
