//! The URL under which the browser knows the request.

use ::url::Url;
use http::HeaderMap;
use http::header::HOST;
use http::request::Parts;

/// The request's target and host make no URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the request's target and host make no URL")]
pub(crate) struct InvalidTarget;

/// Forwarded host and scheme if the request has them, otherwise what the server sees; then path and
/// query as they came.
///
/// The path is joined to the origin as text, so that one like `//evil.example/x` stays on it. (Where
/// Clerk's JavaScript resolves such a path as a reference, it leaves the origin.)
pub(crate) fn public_url(parts: &Parts) -> Result<Url, InvalidTarget> {
    let origin = forwarded(parts)
        .or_else(|| request_origin(parts))
        .ok_or(InvalidTarget)?;
    let target = parts
        .uri
        .path_and_query()
        .map_or("/", http::uri::PathAndQuery::as_str);
    let slash = if target.starts_with('/') { "" } else { "/" };
    let mut url = Url::parse(&format!("{origin}{slash}{target}")).map_err(|_| InvalidTarget)?;
    // A question mark that nothing follows is dropped, as Clerk's middleware drops it.
    if url.query() == Some("") {
        url.set_query(None);
    }
    Ok(url)
}

/// The origin that a proxy in front announces by either header. Values are not trimmed; an empty or
/// unusable one counts for nothing.
fn forwarded(parts: &Parts) -> Option<String> {
    let host = first_value(&parts.headers, "x-forwarded-host");
    let scheme = first_value(&parts.headers, "x-forwarded-proto");
    if host.is_none() && scheme.is_none() {
        return None;
    }
    let host = host.or_else(|| host_header(parts))?;
    let scheme = scheme.unwrap_or_else(|| scheme_seen(parts));
    origin_of(scheme, host)
}

/// The origin that two headers of a proxy in front announce together, trimmed and as it is written
/// there; used for the Frontend API proxy.
pub(crate) fn forwarded_origin(headers: &HeaderMap) -> Option<String> {
    let host = first_value(headers, "x-forwarded-host")?.trim();
    let scheme = first_value(headers, "x-forwarded-proto")?.trim();
    let is_more_than_a_host = host.contains(['/', '\\', '?', '#', '@']);
    (!is_more_than_a_host && origin_of(scheme, host).is_some())
        .then(|| format!("{scheme}://{host}"))
}

/// The origin as the server itself sees it.
pub(crate) fn request_origin(parts: &Parts) -> Option<String> {
    origin_of(scheme_seen(parts), host_header(parts)?)
}

fn host_header(parts: &Parts) -> Option<&str> {
    parts
        .headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| parts.uri.authority().map(http::uri::Authority::as_str))
}

/// HTTP/2 names the scheme; otherwise a server without TLS sees plain http.
fn scheme_seen(parts: &Parts) -> &str {
    match parts.uri.scheme_str() {
        Some("https") => "https",
        _ => "http",
    }
}

fn first_value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()?.split(',').next()
}

fn origin_of(scheme: &str, host: &str) -> Option<String> {
    if scheme.is_empty() || host.is_empty() {
        return None;
    }
    let url = Url::parse(&format!("{scheme}://{host}")).ok()?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return None;
    }
    Some(url.origin().ascii_serialization())
}
