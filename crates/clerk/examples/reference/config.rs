//! The configuration file.

use std::time::Duration;

use clerk::{AcceptsToken, Clerk, ConfigError, JwksPolicy, OrganizationSync, TokenType};
use serde::Deserialize;

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

#[derive(Deserialize)]
pub struct Settings {
    pub listen: String,
    api_url: Option<String>,
    fapi_url: Option<String>,
    publishable_key: Option<String>,
    secret_key: Option<String>,
    jwt_key: Option<String>,
    authorized_parties: Option<Texts>,
    audience: Option<Texts>,
    issuer: Option<Texts>,
    clock_skew_ms: Option<u64>,
    proxy_url: Option<String>,
    domain: Option<String>,
    #[serde(default)]
    is_satellite: bool,
    #[serde(default)]
    satellite_auto_sync: bool,
    sign_in_url: Option<String>,
    sign_up_url: Option<String>,
    organization_sync: Option<Patterns>,
    accepts_token: Option<Texts>,
    pub frontend_api_proxy: Option<ProxySettings>,
    webhook_signing_secret: Option<Texts>,
    /// The first pause between two tries to fetch the signing keys, in milliseconds.
    jwks_retry_delay_ms: Option<u64>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Patterns {
    organization_patterns: Vec<String>,
    personal_account_patterns: Vec<String>,
}

#[derive(Deserialize)]
pub struct ProxySettings {
    #[serde(default)]
    enabled: bool,
    path: Option<String>,
}

impl ProxySettings {
    /// The path of the proxy, if there is one.
    pub fn path(&self) -> Option<&str> {
        self.enabled.then(|| {
            self.path
                .as_deref()
                .unwrap_or("/__clerk")
                .trim_end_matches('/')
        })
    }
}

impl Settings {
    pub fn build(&self) -> Result<Clerk, ConfigError> {
        let text = |setting: &Option<String>| setting.clone().unwrap_or_default();
        let mut builder = Clerk::builder()
            .publishable_key(text(&self.publishable_key))
            .secret_key(text(&self.secret_key))
            .jwt_key(text(&self.jwt_key))
            .api_url(text(&self.api_url))
            .frontend_api_url(text(&self.fapi_url))
            .proxy_url(text(&self.proxy_url))
            .domain(text(&self.domain))
            .satellite(self.is_satellite)
            .satellite_auto_sync(self.satellite_auto_sync)
            .sign_in_url(text(&self.sign_in_url))
            .sign_up_url(text(&self.sign_up_url))
            .authorized_parties(texts(self.authorized_parties.as_ref()))
            .audience(texts(self.audience.as_ref()))
            .issuer(texts(self.issuer.as_ref()))
            .accepts_token(accepts(self.accepts_token.as_ref()))
            .webhook_signing_secrets(texts(self.webhook_signing_secret.as_ref()))
            .jwks_policy(self.jwks_policy());
        if let Some(path) = self
            .frontend_api_proxy
            .as_ref()
            .and_then(ProxySettings::path)
        {
            builder = builder.frontend_api_proxy(path);
        }
        if let Some(skew) = self.clock_skew_ms {
            builder = builder.clock_skew(Duration::from_millis(skew));
        }
        if let Some(patterns) = &self.organization_sync {
            builder = builder.organization_sync(OrganizationSync {
                organization_patterns: patterns.organization_patterns.clone(),
                personal_account_patterns: patterns.personal_account_patterns.clone(),
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
