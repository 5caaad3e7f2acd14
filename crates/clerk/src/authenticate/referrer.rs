//! Pages of the primary domain that are reached from elsewhere.

use url::Url;

use super::Request;
use crate::keys::account_portal;

const CURRENT_DEV_PORTALS: [&str; 3] = [
    ".accounts.dev",
    ".accountsstage.dev",
    ".accounts.lclclerk.com",
];
const LEGACY_DEV_PORTALS: [&str; 3] = [".lcl.dev", ".lclstage.dev", ".lclclerk.com"];

impl Request<'_> {
    /// Whether a document of the primary domain was reached from an origin that is neither its own
    /// nor Clerk's.
    pub(super) fn comes_from_unknown_origin(&self) -> bool {
        if self.clerk.config.is_satellite || !self.context.is_get() || !self.context.is_document() {
            return false;
        }
        let referrer = self.context.header(http::header::REFERER);
        let Some(referrer) = referrer.and_then(|text| Url::parse(text).ok()) else {
            return false;
        };
        referrer.origin().ascii_serialization() != self.context.origin()
            && !self.is_clerks(&referrer)
    }

    fn is_clerks(&self, referrer: &Url) -> bool {
        let host = referrer.host_str().unwrap_or_default();
        let frontend_api = self.context.frontend_api();
        let frontend_host = if frontend_api.starts_with("http") {
            Url::parse(&frontend_api)
                .ok()
                .and_then(|url| url.host_str().map(str::to_owned))
        } else {
            Some(frontend_api.clone())
        };
        if frontend_host.is_some_and(|frontend| frontend == host) {
            return true;
        }
        if self.clerk.config.is_development() && is_dev_portal(host) {
            return true;
        }
        Url::parse(&account_portal(&frontend_api))
            .is_ok_and(|portal| portal.origin() == referrer.origin())
    }
}

fn is_dev_portal(host: &str) -> bool {
    let current = CURRENT_DEV_PORTALS
        .iter()
        .any(|suffix| host.ends_with(suffix) && !host.ends_with(&format!(".clerk{suffix}")));
    let legacy = host.starts_with("accounts.")
        && LEGACY_DEV_PORTALS
            .iter()
            .any(|suffix| host.ends_with(suffix));
    current || legacy
}
