//! Checking a configuration, and making an instance of it.

use std::sync::Arc;

use secrecy::{ExposeSecret as _, SecretString};

use super::ClerkBuilder;
use crate::api::{ApiPolicy, BackendApi, Budget, Transport, http_client};
use crate::cache::TokenCache;
use crate::clerk::{Clerk, Inner, KeySource};
use crate::clock::Clock;
use crate::config::{Config, ConfigError, DEFAULT_CLOCK_SKEW, LARGEST_CLOCK_SKEW};
use crate::jwks::{Fetcher, Jwks};
use crate::jwt::VerifyingKey;
use crate::keys::{InstanceType, PublishableKey, SecretKey};
use crate::proxy::Proxy;
use crate::request::OrganizationMatcher;
use crate::stats::Counters;
use crate::token_type::{AcceptsToken, TokenType};
use crate::webhook::WebhookVerifier;

const DEFAULT_API_URL: &str = "https://api.clerk.com";
const DEFAULT_CACHE_CAPACITY: u64 = 10_000;
/// As long as what HS256 makes of it (RFC 7518, section 3.2), in bytes.
const SHORTEST_TEST_SECRET: usize = 32;

impl ClerkBuilder {
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
        let secret_key = self.needed_secret().ok_or(ConfigError::MissingSecretKey)?;
        let http = match self.http_client {
            Some(client) => client,
            None => http_client().map_err(|error| ConfigError::HttpClient(error.to_string()))?,
        };
        let api_url = self.api_url.as_deref().unwrap_or(DEFAULT_API_URL);
        check_url(api_url, "the Backend API's address (CLERK_API_URL)")?;
        let transport = Transport::new(http.clone(), api_url, secret_key.clone());
        let clock = self.clock.unwrap_or_else(Clock::system);
        let keys = match (&self.jwt_key, &self.jwt_test_secret) {
            (Some(_), Some(_)) => return Err(ConfigError::TwoAlgorithms),
            (Some(pem), None) => KeySource::Static(Arc::new(
                VerifyingKey::from_pem(pem).ok_or(ConfigError::InvalidJwtKey)?,
            )),
            (None, Some(secret)) => KeySource::Static(Arc::new(test_key(secret)?)),
            (None, None) => {
                let fetcher = match self.jwks_url {
                    Some(url) => {
                        check_url(&url, "the address of the signing keys (CLERK_JWKS_URL)")?;
                        Fetcher::Public(http.clone(), url)
                    }
                    None => Fetcher::BackendApi(transport.clone()),
                };
                KeySource::Remote(Arc::new(Jwks::new(
                    fetcher,
                    self.jwks_policy,
                    clock.clone(),
                )))
            }
        };
        let api = backend_api(self.api_policy, &publishable_key, &transport, &clock);
        let proxy = self
            .frontend_api_proxy
            .as_deref()
            .map(|path| {
                let upstream = self.frontend_api_url.as_deref();
                let proxy = Proxy::new(http, path, upstream, &publishable_key, secret_key.clone())?;
                proxy.seen_at(self.public_origin.as_deref())
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
            api,
            keys,
            cache: TokenCache::new(self.cache_capacity.unwrap_or(DEFAULT_CACHE_CAPACITY)),
            proxy,
            webhooks,
            counters: Counters::default(),
        })))
    }

    /// Where nothing but machine-to-machine tokens is accepted, the key for those stands in for the
    /// secret key. The proxy needs that one itself.
    fn needed_secret(&self) -> Option<SecretKey> {
        let is_for_machines = self.accepts_token == AcceptsToken::Only(TokenType::M2mToken)
            && self.frontend_api_proxy.is_none();
        let stand_in = self.machine_secret_key.as_ref().filter(|_| is_for_machines);
        secret(self.secret_key.as_ref()).or_else(|| secret(stand_in))
    }
}

fn backend_api(
    policy: Option<ApiPolicy>,
    key: &PublishableKey,
    transport: &Transport,
    clock: &Clock,
) -> BackendApi {
    let policy = policy.unwrap_or_else(|| match key.instance_type() {
        InstanceType::Production => ApiPolicy::default(),
        InstanceType::Development => ApiPolicy::development(),
    });
    BackendApi {
        transport: transport.clone(),
        budget: Arc::new(Budget::new(clock.clone(), &policy)),
        policy: Arc::new(policy),
    }
}

fn test_key(secret: &SecretString) -> Result<VerifyingKey, ConfigError> {
    let secret = secret.expose_secret();
    if secret.len() < SHORTEST_TEST_SECRET {
        return Err(ConfigError::TestSecretTooShort);
    }
    Ok(VerifyingKey::from_secret(secret))
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
