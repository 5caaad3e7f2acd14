//! Headers on their way to the Frontend API and back.

use http::header::{
    ACCEPT_ENCODING, CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, HOST, HeaderMap, HeaderName,
    HeaderValue,
};

/// Headers that are between two neighbours only.
const HOP_BY_HOP: [&str; 8] = [
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// A copy without what belongs to this connection.
fn end_to_end(headers: &HeaderMap) -> HeaderMap {
    let named: Vec<String> = headers
        .get_all(CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|name| name.trim().to_ascii_lowercase())
        .collect();
    let mut kept = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        let hop =
            HOP_BY_HOP.contains(&name.as_str()) || named.iter().any(|own| own == name.as_str());
        if !hop {
            kept.append(name.clone(), value.clone());
        }
    }
    kept
}

/// What the Frontend API is told about the request.
pub(super) struct Announcement<'a> {
    /// The public URL of the proxy.
    pub(super) proxy_url: &'a str,
    pub(super) secret_key: &'a str,
    /// Scheme and host under which this server sees the request.
    pub(super) seen: &'a url::Url,
}

pub(super) fn request_headers(headers: &HeaderMap, announcement: &Announcement<'_>) -> HeaderMap {
    let mut sent = end_to_end(headers);
    // The client of the connection sets its own.
    sent.remove(HOST);
    sent.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    set(&mut sent, "clerk-proxy-url", announcement.proxy_url);
    set(&mut sent, "clerk-secret-key", announcement.secret_key);
    if !sent.contains_key("x-forwarded-host") {
        let host = &announcement.seen[url::Position::BeforeHost..url::Position::AfterPort];
        set(&mut sent, "x-forwarded-host", host);
    }
    if !sent.contains_key("x-forwarded-proto") {
        set(&mut sent, "x-forwarded-proto", announcement.seen.scheme());
    }
    if let Some(client) = client_address(headers) {
        sent.insert(FORWARDED_FOR, client);
    }
    sent
}

fn set(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(mut value) = HeaderValue::try_from(value) {
        value.set_sensitive(name == "clerk-secret-key");
        headers.insert(HeaderName::from_static(name), value);
    }
}

/// The address that the proxies in front name as the client's. Only the last of these headers is a
/// list.
fn client_address(headers: &HeaderMap) -> Option<HeaderValue> {
    let filled = |name: &str| headers.get(name).filter(|value| !value.is_empty());
    if let Some(one) = filled("cf-connecting-ip").or_else(|| filled("x-real-ip")) {
        return Some(one.clone());
    }
    let list = filled("x-forwarded-for")?.to_str().ok()?;
    let first = HeaderValue::try_from(list.split(',').next()?.trim()).ok()?;
    Some(first).filter(|value| !value.is_empty())
}

/// The upstream's headers but for those of its connection. The length is set anew; an encoding stays
/// only where the body, which is passed on as it is, has one.
pub(super) fn response_headers(headers: &HeaderMap) -> HeaderMap {
    let mut kept = end_to_end(headers);
    kept.remove(CONTENT_LENGTH);
    if kept
        .get(CONTENT_ENCODING)
        .is_some_and(|encoding| encoding == "identity")
    {
        kept.remove(CONTENT_ENCODING);
    }
    kept
}
