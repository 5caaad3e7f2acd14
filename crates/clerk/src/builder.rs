//! Building a [`Clerk`].

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use secrecy::{ExposeSecret as _, SecretString};

use crate::backend_api::{Transport, http_client};
use crate::cache::TokenCache;
use crate::clerk::{Clerk, Inner, KeySource};
use crate::clock::Clock;
use crate::config::{
    Config, ConfigError, DEFAULT_CLOCK_SKEW, KeyOutage, LARGEST_CLOCK_SKEW, MissingAuthorizedParty,
    OrganizationSync,
};
use crate::jwks::{Fetcher, Jwks, JwksPolicy};
use crate::jwt::{Checks, VerifyingKey};
use crate::keys::{PublishableKey, SecretKey};
use crate::proxy::Proxy;
use crate::request::OrganizationMatcher;
use crate::stats::Counters;
use crate::token_type::AcceptsToken;
use crate::webhook::WebhookVerifier;

const DEFAULT_API_URL: &str = "https://api.clerk.com";
const DEFAULT_CACHE_CAPACITY: u64 = 10_000;

/// The configuration of an instance, under construction. Only the two keys are required.
#[derive(Debug, Default)]
pub struct ClerkBuilder {
    publishable_key: Option<String>,
    secret_key: Option<SecretString>,
    machine_secret_key: Option<SecretString>,
    jwt_key: Option<String>,
    api_url: Option<String>,
    frontend_api_url: Option<String>,
    frontend_api_proxy: Option<String>,
    proxy_url: Option<String>,
    domain: Option<String>,
    is_satellite: bool,
    satellite_auto_sync: bool,
    sign_in_url: Option<String>,
    sign_up_url: Option<String>,
    checks: Checks,
    clock_skew: Option<Duration>,
    key_outage: KeyOutage,
    missing_authorized_party: MissingAuthorizedParty,
    accepts_token: AcceptsToken,
    let_pending_through: bool,
    organization_sync: OrganizationSync,
    webhook_signing_secrets: Vec<SecretString>,
    jwks_policy: JwksPolicy,
    cache_capacity: Option<u64>,
    http_client: Option<reqwest::Client>,
    clock: Option<Clock>,
}

macro_rules! text_setting {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(mut self, value: impl Into<String>) -> Self {
            self.$name = Some(value.into()).filter(|text| !text.is_empty());
            self
        }
    };
}

impl ClerkBuilder {
    text_setting! {
        /// The publishable key, `pk_live_…` or `pk_test_…`.
        publishable_key
    }
    text_setting! {
        /// The public key of the instance as PEM: session tokens are then verified without fetching
        /// keys. Rotating the key takes a new configuration.
        jwt_key
    }
    text_setting! {
        /// The address of the Backend API; `https://api.clerk.com` unless set.
        api_url
    }
    text_setting! {
        /// Where the Frontend API proxy sends requests; unless set, Clerk's servers for proxied
        /// instances.
        frontend_api_url
    }
    text_setting! {
        /// Serves the Frontend API under this path of the application, such as `/__clerk`. Unless a
        /// proxy URL is set, this path becomes it.
        frontend_api_proxy
    }
    text_setting! {
        /// The URL under which browsers reach the Frontend API through a proxy: absolute, or a path
        /// on the application's own origin.
        proxy_url
    }
    text_setting! {
        /// The domain of a satellite application.
        domain
    }
    text_setting! {
        /// Where the application's sign-in page is; unless set, Clerk's account portal.
        sign_in_url
    }
    text_setting! {
        /// Where the application's sign-up page is; unless set, Clerk's account portal.
        sign_up_url
    }

    /// The secret key. Never printed.
    #[must_use]
    pub fn secret_key(mut self, key: impl Into<String>) -> Self {
        self.secret_key = Some(key.into().into());
        self
    }

    /// The key with which machine-to-machine tokens are verified; unless set, the secret key.
    #[must_use]
    pub fn machine_secret_key(mut self, key: impl Into<String>) -> Self {
        self.machine_secret_key = Some(key.into().into());
        self
    }

    /// Whether this application is a satellite: its users sign in on a primary domain.
    #[must_use]
    pub fn satellite(mut self, is_satellite: bool) -> Self {
        self.is_satellite = is_satellite;
        self
    }

    /// Whether a satellite asks the primary domain about every new visitor.
    #[must_use]
    pub fn satellite_auto_sync(mut self, auto_sync: bool) -> Self {
        self.satellite_auto_sync = auto_sync;
        self
    }

    /// The origins for which session tokens may have been made. None means any, which invites
    /// cookies of neighbouring subdomains: set it in production.
    #[must_use]
    pub fn authorized_parties<T: Into<String>>(
        mut self,
        origins: impl IntoIterator<Item = T>,
    ) -> Self {
        self.checks.authorized_parties = origins.into_iter().map(Into::into).collect();
        self
    }

    /// The issuers that session tokens may name, exactly. None means any.
    #[must_use]
    pub fn issuer<T: Into<String>>(mut self, issuers: impl IntoIterator<Item = T>) -> Self {
        self.checks.issuer = issuers.into_iter().map(Into::into).collect();
        self
    }

    /// The audiences of which a token that names any must name one.
    #[must_use]
    pub fn audience<T: Into<String>>(mut self, audiences: impl IntoIterator<Item = T>) -> Self {
        self.checks.audience = audiences.into_iter().map(Into::into).collect();
        self
    }

    /// How far the clocks of Clerk and this machine may be apart: 5 seconds unless set, 60 at most.
    #[must_use]
    pub fn clock_skew(mut self, skew: Duration) -> Self {
        self.clock_skew = Some(skew);
        self
    }

