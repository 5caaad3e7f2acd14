//! Sending a visitor to the sign-in or sign-up page.

use url::Url;

use crate::config::Config;
use crate::request::{append_query, query, remove_query, set_query};

/// From where, and in which state, a visitor is sent away.
pub(crate) struct Departure<'a> {
    pub(crate) config: &'a Config,
    /// The public URL of the request.
    pub(crate) url: &'a Url,
    /// Whether there is a session with open tasks.
    pub(crate) is_pending: bool,
    /// The plain dev browser cookie.
    pub(crate) dev_browser: Option<&'a str>,
}

impl Departure<'_> {
    /// The sign-in page, which leads back to `return_to`.
    pub(crate) fn to_sign_in(&self, return_to: Option<&Url>) -> Option<Url> {
        let target = match &self.config.sign_in_url {
            Some(url) => url.clone(),
            None => format!("{}/sign-in", self.config.publishable_key.account_portal()),
        };
        self.to_page(&target, return_to)
    }

    /// The sign-up page, which leads back to `return_to`.
    pub(crate) fn to_sign_up(&self, return_to: Option<&Url>) -> Option<Url> {
        let target = match (&self.config.sign_up_url, &self.config.sign_in_url) {
            (Some(url), _) => url.clone(),
            (None, Some(sign_in)) => {
                let mut url = self.url.join(sign_in).ok()?;
                url.set_path(&format!("{}/create", url.path()));
                url.into()
            }
            (None, None) => format!("{}/sign-up", self.config.publishable_key.account_portal()),
        };
        self.to_page(&target, return_to)
    }

    /// Any page, as the application names it.
    pub(crate) fn to_url(&self, target: &str) -> Option<Url> {
        let url = self.url.join(target).ok()?;
        Some(self.with_dev_browser(url))
    }

    fn to_page(&self, target: &str, return_to: Option<&Url>) -> Option<Url> {
        let tasks = if self.is_pending { "/tasks" } else { "" };
        let mut url = self.url.join(&format!("{target}{tasks}")).ok()?;
        if let Some(return_to) = return_to {
            let mut return_to = return_to.clone();
            let leaves = url.host_str() != self.url.host_str() || url.port() != self.url.port();
            if leaves && self.config.is_satellite {
                set_query(&mut return_to, query::SYNCED, "false");
            }
            set_query(&mut url, "redirect_url", return_to.as_str());
        }
        Some(self.with_dev_browser(url))
    }

    /// Browsers of development instances take their identity along in the URL. One that the URL has
    /// already stays; it becomes the last parameter, as in Clerk's SDKs.
    fn with_dev_browser(&self, mut url: Url) -> Url {
        let leaves = url.origin() != self.url.origin();
        if !leaves || !self.config.secret_key.is_development() {
            return url;
        }
        let own = url
            .query_pairs()
            .find(|(name, _)| name == query::DEV_BROWSER)
            .map(|(_, value)| value.into_owned())
            .filter(|value| !value.is_empty());
        remove_query(&mut url, &[query::DEV_BROWSER]);
        if let Some(dev_browser) = own.as_deref().or(self.dev_browser) {
            append_query(&mut url, query::DEV_BROWSER, dev_browser);
        }
        url
    }
}
