//! Addresses, headers and the HTTP client of the Backend API.

use std::time::Duration;

use http::Method;
use http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};

use crate::keys::SecretKey;

/// The date version of the Backend API that this crate speaks (@clerk/backend 3.25).
pub const API_VERSION: &str = "2026-05-12";

const AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "@", env!("CARGO_PKG_VERSION"));

/// Builds requests to the Backend API of one instance.
#[derive(Debug, Clone)]
pub(crate) struct Transport {
    http: reqwest::Client,
    base: String,
    secret_key: SecretKey,
}

impl Transport {
    pub(crate) fn new(http: reqwest::Client, api_url: &str, secret_key: SecretKey) -> Self {
        Self {
            http,
            base: api_url.trim_end_matches('/').to_owned(),
            secret_key,
        }
    }

    /// A request with Clerk's headers; `path` starts with a slash and includes the version.
    pub(crate) fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.request_as(method, path, &self.secret_key)
    }

    /// A request that carries another key than the instance's.
    pub(crate) fn request_as(
        &self,
        method: Method,
        path: &str,
        key: &SecretKey,
    ) -> reqwest::RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.base))
            .header(AUTHORIZATION, format!("Bearer {}", key.expose()))
            .header("Clerk-API-Version", API_VERSION)
            .header(CONTENT_TYPE, "application/json")
            .header(USER_AGENT, AGENT)
    }
}

/// A client for the Backend API and the proxy: no redirects are followed, and connecting may not
/// take long. The time for a whole answer is set per request, since proxied answers may stream.
pub(crate) fn http_client() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(5))
        .redirect(reqwest::redirect::Policy::none())
        .build()
}
