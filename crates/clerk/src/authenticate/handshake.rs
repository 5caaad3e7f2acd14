//! Sending the browser to Clerk, and not too often.

use http::header::LOCATION;
use url::Url;
use url::form_urlencoded::Serializer;

use super::Request;
use crate::api::API_VERSION;
use crate::authenticate::RequestState;
use crate::cookies;
use crate::reason::Reason;
use crate::request::{query, remove_query};

/// How many handshakes in a row are enough. Clerk's SDKs stop at exactly this number, which a client
/// that sends a larger one steps over.
const ENOUGH: f64 = 3.0;

impl Request<'_> {
    /// A handshake if the request can be answered by one, otherwise signed out for the same reason.
    pub(super) fn handshake(&self, reason: Reason, message: impl Into<String>) -> RequestState {
        let message = message.into();
        if !self.context.is_eligible_for_handshake() {
            return RequestState::signed_out(reason, message);
        }
        match self.handshake_url(&reason) {
            Some(location) => self.handshake_to(reason, message, &location),
            None => RequestState::signed_out(reason, message),
        }
    }

    /// The same with another destination than the Frontend API.
    pub(super) fn handshake_to(
        &self,
        reason: Reason,
        message: impl Into<String>,
        location: &str,
    ) -> RequestState {
        if !self.context.is_eligible_for_handshake() {
            return RequestState::signed_out(reason, message);
        }
        if self.is_looping() {
            tracing::warn!(
                %reason,
                "the browser keeps coming back from Clerk without a session; do the publishable and the secret key belong to one instance?"
            );
            return RequestState::signed_out(reason, message);
        }
        let mut state = RequestState::handshake(reason, message, location);
        if state.headers().contains_key(LOCATION) {
            let count = self.context.redirect_count + 1.0;
            state.set_cookie(&format!(
                "{}={count}; SameSite=Lax; HttpOnly; Max-Age=2",
                cookies::REDIRECT_COUNT
            ));
        }
        state
    }

    pub(super) fn is_looping(&self) -> bool {
        self.context.redirect_count >= ENOUGH
    }

    /// The address of the Frontend API's handshake, parameters in Clerk's order.
    fn handshake_url(&self, reason: &Reason) -> Option<String> {
        let mut return_to = self.context.url.clone();
        remove_query(
            &mut return_to,
            &[query::DEV_BROWSER, query::LEGACY_DEV_BROWSER],
        );
        let frontend_api = self.context.frontend_api();
        let scheme = if frontend_api.starts_with("http") {
            ""
        } else {
            "https://"
        };
        let base = format!("{scheme}{}/", frontend_api.trim_end_matches('/'));
        let mut url = Url::parse(&base)
            .and_then(|base| base.join("v1/client/handshake"))
            .ok()?;

        let mut parameters = Serializer::new(String::new());
        parameters
            .append_pair("redirect_url", return_to.as_str())
            .append_pair("__clerk_api_version", API_VERSION)
            .append_pair(
                "suffixed_cookies",
                if self.context.suffixed {
                    "true"
                } else {
                    "false"
                },
            )
            .append_pair("__clerk_hs_reason", &reason.to_string())
            .append_pair("format", "nonce");
        if let Some(token) = self
            .context
            .session
            .as_deref()
            .or(self.context.header_token)
        {
            parameters.append_pair(cookies::SESSION, token);
        }
        if let (true, Some(dev_browser)) = (
            self.clerk.config.is_development(),
            &self.context.dev_browser,
        ) {
            parameters.append_pair(query::DEV_BROWSER, dev_browser);
        }
        if let Some(target) = self
            .clerk
            .config
            .organizations
            .target(self.context.url.path())
        {
            parameters.append_pair("organization_id", target.handshake_value());
        }
        url.set_query(Some(&parameters.finish()));
        Some(url.into())
    }
}
