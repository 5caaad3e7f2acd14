use std::{fmt, time::Duration};

use http::HeaderName;

use super::{ConfigError, Env};

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
    pub(super) fn from_env(env: &Env<'_>) -> Result<Self, ConfigError> {
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
        Ok(Self {
            client_ip_header,
            audit_key: env.get("APP_AUDIT_KEY"),
            metrics_token: MetricsToken(env.get("APP_METRICS_TOKEN")),
            reconcile_every: (hours > 0).then(|| Duration::from_secs(u64::from(hours) * HOUR)),
            audit_days: env.number("APP_AUDIT_DAYS", 400, 90)?,
            deleted_days: env.number("APP_DELETED_DAYS", 30, 7)?,
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
