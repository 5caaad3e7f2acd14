//! The configuration file.

use std::time::Duration;

use clerk::{AcceptsToken, Clerk, ConfigError, JwksPolicy, OrganizationSync, TokenType};
use serde::Deserialize;

/// The largest that the crate takes; Clerk's own SDKs take any.
const LARGEST_CLOCK_SKEW: Duration = Duration::from_secs(60);

/// One text or several.
#[derive(Deserialize, Clone)]
#[serde(untagged)]
pub enum Texts {
    One(String),
    Several(Vec<String>),
}

impl Texts {
    fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(text) => vec![text],
            Self::Several(texts) => texts,
        }
    }
}

fn texts(texts: Option<&Texts>) -> Vec<String> {
    texts.cloned().map(Texts::into_vec).unwrap_or_default()
}

/// Whatever is absent or null is not set.
#[derive(Deserialize, Clone)]
pub struct Settings {
    pub listen: String,
    api_url: Option<String>,
    fapi_url: Option<String>,
    publishable_key: Option<String>,
    secret_key: Option<String>,
    machine_secret_key: Option<String>,
    jwt_key: Option<String>,
    authorized_parties: Option<Texts>,
    audience: Option<Texts>,
    issuer: Option<Texts>,
    clock_skew_ms: Option<f64>,
    proxy_url: Option<String>,
    domain: Option<String>,
    is_satellite: Option<bool>,
    satellite_auto_sync: Option<bool>,
    sign_in_url: Option<String>,
    sign_up_url: Option<String>,
    organization_sync: Option<Patterns>,
    accepts_token: Option<Texts>,
    frontend_api_proxy: Option<ProxySettings>,
    webhook_signing_secret: Option<Texts>,
    /// The first pause between two tries to fetch the signing keys, in milliseconds.
    jwks_retry_delay_ms: Option<u64>,
}

#[derive(Deserialize, Clone)]
struct Patterns {
    organization_patterns: Option<Texts>,
    personal_account_patterns: Option<Texts>,
}

#[derive(Deserialize, Clone)]
struct ProxySettings {
    enabled: Option<bool>,
    path: Option<String>,
}

impl Settings {
    /// The path of the Frontend API proxy, if there is one.
    pub fn proxy_path(&self) -> Option<&str> {
        let proxy = self.frontend_api_proxy.as_ref()?;
        let path = proxy.path.as_deref().filter(|path| !path.is_empty());
        let path = path.unwrap_or("/__clerk").trim_end_matches('/');
        (proxy.enabled == Some(true) && path.starts_with('/')).then_some(path)
    }

    /// The same without the proxy, but with its URL.
    pub fn without_proxy(&self) -> Self {
        let own = self.proxy_url.as_deref().filter(|url| !url.is_empty());
        Self {
            proxy_url: own.or(self.proxy_path()).map(str::to_owned),
            frontend_api_proxy: None,
            ..self.clone()
        }
    }

    /// The same without secrets for webhooks.
    pub fn without_webhooks(&self) -> Self {
        Self {
            webhook_signing_secret: None,
            ..self.clone()
        }
    }

    /// The same with a public key that has signed nothing: its modulus has all bits set.
    pub fn with_key_of_nobody(&self) -> Self {
        const BEGINNING: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA";
        Self {
            jwt_key: Some(format!("{BEGINNING}{}/wIDAQAB", "/".repeat(340))),
            ..self.clone()
        }
    }

    pub fn build(&self) -> Result<Clerk, ConfigError> {
        let text = |setting: &Option<String>| setting.clone().unwrap_or_default();
        let mut builder = Clerk::builder()
            .publishable_key(text(&self.publishable_key))
            .secret_key(text(&self.secret_key))
            .machine_secret_key(text(&self.machine_secret_key))
            .jwt_key(text(&self.jwt_key))
            .api_url(text(&self.api_url))
            .frontend_api_url(text(&self.fapi_url))
            .proxy_url(text(&self.proxy_url))
            .domain(text(&self.domain))
            .satellite(self.is_satellite == Some(true))
            .satellite_auto_sync(self.satellite_auto_sync == Some(true))
            .sign_in_url(text(&self.sign_in_url))
            .sign_up_url(text(&self.sign_up_url))
            .authorized_parties(texts(self.authorized_parties.as_ref()))
            .audience(texts(self.audience.as_ref()))
            .issuer(texts(self.issuer.as_ref()))
            .accepts_token(accepts(self.accepts_token.as_ref()))
            .webhook_signing_secrets(texts(self.webhook_signing_secret.as_ref()))
            .jwks_policy(self.jwks_policy());
        if let Some(path) = self.proxy_path() {
            builder = builder.frontend_api_proxy(path);
        }
        if let Some(skew) = self.clock_skew_ms {
            let skew = Duration::try_from_secs_f64(skew / 1000.0).unwrap_or_default();
            builder = builder.clock_skew(skew.min(LARGEST_CLOCK_SKEW));
        }
        if let Some(patterns) = &self.organization_sync {
            builder = builder.organization_sync(OrganizationSync {
                organization_patterns: texts(patterns.organization_patterns.as_ref()),
                personal_account_patterns: texts(patterns.personal_account_patterns.as_ref()),
            });
        }
        builder.build()
    }

    fn jwks_policy(&self) -> JwksPolicy {
        let mut policy = JwksPolicy::default();
        if let Some(delay) = self.jwks_retry_delay_ms {
            policy.retry_delay = Duration::from_millis(delay);
        }
        policy
    }
}

fn accepts(setting: Option<&Texts>) -> AcceptsToken {
    match setting {
        None => AcceptsToken::Session,
        Some(Texts::One(name)) if name == "any" => AcceptsToken::Any,
        Some(Texts::One(name)) => kind(name).map_or(AcceptsToken::Session, AcceptsToken::Only),
        Some(Texts::Several(names)) => {
            AcceptsToken::OneOf(names.iter().filter_map(|name| kind(name)).collect())
        }
    }
}

fn kind(name: &str) -> Option<TokenType> {
    [
        TokenType::SessionToken,
        TokenType::ApiKey,
        TokenType::M2mToken,
        TokenType::OauthToken,
    ]
    .into_iter()
    .find(|kind| kind.as_str() == name)
}