    /// What to answer while the signing keys cannot be had.
    #[must_use]
    pub fn key_outage(mut self, answer: KeyOutage) -> Self {
        self.key_outage = answer;
        self
    }

    /// What to do with tokens that name no authorized party although some are configured.
    #[must_use]
    pub fn missing_authorized_party(mut self, policy: MissingAuthorizedParty) -> Self {
        self.missing_authorized_party = policy;
        self
    }

    /// The kinds of token that are accepted; session tokens only unless set.
    #[must_use]
    pub fn accepts_token(mut self, accepts: AcceptsToken) -> Self {
        self.accepts_token = accepts;
        self
    }

    /// Whether a session with open tasks (`sts: pending`) counts as signed out; it does unless set.
    #[must_use]
    pub fn treat_pending_as_signed_out(mut self, signed_out: bool) -> Self {
        self.let_pending_through = !signed_out;
        self
    }

    /// Which organization is to be active on which pages.
    #[must_use]
    pub fn organization_sync(mut self, sync: OrganizationSync) -> Self {
        self.organization_sync = sync;
        self
    }

    /// The secrets with which Clerk may have signed webhooks: several while one is being replaced.
    #[must_use]
    pub fn webhook_signing_secrets<T: Into<String>>(
        mut self,
        secrets: impl IntoIterator<Item = T>,
    ) -> Self {
        self.webhook_signing_secrets = secrets
            .into_iter()
            .map(|secret| secret.into().into())
            .collect();
        self
    }

    /// How the signing keys are fetched and kept.
    #[must_use]
    pub fn jwks_policy(mut self, policy: JwksPolicy) -> Self {
        self.jwks_policy = policy;
        self
    }

    /// How many verified tokens are remembered: 10,000 unless set; 0 verifies every token anew.
    #[must_use]
    pub fn token_cache_capacity(mut self, tokens: u64) -> Self {
        self.cache_capacity = Some(tokens);
        self
    }

    /// The client for the Backend API and the proxy. It should not follow redirects, and should
    /// limit the time to connect.
    #[must_use]
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http_client = Some(client);
        self
    }

    /// What time it is; for tests.
    #[must_use]
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Some(Clock::new(now));
        self
    }

    /// Checks the configuration.
    ///
    /// # Errors
    /// When something is missing, malformed or contradictory.
    pub fn build(self) -> Result<Clerk, ConfigError> {
        let publishable_key: PublishableKey = self
            .publishable_key
            .as_deref()
            .ok_or(ConfigError::MissingPublishableKey)?
            .parse()?;
        let secret_key = secret(self.secret_key.as_ref()).ok_or(ConfigError::MissingSecretKey)?;
        let http = match self.http_client {
            Some(client) => client,
            None => http_client().map_err(|error| ConfigError::HttpClient(error.to_string()))?,
        };
        let api_url = self.api_url.as_deref().unwrap_or(DEFAULT_API_URL);
        check_url(api_url, "the Backend API's address (CLERK_API_URL)")?;
        let transport = Transport::new(http.clone(), api_url, secret_key.clone());
        let clock = self.clock.unwrap_or_else(Clock::system);
        let keys = match &self.jwt_key {
            Some(pem) => KeySource::Pem(Arc::new(
                VerifyingKey::from_pem(pem).ok_or(ConfigError::InvalidJwtKey)?,
            )),
            None => KeySource::Remote(Arc::new(Jwks::new(
                Fetcher::new(transport.clone()),
                self.jwks_policy,
                clock.clone(),
            ))),
        };
        let proxy = self
            .frontend_api_proxy
            .as_deref()
            .map(|path| {
                let upstream = self.frontend_api_url.as_deref();
                Proxy::new(http, path, upstream, &publishable_key, secret_key.clone())
            })
            .transpose()?;
        let proxy_url = self
            .proxy_url
            .or_else(|| proxy.as_ref().map(|proxy| proxy.prefix().to_owned()));
        let skew = self.clock_skew.unwrap_or(DEFAULT_CLOCK_SKEW);
        if skew > LARGEST_CLOCK_SKEW {
            return Err(ConfigError::ClockSkewTooLarge);
        }
        let config = Config {
            publishable_key,
            secret_key,
            machine_secret_key: secret(self.machine_secret_key.as_ref()),
            proxy_url,
            domain: self.domain,
            is_satellite: self.is_satellite,
            satellite_auto_sync: self.satellite_auto_sync,
            sign_in_url: self.sign_in_url,
            sign_up_url: self.sign_up_url,
            checks: self.checks,
            clock_skew_ms: i64::try_from(skew.as_millis()).unwrap_or_default(),
            key_outage: self.key_outage,
            missing_authorized_party: self.missing_authorized_party,
            accepts_token: self.accepts_token,
            treat_pending_as_signed_out: !self.let_pending_through,
            organizations: OrganizationMatcher::new(&self.organization_sync)?,
        };
        config.check_satellite()?;
        let webhooks = WebhookVerifier::new(&self.webhook_signing_secrets, clock.clone())?;
        Ok(Clerk(Arc::new(Inner {
            config,
            clock,
            transport,
            keys,
            cache: TokenCache::new(self.cache_capacity.unwrap_or(DEFAULT_CACHE_CAPACITY)),
            proxy,
            webhooks,
            counters: Counters::default(),
        })))
    }
}

fn secret(text: Option<&SecretString>) -> Option<SecretKey> {
    SecretKey::new(text?.expose_secret().to_owned())
}

/// An address that paths can be appended to.
pub(crate) fn check_url(text: &str, what: &'static str) -> Result<url::Url, ConfigError> {
    let invalid = || ConfigError::InvalidUrl(what);
    let url: url::Url = text.parse().map_err(|_| invalid())?;
    let plain = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if plain { Ok(url) } else { Err(invalid()) }
}
