//! Clerk's Frontend API under a path of the application, so that browsers see one origin only.

mod error;
mod forward;
mod headers;
mod upstream;

use std::borrow::Cow;

use axum::body::Body;
use http::{Request, Response};
use url::Url;

pub use error::ProxyError;

use crate::config::ConfigError;
use crate::keys::{PublishableKey, SecretKey};

/// A configured proxy.
#[derive(Debug)]
pub(crate) struct Proxy {
    http: reqwest::Client,
    /// Without slash at the end.
    prefix: String,
    /// Without slash at the end.
    upstream: String,
    upstream_url: Url,
    secret_key: SecretKey,
    /// The origin of the application, if it is known.
    public_origin: Option<String>,
}

impl Proxy {
    pub(crate) fn new(
        http: reqwest::Client,
        path: &str,
        upstream: Option<&str>,
        publishable_key: &PublishableKey,
        secret_key: SecretKey,
    ) -> Result<Self, ConfigError> {
        let prefix = path.trim_end_matches('/');
        if !prefix.starts_with('/') {
            return Err(ConfigError::InvalidProxyPath);
        }
        let upstream = upstream
            .unwrap_or_else(|| upstream::default(publishable_key.frontend_api()))
            .trim_end_matches('/');
        let upstream_url =
            crate::builder::check_url(upstream, "the Frontend API's address (CLERK_FAPI_URL)")?;
        Ok(Self {
            http,
            prefix: prefix.to_owned(),
            upstream: upstream.to_owned(),
            upstream_url,
            secret_key,
            public_origin: None,
        })
    }

    /// The proxy of an application that browsers see at `origin`.
    pub(crate) fn seen_at(mut self, origin: Option<&str>) -> Result<Self, ConfigError> {
        self.public_origin = origin
            .map(|origin| crate::builder::check_url(origin, "the application's own origin"))
            .transpose()?
            .map(|url| url.origin().ascii_serialization());
        Ok(self)
    }

    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether a path is the proxy's: the prefix, or something under it.
    pub(crate) fn serves(&self, path: &str) -> bool {
        self.rest(&resolved(path)).is_some()
    }

    fn rest<'a>(&self, path: &'a str) -> Option<&'a str> {
        let rest = path.strip_prefix(&self.prefix)?;
        match rest {
            "" => Some("/"),
            rest if rest.starts_with('/') => Some(rest),
            _ => None,
        }
    }

    pub(crate) async fn answer(&self, request: Request<Body>) -> Response<Body> {
        match self.forward(request).await {
            Ok(response) => response,
            Err(error) => axum::response::IntoResponse::into_response(error),
        }
    }
}

/// A path as browsers write it: `/__clerk/../x` is the application's, and must not be passed on.
fn resolved(path: &str) -> Cow<'_, str> {
    if !path.contains(['.', '%', '\\']) {
        return Cow::Borrowed(path);
    }
    Url::parse(&format!("http://localhost{path}"))
        .map_or(Cow::Borrowed(path), |url| url.path().to_owned().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dot_segments_are_resolved_before_a_path_is_looked_at() {
        for (path, is) in [
            ("/__clerk/v1/client", "/__clerk/v1/client"),
            ("/__clerk/../me", "/me"),
            ("/__clerk/%2e%2E/me", "/me"),
            ("/x/../__clerk/v1", "/__clerk/v1"),
            ("/__clerk//evil.example/x.js", "/__clerk//evil.example/x.js"),
            ("*", "*"),
        ] {
            assert_eq!(resolved(path), is);
        }
    }
}
