use std::{fmt, time::Duration};

use url::{Host, Url};

use super::{AppEnv, ConfigError, Env};
use crate::domain::address::is_own_path;

/// For how long keys are used without asking again, in seconds, unless something says otherwise.
const KEY_SECONDS: u32 = 60 * 60;
/// Where people go after signing in, unless something says otherwise.
const HOME: &str = "/dashboard";

/// The Clerk instance, under Clerk's own names for its settings.
///
/// - `CLERK_PUBLISHABLE_KEY` (or `NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY`), `CLERK_SECRET_KEY`: the
///   instance. Both unset in development: the stand-in is started.
/// - `CLERK_WEBHOOK_SIGNING_SECRET` (or `CLERK_WEBHOOK_SECRET`): `whsec_…`; several,
///   comma-separated, while rotating.
/// - `CLERK_JWT_KEY`: the instance's public key as PEM, to verify without fetching keys.
/// - `CLERK_JWKS_URL`: where that key is fetched instead of the Backend API, without the secret key.
/// - `CLERK_JWKS_SECONDS`: for how long fetched keys are used without asking again; default an hour.
/// - `CLERK_JWT_ALGORITHM`: `RS256`, as Clerk signs; or, outside production, `HS256` with
///   `CLERK_JWT_TEST_SECRET`, for tests that make tokens themselves.
/// - `CLERK_AUTHORIZED_PARTIES`: origins a token may have been made for; default: `APP_ORIGIN`. In
///   production none of them is a person's own machine.
/// - `CLERK_AZP_OPTIONAL`: whether a cookie's token that names no origin is accepted from our own
///   pages; default `false`. Tokens in a header always have to name one.
/// - `CLERK_ISSUER`: pins `iss`; default: not pinned.
/// - `CLERK_API_URL`: the Backend API; default Clerk's.
/// - `CLERK_FAPI_URL`: where the Frontend API proxy forwards to; default Clerk's.
/// - `CLERK_PROXY_URL`: `/__clerk` switches the built-in proxy on; an absolute URL names another.
/// - `CLERK_DOMAIN`, `CLERK_IS_SATELLITE`: satellite domains.
/// - `CLERK_SIGN_IN_URL`, `CLERK_SIGN_UP_URL`: default `/sign-in`, `/sign-up`.
/// - `CLERK_SIGN_IN_FALLBACK_REDIRECT_URL` (or `CLERK_AFTER_SIGN_IN_URL`),
///   `CLERK_SIGN_UP_FALLBACK_REDIRECT_URL` (or `CLERK_AFTER_SIGN_UP_URL`): our path to go to after
///   that, unless the address says where; default `/dashboard`.
#[derive(Clone, PartialEq, Eq)]
pub struct ClerkConfig {
    /// `pk_…`, as configured.
    pub publishable_key: String,
    /// `sk_…`.
    pub secret_key: String,
    /// `whsec_…`, newest first.
    pub webhook_signing_secrets: Vec<String>,
    /// PEM.
    pub jwt_key: Option<String>,
    /// Where signing keys are fetched, if not from the Backend API.
    pub jwks_url: Option<String>,
    /// For how long they are used without asking again.
    pub keys_are_good_for: Duration,
    /// Signs the tokens of tests, instead of Clerk's key.
    pub jwt_test_secret: Option<String>,
    /// Origins; empty: the application's own.
    pub authorized_parties: Vec<String>,
    /// Whether a cookie's token may name no origin.
    pub azp_optional: bool,
    /// Expected `iss`.
    pub issuer: Option<String>,
    /// Backend API.
    pub api_url: Option<String>,
    /// Upstream of the proxy.
    pub fapi_url: Option<String>,
    /// A path of ours, or an absolute URL.
    pub proxy_url: Option<String>,
    /// Domain of a satellite.
    pub domain: Option<String>,
    /// Whether this is a satellite.
    pub is_satellite: bool,
    /// Path or URL of the sign-in page.
    pub sign_in_url: String,
    /// Path or URL of the sign-up page.
    pub sign_up_url: String,
    /// Path to go to after signing in.
    pub after_sign_in_url: String,
    /// Path to go to after signing up.
    pub after_sign_up_url: String,
}

impl ClerkConfig {
    /// An instance of which only the keys are known, with everything else as it is by default.
    #[must_use]
    pub fn new(publishable_key: String, secret_key: String) -> Self {
        Self {
            publishable_key,
            secret_key,
            webhook_signing_secrets: Vec::new(),
            jwt_key: None,
            jwks_url: None,
            keys_are_good_for: Duration::from_secs(KEY_SECONDS.into()),
            jwt_test_secret: None,
            authorized_parties: Vec::new(),
            azp_optional: false,
            issuer: None,
            api_url: None,
            fapi_url: None,
            proxy_url: None,
            domain: None,
            is_satellite: false,
            sign_in_url: "/sign-in".to_owned(),
            sign_up_url: "/sign-up".to_owned(),
            after_sign_in_url: HOME.to_owned(),
            after_sign_up_url: HOME.to_owned(),
        }
    }

