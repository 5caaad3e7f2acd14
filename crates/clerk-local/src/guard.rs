//! Which requests are not for whom.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use url::Url;

use crate::app::{App, Shared, header_text};
use crate::errors::ApiError;
use crate::visitor::{PROXY_URL, Via};

/// Only GET and POST come over the wire: clerk-js writes other methods as `?_method=PATCH` on a POST,
/// and some of its paths end in a slash.
pub(crate) async fn rewrite(mut request: Request) -> Request {
    if request.method() == Method::POST
        && let Some(method) = overriding_method(request.uri())
    {
        *request.method_mut() = method;
    }
    if let Some(uri) = without_trailing_slash(request.uri()) {
        *request.uri_mut() = uri;
    }
    request
}

fn overriding_method(uri: &Uri) -> Option<Method> {
    url::form_urlencoded::parse(uri.query()?.as_bytes())
        .find(|(name, _)| name == "_method")
        .and_then(|(_, method)| match method.to_ascii_uppercase().as_str() {
            "PATCH" => Some(Method::PATCH),
            "PUT" => Some(Method::PUT),
            "DELETE" => Some(Method::DELETE),
            _ => None,
        })
}

fn without_trailing_slash(uri: &Uri) -> Option<Uri> {
    let path = uri.path();
    let trimmed = path.trim_end_matches('/');
    if trimmed.is_empty() || trimmed == path {
        return None;
    }
    match uri.query() {
        Some(query) => format!("{trimmed}?{query}").parse().ok(),
        None => trimmed.parse().ok(),
    }
}

/// Changes to the Frontend API come from the application's own pages only; a browser says where
/// from, in a header that pages cannot forge.
pub(crate) async fn require_own_origin(
    State(app): State<Shared>,
    request: Request,
    next: Next,
) -> Response {
    let is_change = !request.method().is_safe();
    // Some providers answer by a form post from their own page; `state` protects that one.
    let is_callback = request.uri().path() == "/v1/oauth_callback";
    if is_change && !is_callback {
        match Via::of(&app, request.headers()) {
            Ok(via) if comes_from_own_page(&app, &via, request.headers()) => {}
            Ok(_) => return ApiError::origin_invalid().into_response(),
            Err(error) => return error.into_response(),
        }
    }
    next.run(request).await
}

fn comes_from_own_page(app: &App, via: &Via, headers: &HeaderMap) -> bool {
    match header_text(headers, ORIGIN) {
        Some(origin) => origin == via.origin || origin == app.app_origin,
        // No browser: those always name the origin of a POST.
        None => header_text(headers, "sec-fetch-site").is_none_or(|site| site == "same-origin"),
    }
}

/// The Backend API, the pages and the control API have an address of their own. Through the
/// application's proxy they do not exist, nor under a foreign host name that was pointed here.
pub(crate) async fn refuse_proxied(
    State(app): State<Shared>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let is_proxied = headers.contains_key(PROXY_URL);
    let host =
        header_text(headers, HOST).or_else(|| request.uri().authority().map(Authority::as_str));
    if is_proxied || !host.is_some_and(|host| is_own_host(&app, host)) {
        return ApiError::not_found().into_response();
    }
    next.run(request).await
}

fn is_own_host(app: &App, host: &str) -> bool {
    let Ok(url) = Url::parse(&format!("http://{host}")) else {
        return false;
    };
    let own = Url::parse(&app.public_url)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned));
    url.host_str()
        .is_some_and(|name| Some(name) == own.as_deref() || is_loopback_name(name))
}

fn is_loopback_name(name: &str) -> bool {
    name == "localhost"
        || name.ends_with(".localhost")
        || name
            .trim_matches(['[', ']'])
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// What the console's buttons do, foreign pages cannot. Browsers name the origin of each POST.
pub(crate) async fn require_same_origin(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let is_own = match (header_text(headers, ORIGIN), header_text(headers, HOST)) {
        (Some(origin), Some(host)) => origin == format!("http://{host}"),
        (origin, _) => origin.is_none() && !headers.contains_key("sec-fetch-site"),
    };
    if is_own {
        next.run(request).await
    } else {
        ApiError::forbidden("The console's buttons work on the console's pages only.")
            .into_response()
    }
}

/// The control API answers programs on this machine. A page in a browser always sends an `Origin`
/// with what it may post elsewhere, so none is accepted.
pub(crate) async fn require_local_program(
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let from_page = headers.contains_key(ORIGIN) || headers.contains_key("sec-fetch-site");
    if !peer.ip().is_loopback() || from_page {
        return ApiError::forbidden("The control API answers local programs only.").into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    async fn rewritten(method: Method, uri: &str) -> (Method, String) {
        let request = Request::builder()
            .method(method)
            .uri(uri)
            .body(Body::empty())
            .unwrap();
        let request = rewrite(request).await;
        (request.method().clone(), request.uri().to_string())
    }

    #[tokio::test]
    async fn a_post_may_name_another_method_but_a_get_may_not() {
        let uri = "/v1/me?_method=PATCH";
        assert_eq!(rewritten(Method::POST, uri).await.0, Method::PATCH);
        assert_eq!(rewritten(Method::GET, uri).await.0, Method::GET);
        let odd = "/v1/me?_method=CONNECT";
        assert_eq!(rewritten(Method::POST, odd).await.0, Method::POST);
    }

    #[tokio::test]
    async fn a_slash_at_the_end_is_dropped() {
        let (_, uri) = rewritten(Method::POST, "/v1/me/email_addresses/?a=1").await;
        assert_eq!(uri, "/v1/me/email_addresses?a=1");
        assert_eq!(rewritten(Method::GET, "/").await.1, "/");
    }

    #[test]
    fn loopback_names() {
        for name in [
            "localhost",
            "clerk.localhost",
            "127.0.0.1",
            "127.9.9.9",
            "[::1]",
        ] {
            assert!(is_loopback_name(name), "{name}");
        }
        for name in ["example.com", "localhost.example.com", "10.0.0.1"] {
            assert!(!is_loopback_name(name), "{name}");
        }
    }
}
