//! Headers that every answer carries.

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use crate::state::Site;

const FIXED: [(HeaderName, HeaderValue); 6] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("strict-origin-when-cross-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), midi=(), \
             display-capture=()",
        ),
    ),
];

/// For two years the browser comes by https only. Other names below ours are not ours to speak for.
const HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=63072000");
/// For what is no page: nothing in it runs, loads or is framed, should a browser show it all the same.
const NO_PAGE: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// Whether browsers are told to come by https only: once they have heard it, a person's own machine
/// could not be reached in plain any more.
#[derive(Clone, Copy, Debug)]
pub struct HttpsOnly(bool);

impl HttpsOnly {
    pub fn of(site: &Site) -> Self {
        Self(!site.is_development && site.origin.starts_with("https://"))
    }
}

/// What protects any answer, whatever made it.
pub async fn secure(State(https_only): State<HttpsOnly>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let is_no_page = is_no_page(&response);
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.entry(name).or_insert(value);
    }
    if https_only.0 {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
    }
    if is_no_page {
        headers
            .entry(header::CONTENT_SECURITY_POLICY)
            .or_insert(NO_PAGE);
    }
    response
}

/// Whether an answer is for programs, or an error that is no page.
fn is_no_page(response: &Response) -> bool {
    let kind = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let is_error = response.status().is_client_error() || response.status().is_server_error();
    kind.starts_with("application/json") || (is_error && !kind.starts_with("text/html"))
}

/// Pages and answers may hold a person's data: no cache keeps them, so that Back after signing out
/// shows nothing.
pub async fn private(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// The content security policy of a page whose scripts carry `nonce`.
///
/// Clerk's components style themselves with inline styles, and its token poller runs in a worker
/// made from a blob. `clerk` is the origin of Clerk's Frontend API when it is not proxied.
pub fn content_security_policy(nonce: Option<&str>, clerk: Option<&str>) -> String {
    let nonce = nonce
        .map(|nonce| format!(" 'nonce-{nonce}'"))
        .unwrap_or_default();
    let clerk = clerk.map(|origin| format!(" {origin}")).unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self'{nonce}{clerk} 'wasm-unsafe-eval'; \
         connect-src 'self'{clerk}; img-src 'self' data: https://img.clerk.com; \
         style-src 'self' 'unsafe-inline'; font-src 'self'; worker-src 'self' blob:; \
         manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}