    pub(super) fn from_env(env: &Env<'_>, app_env: AppEnv) -> Result<Option<Self>, ConfigError> {
        let publishable_key =
            env.first(&["CLERK_PUBLISHABLE_KEY", "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY"]);
        let (publishable_key, secret_key) = match (publishable_key, env.get("CLERK_SECRET_KEY")) {
            (None, None) => return Ok(None),
            (Some(publishable), Some(secret)) => (publishable, secret),
            (Some(_), None) => {
                return Err(ConfigError::new(
                    "CLERK_SECRET_KEY",
                    "must be set with the publishable key",
                ));
            }
            (None, Some(_)) => {
                return Err(ConfigError::new(
                    "CLERK_PUBLISHABLE_KEY",
                    "must be set with the secret key",
                ));
            }
        };
        let usual = Self::new(publishable_key, secret_key);
        Ok(Some(Self {
            webhook_signing_secrets: env
                .list(&["CLERK_WEBHOOK_SIGNING_SECRET", "CLERK_WEBHOOK_SECRET"]),
            jwt_key: env.get("CLERK_JWT_KEY"),
            jwks_url: env.get("CLERK_JWKS_URL"),
            keys_are_good_for: Duration::from_secs(
                env.number("CLERK_JWKS_SECONDS", KEY_SECONDS, 60)?.into(),
            ),
            jwt_test_secret: test_secret(env, app_env)?,
            authorized_parties: authorized_parties(env, app_env)?,
            azp_optional: env.switch("CLERK_AZP_OPTIONAL")?,
            issuer: env.get("CLERK_ISSUER"),
            api_url: env.get("CLERK_API_URL"),
            fapi_url: env.get("CLERK_FAPI_URL"),
            proxy_url: env.get("CLERK_PROXY_URL"),
            domain: env.get("CLERK_DOMAIN"),
            is_satellite: env.switch("CLERK_IS_SATELLITE")?,
            sign_in_url: env.get("CLERK_SIGN_IN_URL").unwrap_or(usual.sign_in_url),
            sign_up_url: env.get("CLERK_SIGN_UP_URL").unwrap_or(usual.sign_up_url),
            after_sign_in_url: destination(
                env,
                &[
                    "CLERK_SIGN_IN_FALLBACK_REDIRECT_URL",
                    "CLERK_AFTER_SIGN_IN_URL",
                ],
            )?,
            after_sign_up_url: destination(
                env,
                &[
                    "CLERK_SIGN_UP_FALLBACK_REDIRECT_URL",
                    "CLERK_AFTER_SIGN_UP_URL",
                ],
            )?,
            publishable_key: usual.publishable_key,
            secret_key: usual.secret_key,
        }))
    }
}

/// Where people go who have signed in: a page of ours, whatever the setting says.
fn destination(env: &Env<'_>, names: &[&'static str; 2]) -> Result<String, ConfigError> {
    match env.first(names) {
        None => Ok(HOME.to_owned()),
        Some(path) if is_own_path(&path) => Ok(path),
        Some(_) => Err(ConfigError::new(
            names[0],
            "must be a path of ours, like /dashboard",
        )),
    }
}

/// A page on a person's own machine is nobody's to vouch for once strangers come in.
fn authorized_parties(env: &Env<'_>, app_env: AppEnv) -> Result<Vec<String>, ConfigError> {
    const PARTIES: &str = "CLERK_AUTHORIZED_PARTIES";
    let parties = env.list(&[PARTIES]);
    if app_env == AppEnv::Production && parties.iter().any(|party| is_local(party)) {
        return Err(ConfigError::new(
            PARTIES,
            "must not name localhost in production",
        ));
    }
    Ok(parties)
}

/// Whether an origin is of the machine that its reader sits at.
fn is_local(origin: &str) -> bool {
    let Ok(url) = Url::parse(origin) else {
        return false;
    };
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        Some(Host::Ipv4(address)) => address.is_loopback() || address.is_unspecified(),
        Some(Host::Ipv6(address)) => match address.to_ipv4_mapped() {
            Some(address) => address.is_loopback(),
            None => address.is_loopback() || address.is_unspecified(),
        },
        None => false,
    }
}

/// Exactly one algorithm is active; in production it is Clerk's.
fn test_secret(env: &Env<'_>, app_env: AppEnv) -> Result<Option<String>, ConfigError> {
    const ALGORITHM: &str = "CLERK_JWT_ALGORITHM";
    const SECRET: &str = "CLERK_JWT_TEST_SECRET";
    let secret = env.get(SECRET);
    match env.get(ALGORITHM).as_deref() {
        None | Some("RS256") if secret.is_some() => {
            Err(ConfigError::new(SECRET, "takes CLERK_JWT_ALGORITHM=HS256"))
        }
        None | Some("RS256") => Ok(None),
        Some("HS256") if app_env == AppEnv::Production => Err(ConfigError::new(
            ALGORITHM,
            "must be RS256 in production: Clerk signs with nothing else",
        )),
        Some("HS256") => match secret {
            Some(secret) => Ok(Some(secret)),
            None => Err(ConfigError::new(SECRET, "must be set for HS256")),
        },
        Some(_) => Err(ConfigError::new(ALGORITHM, "must be RS256 or HS256")),
    }
}

/// The keys are secrets.
impl fmt::Debug for ClerkConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClerkConfig")
            .field("publishable_key", &self.publishable_key)
            .field("api_url", &self.api_url)
            .field("fapi_url", &self.fapi_url)
            .field("proxy_url", &self.proxy_url)
            .finish_non_exhaustive()
    }
}
