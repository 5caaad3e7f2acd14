//! The stand-in for Clerk, and people who have signed in there.

use std::path::Path;

use clerk_local::{Config, StandIn};
use serde_json::Value;
use tempfile::TempDir;

use super::ORIGIN;

/// A stand-in on a free port, with a folder of its own.
pub struct ClerkStandIn {
    pub stand_in: StandIn,
    http: reqwest::Client,
    _folder: TempDir,
}

impl ClerkStandIn {
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        unpack_bundles(folder.path());
        let stand_in = StandIn::start(Config {
            addr: ([127, 0, 0, 1], 0).into(),
            public_url: None,
            app_origin: ORIGIN.into(),
            proxy_path: "/__clerk".into(),
            data_dir: folder.path().join("data"),
            bundles_dir: folder.path().join("vendor"),
            webhooks: None,
        })
        .await
        .unwrap();
        let http = reqwest::Client::builder()
            .timeout(std::time::Duration::from_secs(20))
            .build()
            .unwrap();
        Self {
            stand_in,
            http,
            _folder: folder,
        }
    }

    /// Signs the first persona in with a browser of its own. Their id, and the session's.
    pub async fn sign_in(&self) -> (String, String) {
        let ada = clerk_local::personas().first().unwrap();
        let form = [
            ("identifier", ada.email),
            ("strategy", "password"),
            ("password", ada.password),
        ];
        let request = self
            .http
            .post(format!("{}/v1/client/sign_ins", self.stand_in.url()))
            .header("origin", ORIGIN)
            .header("clerk-proxy-url", format!("{ORIGIN}/__clerk"))
            .header("clerk-secret-key", self.stand_in.secret_key())
            .header("x-forwarded-for", "203.0.113.9")
            .form(&form);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        let session = &answer["client"]["sessions"][0];
        (
            session["user"]["id"].as_str().unwrap().to_owned(),
            session["id"].as_str().unwrap().to_owned(),
        )
    }
}

/// Files with the names of the bundles; nobody loads them here.
fn unpack_bundles(folder: &Path) {
    let lock = include_str!("../../../crates/clerk-local/bundles.lock");
    for (name, entry) in [("clerk-js", "clerk.browser.js"), ("ui", "ui.browser.js")] {
        let version = lock
            .lines()
            .find_map(|line| line.strip_prefix(&format!("@clerk/{name} ")))
            .and_then(|rest| rest.split(' ').next())
            .unwrap();
        let dist = folder.join("vendor").join(name).join("dist");
        std::fs::create_dir_all(&dist).unwrap();
        std::fs::write(dist.join(entry), "//").unwrap();
        std::fs::write(dist.join(format!("chunk_{version}.js")), "//").unwrap();
    }
}
