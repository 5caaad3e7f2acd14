//! A session token in the `Authorization` header: cookies do not count.

use super::{Decision, Request};
use crate::auth::TokenCarrier;
use crate::authenticate::RequestState;
use crate::claims::Claims;
use crate::reason::Reason;
use std::sync::Arc;

impl Request<'_> {
    pub(super) async fn decide_by_header(&self, token: &str) -> Decision {
        let carrier = TokenCarrier::Header;
        let presented = match self.clerk.present(token) {
            Ok(presented) => presented,
            Err(error) => return self.token_failed(error.into(), token, carrier).await,
        };
        if !presented.is_session() {
            return Ok(RequestState::signed_out(Reason::TokenTypeMismatch, ""));
        }
        match self
            .clerk
            .judge(presented, self.verify_options(carrier))
            .await
        {
            Ok(claims) => Ok(self.signed_in(claims, token, carrier)),
            Err(error) => {
                self.count_missing_azp(&error, token);
                self.token_failed(error, token, carrier).await
            }
        }
    }

    pub(super) fn signed_in(
        &self,
        claims: Arc<Claims>,
        token: &str,
        carrier: TokenCarrier,
    ) -> RequestState {
        let treat_pending_as_signed_out = self.clerk.config.treat_pending_as_signed_out;
        if claims.azp.is_none() && self.clerk.counters.azp_missing_accepted() {
            tracing::warn!(
                "a session token names no authorized party (azp); this is said once, see Clerk's docs on authorizedParties"
            );
        }
        RequestState::signed_in(claims, token, carrier, treat_pending_as_signed_out)
    }
}
