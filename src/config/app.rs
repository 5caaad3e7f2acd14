use std::path::PathBuf;

use super::{ConfigError, Env};

/// How strict to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppEnv {
    /// On a person's own machine: what is missing is stood in for.
    Development,
    /// For strangers: nothing is stood in for, every check is strict.
    Production,
}

/// The application itself.
///
/// - `APP_ENV`: `development` (default in debug builds) or `production` (default in release builds).
/// - `APP_ORIGIN`: the public origin, `https://deals.example.com`; required in production,
///   `http://localhost:<port of LEPTOS_SITE_ADDR>` otherwise.
/// - `AUTH_JIT`: `on` (default): people are made on their first request; `off`: only by webhooks and
///   the backfill.
/// - `APP_FIRST_ADMIN`: Clerk id (`user_…`) or verified address of who becomes an administrator while
///   there is none; default: nobody, and the stand-in's own persona with the stand-in.
/// - `APP_LOCAL_DIR`: where local data lives; default `.local`.
/// - `CLERK_LOCAL_PORT`: where the stand-in for Clerk listens, on the loopback address; default: the port after the site's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppConfig {
    /// How strict to be.
    pub env: AppEnv,
    /// The public origin, without a trailing slash.
    pub origin: String,
    /// Whether people are made on their first request.
    pub makes_newcomers: bool,
    /// Clerk id or address of who becomes the first administrator.
    pub first_admin: Option<String>,
    /// Where the embedded database and the stand-in keep their data.
    pub local_dir: PathBuf,
    /// Port of the stand-in for Clerk, on the loopback address.
    pub clerk_local_port: u16,
}

const SITE_PORT: u16 = 3000;

impl AppConfig {
    pub(super) fn from_env(env: &Env<'_>) -> Result<Self, ConfigError> {
        let app_env = match env.get("APP_ENV").as_deref() {
            Some("development") => AppEnv::Development,
            Some("production") => AppEnv::Production,
            None if cfg!(debug_assertions) => AppEnv::Development,
            None => AppEnv::Production,
            Some(_) => {
                return Err(ConfigError::new(
                    "APP_ENV",
                    "must be development or production",
                ));
            }
        };
        let site_port = match env.get("LEPTOS_SITE_ADDR") {
            None => SITE_PORT,
            Some(addr) => addr
                .rsplit_once(':')
                .and_then(|(_, port)| port.parse().ok())
                .ok_or_else(|| {
                    ConfigError::new("LEPTOS_SITE_ADDR", "must look like 127.0.0.1:3000")
                })?,
        };
        let clerk_local_port = match env.get("CLERK_LOCAL_PORT") {
            None => site_port.saturating_add(1),
            Some(port) => port
                .parse()
                .map_err(|_| ConfigError::new("CLERK_LOCAL_PORT", "must be a port number"))?,
        };
        let makes_newcomers = match env.get("AUTH_JIT").as_deref() {
            None | Some("on") => true,
            Some("off") => false,
            Some(_) => return Err(ConfigError::new("AUTH_JIT", "must be on or off")),
        };
        Ok(Self {
            env: app_env,
            makes_newcomers,
            origin: origin(env, app_env, site_port)?,
            first_admin: env.get("APP_FIRST_ADMIN"),
            local_dir: env
                .get("APP_LOCAL_DIR")
                .unwrap_or_else(|| ".local".into())
                .into(),
            clerk_local_port,
        })
    }
}

fn origin(env: &Env<'_>, app_env: AppEnv, site_port: u16) -> Result<String, ConfigError> {
    let Some(origin) = env.get("APP_ORIGIN") else {
        return match app_env {
            AppEnv::Development => Ok(format!("http://localhost:{site_port}")),
            AppEnv::Production => Err(ConfigError::new("APP_ORIGIN", "must be set in production")),
        };
    };
    let origin = origin.trim_end_matches('/').to_ascii_lowercase();
    let host = origin.strip_prefix("https://").or_else(|| {
        origin
            .strip_prefix("http://")
            .filter(|_| app_env == AppEnv::Development)
    });
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@']) => Ok(origin),
        _ => Err(ConfigError::new(
            "APP_ORIGIN",
            "must be an origin like https://deals.example.com, with https in production",
        )),
    }
}
