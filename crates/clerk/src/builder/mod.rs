//! Building a [`Clerk`](crate::Clerk).

mod build;

use std::time::{Duration, SystemTime};

use secrecy::SecretString;

pub(crate) use build::check_url;

use crate::api::ApiPolicy;
use crate::clock::Clock;
use crate::config::{KeyOutage, MissingAuthorizedParty, OrganizationSync};
use crate::jwks::JwksPolicy;
use crate::jwt::Checks;
use crate::token_type::AcceptsToken;

/// The configuration of an instance, under construction. Only the two keys are required.
#[derive(Debug, Default)]
pub struct ClerkBuilder {
    publishable_key: Option<String>,
    secret_key: Option<SecretString>,
    machine_secret_key: Option<SecretString>,
    jwt_key: Option<String>,
    jwt_test_secret: Option<SecretString>,
    api_url: Option<String>,
    frontend_api_url: Option<String>,
    frontend_api_proxy: Option<String>,
    public_origin: Option<String>,
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
    jwks_url: Option<String>,
    jwks_policy: JwksPolicy,
    api_policy: Option<ApiPolicy>,
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
        /// Where the signing keys are fetched, without the secret key, such as the Frontend API's
        /// `/.well-known/jwks.json`. Unless set, the Backend API is asked, as Clerk's SDK does.
        jwks_url
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
        /// The application's origin as browsers see it, such as `https://app.example.com`: Clerk is
        /// told that the Frontend API proxy is there. Unless set, it is told what proxies in front
        /// announce, if they announce both `X-Forwarded-Host` and `X-Forwarded-Proto`, or else what
        /// the server itself sees, as Clerk's SDK does: plain http, where TLS ends before the server.
        public_origin
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

    /// A secret for tests: session tokens are then signed with HS256 and this secret, and no others
    /// are accepted. Clerk signs with RS256 always, so this is never for production. Not the secret
    /// key, which signs nothing.
    #[must_use]
    pub fn jwt_test_secret(mut self, secret: impl Into<String>) -> Self {
        self.jwt_test_secret = Some(secret.into().into());
        self
    }

    /// The key with which machine-to-machine tokens are verified; unless set, the secret key. Where no
    /// other tokens are accepted, the secret key may be missing.
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
        self.checks.issuer = filled(issuers);
        self
    }

    /// The audiences of which a token that names any must name one.
    #[must_use]
    pub fn audience<T: Into<String>>(mut self, audiences: impl IntoIterator<Item = T>) -> Self {
        self.checks.audience = filled(audiences);
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

    /// How often the Backend API is asked, and how patiently; unless set, Clerk's limits for the
    /// instance's type. Keys, handshakes and refreshes do not count.
    #[must_use]
    pub fn api_policy(mut self, policy: ApiPolicy) -> Self {
        self.api_policy = Some(policy);
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
}

/// Empty texts set nothing, as with the settings that are one text.
fn filled<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Vec<String> {
    let texts = texts.into_iter().map(Into::into);
    texts.filter(|text: &String| !text.is_empty()).collect()
}
