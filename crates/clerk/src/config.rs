//! The configuration of a [`Clerk`](crate::Clerk), checked once when it is built.

use std::time::Duration;

use crate::jwt::Checks;
use crate::keys::{InstanceType, PublishableKey, SecretKey};
use crate::request::OrganizationMatcher;
use crate::token_type::AcceptsToken;

/// Why a configuration cannot work.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// No publishable key was set.
    #[error("the publishable key is missing (CLERK_PUBLISHABLE_KEY)")]
    MissingPublishableKey,
    /// The publishable key is malformed.
    #[error(transparent)]
    PublishableKey(#[from] crate::keys::InvalidPublishableKey),
    /// No secret key was set.
    #[error("the secret key is missing (CLERK_SECRET_KEY)")]
    MissingSecretKey,
    /// The PEM for networkless verification is not an RSA public key.
    #[error("the JWT key is not the PEM of an RSA public key (CLERK_JWT_KEY)")]
    InvalidJwtKey,
    /// The secret for tests can be guessed.
    #[error("the test secret must have 32 bytes or more (CLERK_JWT_TEST_SECRET)")]
    TestSecretTooShort,
    /// A public key and a secret for tests: one of them only may decide.
    #[error(
        "a JWT key and a test secret exclude each other (CLERK_JWT_KEY, CLERK_JWT_TEST_SECRET)"
    )]
    TwoAlgorithms,
    /// A satellite has neither a domain nor a proxy URL.
    #[error("a satellite needs a domain or a proxy URL (CLERK_DOMAIN, CLERK_PROXY_URL)")]
    SatelliteNeedsDomainOrProxy,
    /// A satellite in development has no sign-in URL.
    #[error("a satellite in development needs the primary's sign-in URL (CLERK_SIGN_IN_URL)")]
    SatelliteNeedsSignInUrl,
    /// A clock skew so large that expired tokens would be accepted at length.
    #[error("a clock skew of more than 60 seconds is refused")]
    ClockSkewTooLarge,
    /// An address is not a plain http or https URL.
    #[error("{0} is not an http or https URL without credentials, query and fragment")]
    InvalidUrl(&'static str),
    /// The path of the Frontend API proxy is not a path.
    #[error("the path of the Frontend API proxy must begin with a slash and name something")]
    InvalidProxyPath,
    /// An organization pattern does not compile.
    #[error("the organization pattern {pattern:?} does not compile: {problem}")]
    InvalidPattern {
        /// The pattern as configured.
        pattern: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A webhook signing secret is not base64.
    #[error("a webhook signing secret is not of the form whsec_… (CLERK_WEBHOOK_SIGNING_SECRET)")]
    InvalidWebhookSecret,
    /// The HTTP client could not be made, for instance for want of root certificates.
    #[error("the HTTP client could not be made: {0}")]
    HttpClient(String),
}

/// What to answer when a token cannot be judged because the instance's keys cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeyOutage {
    /// The request counts as signed out, as with Clerk's own SDKs.
    #[default]
    SignedOut,
    /// `503 Service Unavailable` with `Retry-After`: nobody is signed out by an outage.
    Unavailable,
}

/// What to do with a session token without `azp` although authorized parties are configured.
///
/// Browsers send no `Origin` with top-level navigations, so Clerk makes tokens without `azp` for
/// them; refusing those signs real users out. A token with a *wrong* `azp` is always refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MissingAuthorizedParty {
    /// Refuse it, as Clerk's own SDKs do.
    #[default]
    Refuse,
    /// Accept it from a cookie, on GET, HEAD and OPTIONS, and on other methods when the browser
    /// says that the request comes from this origin. Refuse it from a header.
    AcceptFromCookieOfSameOrigin,
}

/// URL patterns that say which organization a page belongs to, in the syntax of path-to-regexp
/// (`/orgs/:slug`, `/orgs/:id/(.*)`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganizationSync {
    /// Pages of an organization; a parameter `:id` or `:slug` names it.
    pub organization_patterns: Vec<String>,
    /// Pages of the personal account.
    pub personal_account_patterns: Vec<String>,
}

/// A checked configuration.
#[derive(Debug)]
pub(crate) struct Config {
    pub(crate) publishable_key: PublishableKey,
    pub(crate) secret_key: SecretKey,
    pub(crate) machine_secret_key: Option<SecretKey>,
    /// As configured: absolute, or a path that is resolved against the public origin.
    pub(crate) proxy_url: Option<String>,
    pub(crate) domain: Option<String>,
    pub(crate) is_satellite: bool,
    pub(crate) satellite_auto_sync: bool,
    pub(crate) sign_in_url: Option<String>,
    pub(crate) sign_up_url: Option<String>,
    pub(crate) checks: Checks,
    pub(crate) clock_skew_ms: i64,
    pub(crate) key_outage: KeyOutage,
    pub(crate) missing_authorized_party: MissingAuthorizedParty,
    pub(crate) accepts_token: AcceptsToken,
    pub(crate) treat_pending_as_signed_out: bool,
    pub(crate) organizations: OrganizationMatcher,
}

impl Config {
    pub(crate) fn is_development(&self) -> bool {
        self.publishable_key.instance_type() == InstanceType::Development
    }

    /// The host that a token of this instance names as its issuer. A proxy does not change it.
    pub(crate) fn issuer_host(&self) -> String {
        match &self.domain {
            Some(domain) if self.is_satellite && !self.is_development() => {
                format!("clerk.{domain}")
            }
            _ => self.publishable_key.frontend_api().to_owned(),
        }
    }

    pub(crate) fn check_satellite(&self) -> Result<(), ConfigError> {
        if !self.is_satellite {
            return Ok(());
        }
        if self.domain.is_none() && self.proxy_url.is_none() {
            return Err(ConfigError::SatelliteNeedsDomainOrProxy);
        }
        if self.secret_key.is_development() && self.sign_in_url.is_none() {
            return Err(ConfigError::SatelliteNeedsSignInUrl);
        }
        Ok(())
    }
}

/// Clerk's own allowance between the clocks of two machines.
pub(crate) const DEFAULT_CLOCK_SKEW: Duration = Duration::from_secs(5);
/// What no configuration may exceed.
pub(crate) const LARGEST_CLOCK_SKEW: Duration = Duration::from_secs(60);
