//! Satellite domains, which learn from the primary domain who is signed in.

use url::Url;

use super::Request;
use crate::authenticate::{AuthenticateError, RequestState};
use crate::reason::Reason;
use crate::request::{append_query, query, set_query};

impl Request<'_> {
    pub(super) fn sync_domains(&self) -> Result<Option<RequestState>, AuthenticateError> {
        if self.clerk.config.is_satellite {
            return self.sync_satellite();
        }
        self.answer_satellite()
    }

    /// A satellite's page: asks the primary, once and only if there is something to ask.
    fn sync_satellite(&self) -> Result<Option<RequestState>, AuthenticateError> {
        let synced = self.context.query.synced;
        if !self.context.is_document() || !self.context.is_get() || synced == Some(true) {
            return Ok(None);
        }
        let knows_nothing =
            self.context.session.is_none() && self.context.client_uat.abs() < f64::EPSILON;
        if knows_nothing && !self.clerk.config.satellite_auto_sync && synced != Some(false) {
            return Ok(Some(RequestState::signed_out(
                Reason::SessionTokenAndUatMissing,
                "",
            )));
        }
        if !knows_nothing && synced != Some(false) {
            return Ok(None);
        }
        let reason = Reason::SatelliteNeedsSyncing;
        if !self.clerk.config.is_development() {
            return Ok(Some(self.handshake(reason, "")));
        }
        // A development instance has no cookie that both domains share: the primary's sign-in page
        // hands over its dev browser.
        let sign_in_url = self.clerk.config.sign_in_url.as_deref().unwrap_or_default();
        let mut location: Url = sign_in_url
            .parse()
            .map_err(|_| AuthenticateError::SatelliteSignInUrl)?;
        append_query(
            &mut location,
            query::REDIRECT_URL,
            self.context.url.as_str(),
        );
        Ok(Some(self.handshake_to(reason, "", location.as_str())))
    }

    /// The primary's sign-in page in development: sends the satellite's visitor back with its dev
    /// browser.
    fn answer_satellite(&self) -> Result<Option<RequestState>, AuthenticateError> {
        let Some(target) = self.context.query.redirect_url.as_deref() else {
            return Ok(None);
        };
        if !self.clerk.config.is_development() {
            return Ok(None);
        }
        let mut location: Url = target
            .parse()
            .map_err(|_| AuthenticateError::InvalidRedirectUrl)?;
        if let Some(dev_browser) = &self.context.dev_browser {
            append_query(&mut location, query::DEV_BROWSER, dev_browser);
        }
        set_query(&mut location, query::SYNCED, "true");
        Ok(Some(self.handshake_to(
            Reason::PrimaryRespondsToSyncing,
            "",
            location.as_str(),
        )))
    }
}
