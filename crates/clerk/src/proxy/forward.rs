//! Passing one request on, and its answer back, without holding either in memory.

use axum::body::Body;
use axum::body::HttpBody as _;
use http::header::LOCATION;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Request, Response};
use url::{Position, Url};

use super::headers::{Announcement, request_headers, response_headers};
use super::{Proxy, ProxyError, resolved};
use crate::request::{forwarded_origin, request_origin};

impl Proxy {
    pub(super) async fn forward(
        &self,
        request: Request<Body>,
    ) -> Result<Response<Body>, ProxyError> {
        let (parts, body) = request.into_parts();
        let target = self.target(&parts)?;
        let seen = seen(&parts).ok_or(ProxyError::PathMismatch)?;
        let proxy_url = format!("{}{}", self.public(&parts, &seen), self.prefix);
        let headers = request_headers(
            &parts.headers,
            &Announcement {
                proxy_url: &proxy_url,
                secret_key: self.secret_key.expose(),
                seen: &seen,
            },
        );
        let mut upstream = self.http.request(parts.method, target).headers(headers);
        if !body.is_end_stream() {
            upstream = upstream.body(reqwest::Body::wrap_stream(body.into_data_stream()));
        }
        let response = upstream.send().await.map_err(|error| {
            tracing::error!(error = %error.without_url(), "the Frontend API could not be reached");
            ProxyError::Unreachable
        })?;
        Ok(self.answer_with(response, &proxy_url))
    }

    /// The application's origin as it was configured, else as the proxies in front announce it, if
    /// they announce all of it, else as the server sees it.
    fn public(&self, parts: &Parts, seen: &Url) -> String {
        self.public_origin
            .clone()
            .or_else(|| forwarded_origin(&parts.headers))
            .unwrap_or_else(|| seen.origin().ascii_serialization())
    }

    /// The upstream's URL, by joining texts: a rest like `//evil.example/x` stays on its host.
    fn target(&self, parts: &Parts) -> Result<Url, ProxyError> {
        let path = resolved(parts.uri.path());
        let rest = self.rest(&path).ok_or(ProxyError::PathMismatch)?;
        let query = parts
            .uri
            .query()
            .map(|query| format!("?{query}"))
            .unwrap_or_default();
        let target: Url = format!("{}{rest}{query}", self.upstream)
            .parse()
            .map_err(|_| ProxyError::HostMismatch)?;
        if !self.is_upstream(&target) {
            return Err(ProxyError::HostMismatch);
        }
        Ok(target)
    }

    fn is_upstream(&self, url: &Url) -> bool {
        url.host() == self.upstream_url.host() && url.port() == self.upstream_url.port()
    }

    fn answer_with(&self, response: reqwest::Response, proxy_url: &str) -> Response<Body> {
        let (upstream, body) = Response::<reqwest::Body>::from(response).into_parts();
        let mut answer = Response::new(Body::new(body));
        *answer.status_mut() = upstream.status;
        *answer.headers_mut() = response_headers(&upstream.headers);
        self.rewrite_location(answer.headers_mut(), proxy_url);
        answer
    }

    /// A redirect to the Frontend API becomes one to the proxy.
    fn rewrite_location(&self, headers: &mut HeaderMap, proxy_url: &str) {
        let location = headers.get(LOCATION).and_then(|value| value.to_str().ok());
        let Some(location) = location.filter(|location| !location.is_empty()) else {
            return;
        };
        let Ok(target) = self.upstream_url.join(location) else {
            return;
        };
        if !self.is_upstream(&target) {
            return;
        }
        let rewritten = format!("{proxy_url}{}", &target[Position::BeforePath..]);
        if let Ok(value) = HeaderValue::try_from(rewritten) {
            headers.insert(LOCATION, value);
        }
    }
}

/// The origin that this server sees.
fn seen(parts: &Parts) -> Option<Url> {
    request_origin(parts)?.parse().ok()
}
