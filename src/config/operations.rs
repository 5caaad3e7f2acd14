use std::{fmt, time::Duration};

use http::HeaderName;

use super::{AppEnv, ConfigError, Env};

/// Running the application for a long time.
///
/// - `APP_LOG`: `text` or `json`; default: `json` in production.
/// - `APP_CLIENT_IP_HEADER`: the header in which a proxy of our own names the client, such as
///   `x-forwarded-for`; default: none, the connection tells.
/// - `APP_AUDIT_KEY`: a secret that hashes addresses in the audit log; default: made from
///   `CLERK_SECRET_KEY`.
/// - `APP_METRICS_TOKEN`: what a collector of metrics presents as a bearer token; default: none,
///   administrators only.
/// - `APP_RECONCILE_HOURS`: how often everybody is compared with Clerk; default 24, 0 for never.
/// - `APP_AUDIT_DAYS`: how long audit events are kept; default 400, at least 90.
/// - `APP_DELETED_DAYS`: how long what belongs to people who were deleted at Clerk is held back
///   from being purged; default 30, at least 7.
/// - `APP_COSTLY_PER_MINUTE`: how often a person may have offers valued, and previews, imports,
///   exports, rules and parts worked on within a minute, at each instance; default 240, 0 for no
///   limit.
/// - `APP_LINKS_PER_MINUTE`: how often one address may look behind public links within a minute, at
///   each instance; default 600, 0 for no limit.
/// - `APP_DRAIN_SECONDS`: how long `/health/ready` answers 503 before the server takes no more
///   connections, once it was asked to stop; default 5 in production, else 0.
#[derive(Clone, PartialEq, Eq)]
pub struct OperationsConfig {
    /// The header that names the client.
    pub client_ip_header: Option<HeaderName>,
    /// Hashes addresses.
    pub audit_key: Option<String>,
    /// Opens the metrics.
    pub metrics_token: MetricsToken,
    /// Pause between two reconciles; `None` for never.
    pub reconcile_every: Option<Duration>,
    /// Days.
    pub audit_days: u32,
    /// Days.
    pub deleted_days: u32,
    /// Of a person; 0 for no limit.
    pub costly_per_minute: u32,
    /// Of an address; 0 for no limit.
    pub links_per_minute: u32,
    /// Between being asked to stop and taking no more connections.
    pub drain: Duration,
}

/// Whether the log is for programs, before anything else is known. A wrong setting counts as none
/// here, and is refused with the others.
#[must_use]
pub fn logs_json(env: &Env<'_>) -> bool {
    match env.get("APP_LOG").as_deref() {
        Some("json") => true,
        Some("text") => false,
        _ => match env.get("APP_ENV").as_deref() {
            Some("production") => true,
            Some(_) => false,
            None => !cfg!(debug_assertions),
        },
    }
}

const HOUR: u64 = 60 * 60;

impl OperationsConfig {
    pub(super) fn from_env(env: &Env<'_>, app_env: AppEnv) -> Result<Self, ConfigError> {
        if env
            .get("APP_LOG")
            .is_some_and(|log| log != "json" && log != "text")
        {
            return Err(ConfigError::new("APP_LOG", "must be text or json"));
        }
        let client_ip_header = env
            .get("APP_CLIENT_IP_HEADER")
            .map(|name| name.parse())
            .transpose()
            .map_err(|_| {
                ConfigError::new("APP_CLIENT_IP_HEADER", "must be the name of a header")
            })?;
        let hours = env.number("APP_RECONCILE_HOURS", 24, 0)?;
        let drain = match app_env {
            AppEnv::Development => 0,
            AppEnv::Production => 5,
        };
        Ok(Self {
            client_ip_header,
            audit_key: env.get("APP_AUDIT_KEY"),
            metrics_token: MetricsToken(env.get("APP_METRICS_TOKEN")),
            reconcile_every: (hours > 0).then(|| Duration::from_secs(u64::from(hours) * HOUR)),
            audit_days: env.number("APP_AUDIT_DAYS", 400, 90)?,
            deleted_days: env.number("APP_DELETED_DAYS", 30, 7)?,
            costly_per_minute: env.number("APP_COSTLY_PER_MINUTE", 240, 0)?,
            links_per_minute: env.number("APP_LINKS_PER_MINUTE", 600, 0)?,
            drain: Duration::from_secs(env.number("APP_DRAIN_SECONDS", drain, 0)?.into()),
        })
    }
}

/// What a collector of metrics presents, if one may. A secret.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct MetricsToken(Option<String>);

impl MetricsToken {
    /// A token.
    #[must_use]
    pub fn new(token: &str) -> Self {
        Self(Some(token.to_owned()))
    }

    /// The token itself.
    #[must_use]
    pub fn get(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl fmt::Debug for MetricsToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MetricsToken")
    }
}

/// Two of them are secrets.
impl fmt::Debug for OperationsConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OperationsConfig")
            .field("reconcile_every", &self.reconcile_every)
            .finish_non_exhaustive()
    }
}
