//! What every request shares.

mod addresses;
mod draining;
mod metrics;
mod minute;
mod rate_limits;

pub use addresses::Addresses;
pub use draining::Draining;
pub use metrics::{Metrics, WEBHOOK_EVENTS, WEBHOOK_LAG, WEBHOOK_TIME};
pub use minute::Minute;
pub use rate_limits::RateLimits;

use std::{sync::Arc, time::Duration};

use axum::extract::FromRef;
use clerk::{Clerk, JwksPolicy, KeyOutage, MissingAuthorizedParty};
use leptos::config::LeptosOptions;

use crate::{
    auth::{FirstAdmin, Newcomers},
    config::{AppConfig, AppEnv, ClerkConfig, Config, MetricsToken},
    db::{
        AuditQueue, Db, EndedSessions,
        listener::{self, Heard, Listening},
        signals::Signal,
    },
    service::webhooks::Intake,
};

/// The path that the browser reaches Clerk's Frontend API at, when we proxy it.
pub const CLERK_PROXY_PATH: &str = "/__clerk";

/// What every request shares; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// Leptos's own settings.
    pub leptos: LeptosOptions,
    /// The database, through scopes.
    pub db: Db,
    /// The Clerk instance.
    pub clerk: Clerk,
    /// What is done with people who were never here.
    pub newcomers: Newcomers,
    /// Who becomes the first administrator.
    pub first_admin: FirstAdmin,
    /// Sessions that have ended before their tokens expire, as far as this instance has heard.
    pub ended_sessions: EndedSessions,
    /// Takes audit events that no request waits for.
    pub audit: AuditQueue,
    /// Takes Clerk's messages.
    pub webhooks: Intake,
    /// What is counted.
    pub metrics: Metrics,
    /// What a collector of metrics presents.
    pub metrics_token: MetricsToken,
    /// Hashes the addresses that requests come from.
    pub addresses: Addresses,
    /// How often one may ask for what costs much.
    pub rate_limits: RateLimits,
    /// How long an answer may take to begin.
    pub patience: Duration,
    /// Whether the server is about to stop.
    pub draining: Draining,
    /// What pages must know of the installation.
    pub site: Arc<Site>,
}

impl FromRef<AppState> for Db {
    fn from_ref(state: &AppState) -> Self {
        state.db.clone()
    }
}

impl FromRef<AppState> for Newcomers {
    fn from_ref(state: &AppState) -> Self {
        state.newcomers.clone()
    }
}

impl FromRef<AppState> for FirstAdmin {
    fn from_ref(state: &AppState) -> Self {
        state.first_admin.clone()
    }
}

impl FromRef<AppState> for MetricsToken {
    fn from_ref(state: &AppState) -> Self {
        state.metrics_token.clone()
    }
}

impl FromRef<AppState> for EndedSessions {
    fn from_ref(state: &AppState) -> Self {
        state.ended_sessions.clone()
    }
}

impl AppState {
    /// Hears from the other instances, on a direct connection, what this one must forget. Ends when
    /// what it returns is dropped.
    #[must_use]
    pub fn listen(&self, url: String) -> Listening {
        let clerk = self.clerk.clone();
        let forget = move |heard: &Heard| match heard {
            Heard::FromHereOn => clerk.forget_all(),
            Heard::Signal(Signal::Session(id)) => clerk.forget_session(id),
            Heard::Signal(Signal::User(id)) => clerk.forget_user(id),
        };
        listener::listen(self.db.clone(), url, self.ended_sessions.clone(), forget)
    }
}

/// What pages must know of the installation.
#[derive(Clone, Debug)]
pub struct Site {
    /// The public origin.
    pub origin: String,
    /// `pk_…`.
    pub publishable_key: String,
    /// Where the browser reaches the Frontend API, when not directly.
    pub clerk_proxy_url: Option<String>,
    /// Path or URL of the sign-in page.
    pub sign_in_url: String,
    /// Path or URL of the sign-up page.
    pub sign_up_url: String,
    /// Path to go to after signing in.
    pub after_sign_in_url: String,
    /// Path to go to after signing up.
    pub after_sign_up_url: String,
    /// Whether a webhook secret is configured.
    pub has_webhook_secret: bool,
    /// How many days what belongs to deleted people is held back.
    pub deleted_days: u32,
    /// Whether pages for developers are shown.
    pub is_development: bool,
}

impl Site {
    /// Takes from the settings what pages must know.
    #[must_use]
    pub fn new(config: &Config, clerk: &ClerkConfig) -> Self {
        Self {
            origin: config.app.origin.clone(),
            publishable_key: clerk.publishable_key.clone(),
            clerk_proxy_url: clerk.proxy_url.clone(),
            sign_in_url: clerk.sign_in_url.clone(),
            sign_up_url: clerk.sign_up_url.clone(),
            after_sign_in_url: clerk.after_sign_in_url.clone(),
            after_sign_up_url: clerk.after_sign_up_url.clone(),
            has_webhook_secret: !clerk.webhook_signing_secrets.is_empty(),
            deleted_days: config.operations.deleted_days,
            is_development: config.app.env == AppEnv::Development,
        }
    }
}

/// 32 bytes that nobody can guess, for what is to be a secret. The one place where the application
/// draws them; `None` when the system has none to give.
#[must_use]
pub fn unguessable() -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    aws_lc_rs::rand::fill(&mut bytes).ok()?;
    Some(bytes)
}

/// The Clerk instance that the settings describe. An outage of its keys answers 503, never
/// "signed out".
///
/// # Errors
/// When a setting is not valid; the message names it.
pub fn clerk(app: &AppConfig, config: &ClerkConfig) -> Result<Clerk, clerk::ConfigError> {
    let parties = if config.authorized_parties.is_empty() {
        vec![app.origin.clone()]
    } else {
        config.authorized_parties.clone()
    };
    let missing_party = if config.azp_optional {
        MissingAuthorizedParty::AcceptFromCookieOfSameOrigin
    } else {
        MissingAuthorizedParty::Refuse
    };
    let mut keys = JwksPolicy::default();
    keys.time_to_live = config.keys_are_good_for;
    let mut builder = Clerk::builder()
        .publishable_key(&config.publishable_key)
        .secret_key(&config.secret_key)
        .public_origin(&app.origin)
        .authorized_parties(parties)
        .missing_authorized_party(missing_party)
        .satellite(config.is_satellite)
        .sign_in_url(&config.sign_in_url)
        .sign_up_url(&config.sign_up_url)
        .webhook_signing_secrets(config.webhook_signing_secrets.clone())
        .key_outage(KeyOutage::Unavailable)
        .jwks_policy(keys);
    if let Some(pem) = &config.jwt_key {
        builder = builder.jwt_key(pem);
    }
    if let Some(url) = &config.jwks_url {
        builder = builder.jwks_url(url);
    }
    if let Some(secret) = &config.jwt_test_secret {
        builder = builder.jwt_test_secret(secret);
    }
    if let Some(issuer) = &config.issuer {
        builder = builder.issuer([issuer.clone()]);
    }
    if let Some(url) = &config.api_url {
        builder = builder.api_url(url);
    }
    if let Some(url) = &config.fapi_url {
        builder = builder.frontend_api_url(url);
    }
    if let Some(domain) = &config.domain {
        builder = builder.domain(domain);
    }
    match &config.proxy_url {
        Some(path) if path.starts_with('/') => builder = builder.frontend_api_proxy(path),
        Some(url) => builder = builder.proxy_url(url),
        None => {}
    }
    builder.build()
}
