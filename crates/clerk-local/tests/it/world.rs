//! A stand-in on a free port, with bundles of its own.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clerk_local::{Config, Error, StandIn, WebhookEndpoint};
use serde_json::Value;
use tempfile::TempDir;

/// The application's origin that tests pretend to be at.
pub const ORIGIN: &str = "http://localhost:3000";

pub struct World {
    pub stand_in: StandIn,
    pub http: reqwest::Client,
    dir: TempDir,
    webhooks: Option<WebhookEndpoint>,
}

impl World {
    pub async fn new() -> Self {
        Self::start(None).await.unwrap()
    }

    pub async fn with_webhooks(endpoint: WebhookEndpoint) -> Self {
        Self::start(Some(endpoint)).await.unwrap()
    }

    pub async fn failure_with_webhooks(endpoint: WebhookEndpoint) -> Error {
        Self::start(Some(endpoint)).await.err().unwrap()
    }

    async fn start(webhooks: Option<WebhookEndpoint>) -> Result<Self, Error> {
        let dir = tempfile::tempdir().unwrap();
        unpack_bundles(dir.path());
        let config = Config {
            webhooks: webhooks.clone(),
            ..config(dir.path())
        };
        Ok(Self {
            stand_in: StandIn::start(config).await?,
            http: http(),
            dir,
            webhooks,
        })
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Ends the stand-in at once, as a killed process would, and starts another on the same data.
    pub async fn kill_and_restart(self) -> Self {
        let webhooks = self.webhooks.clone();
        self.kill_and_restart_with(webhooks).await
    }

    /// The same, with another webhook endpoint.
    pub async fn kill_and_restart_with(self, webhooks: Option<WebhookEndpoint>) -> Self {
        let Self {
            stand_in,
            http,
            dir,
            ..
        } = self;
        drop(stand_in);
        let config = Config {
            webhooks: webhooks.clone(),
            ..config(dir.path())
        };
        let stand_in = StandIn::start(config).await.unwrap();
        Self {
            stand_in,
            http,
            dir,
            webhooks,
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.stand_in.url())
    }

    /// Calls the Backend API.
    pub async fn server(&self, method: reqwest::Method, path: &str) -> (u16, Value) {
        let response = self
            .http
            .request(method, self.url(path))
            .bearer_auth(self.stand_in.secret_key())
            .send()
            .await
            .unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    /// Calls the control API.
    pub async fn control(&self, path: &str, body: Value) -> reqwest::Response {
        self.http
            .post(self.url(path))
            .json(&body)
            .send()
            .await
            .unwrap()
    }

    /// The queue of webhooks.
    pub async fn deliveries(&self) -> Value {
        let request = self.http.get(self.url("/control/webhooks"));
        request.send().await.unwrap().json().await.unwrap()
    }

    /// Pulls a lever on webhooks; the answer may be empty.
    pub async fn lever(&self, path: &str, body: Value) -> Value {
        let path = format!("/control/webhooks/{path}");
        let response = self.control(&path, body).await;
        assert!(response.status().is_success(), "{path}");
        response.json().await.unwrap_or_default()
    }

    pub async fn advance(&self, seconds: i64) {
        let body = serde_json::json!({ "advance_seconds": seconds });
        let response = self.control("/control/clock", body).await;
        assert_eq!(response.status(), 200);
    }

    /// The newest code mailed to `address`.
    pub async fn mailed_code(&self, address: &str) -> String {
        let response = self.http.get(self.url("/mail.json")).send().await.unwrap();
        let mails: Value = response.json().await.unwrap();
        let mails = mails.as_array().unwrap();
        let mail = mails.iter().find(|mail| mail["to"] == address).unwrap();
        mail["code"].as_str().unwrap().to_owned()
    }

    /// Verifies a token with the published keys and returns its header and claims.
    pub async fn verify(&self, token: &str) -> (Value, Value) {
        let keys = self.http.get(self.url("/.well-known/jwks.json"));
        let keys: Value = keys.send().await.unwrap().json().await.unwrap();
        let key = &keys["keys"][0];
        assert_eq!(key["alg"], "RS256");
        assert_eq!(key["use"], "sig");
        let header = jsonwebtoken::decode_header(token).unwrap();
        assert_eq!(header.kid.as_deref(), key["kid"].as_str());
        let decoding = jsonwebtoken::DecodingKey::from_rsa_components(
            key["n"].as_str().unwrap(),
            key["e"].as_str().unwrap(),
        )
        .unwrap();
        let mut validation = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::RS256);
        validation.validate_exp = false;
        validation.required_spec_claims.clear();
        let claims = jsonwebtoken::decode::<Value>(token, &decoding, &validation).unwrap();
        (serde_json::to_value(header).unwrap(), claims.claims)
    }
}

pub fn http() -> reqwest::Client {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(20))
        .build()
        .unwrap()
}

pub fn config(dir: &Path) -> Config {
    Config {
        addr: ([127, 0, 0, 1], 0).into(),
        public_url: None,
        app_origin: ORIGIN.into(),
        proxy_path: "/__clerk".into(),
        data_dir: dir.join("data"),
        bundles_dir: dir.join("vendor"),
        webhooks: None,
    }
}

/// Files with the names of the pinned versions.
pub fn unpack_bundles(dir: &Path) {
    for (name, entry) in [("clerk-js", "clerk.browser.js"), ("ui", "ui.browser.js")] {
        let dist = dist(dir, name);
        std::fs::create_dir_all(&dist).unwrap();
        std::fs::write(dist.join(entry), format!("// {entry}")).unwrap();
        let chunk = format!("chunk_{}.js", locked_version(name));
        std::fs::write(dist.join(chunk), "// chunk").unwrap();
    }
}

pub fn dist(dir: &Path, name: &str) -> PathBuf {
    dir.join("vendor").join(name).join("dist")
}

pub fn locked_version(name: &str) -> &'static str {
    include_str!("../../bundles.lock")
        .lines()
        .find_map(|line| line.strip_prefix(&format!("@clerk/{name} ")))
        .and_then(|rest| rest.split(' ').next())
        .unwrap()
}

/// Why a start failed.
pub async fn failure(config: Config) -> Error {
    StandIn::start(config).await.err().unwrap()
}
