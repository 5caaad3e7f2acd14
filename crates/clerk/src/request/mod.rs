//! What a request says about who is asking, read once.

mod org_pattern;
mod organization;
mod public_url;
mod suffix;
mod url;

use std::borrow::Cow;

use ::url::Url;
use http::request::Parts;
use http::{HeaderMap, HeaderName, Method};

pub(crate) use self::url::{append_query, remove_query, set_query};
pub(crate) use organization::{OrganizationMatcher, SyncTarget};
pub(crate) use public_url::{InvalidTarget, forwarded_origin, public_url, request_origin};

use crate::config::Config;
use crate::cookies::{self, Cookies};

/// Query parameters that Clerk's servers and browser code put on the application's URLs.
pub(crate) mod query {
    pub(crate) const HANDSHAKE: &str = "__clerk_handshake";
    pub(crate) const HANDSHAKE_NONCE: &str = "__clerk_handshake_nonce";
    pub(crate) const HELP: &str = "__clerk_help";
    pub(crate) const DEV_BROWSER: &str = "__clerk_db_jwt";
    pub(crate) const LEGACY_DEV_BROWSER: &str = "__dev_session";
    pub(crate) const SYNCED: &str = "__clerk_synced";
    pub(crate) const REDIRECT_URL: &str = "__clerk_redirect_url";
}

/// One request, with everything that the decision depends on.
pub(crate) struct Context<'a> {
    pub(crate) config: &'a Config,
    pub(crate) method: &'a Method,
    pub(crate) headers: &'a HeaderMap,
    /// The public URL, which Clerk calls `clerkUrl`.
    pub(crate) url: Url,
    /// The token of the `Authorization` header.
    pub(crate) header_token: Option<&'a str>,
    /// Whether the cookies with this instance's suffix are used.
    pub(crate) suffixed: bool,
    pub(crate) session: Option<Cow<'a, str>>,
    /// When the client last changed while signed in, in Unix seconds; 0 when signed out.
    pub(crate) client_uat: f64,
    pub(crate) refresh_token: Option<Cow<'a, str>>,
    pub(crate) dev_browser: Option<String>,
    pub(crate) handshake_token: Option<String>,
    pub(crate) handshake_nonce: Option<String>,
    /// How many handshakes the last seconds have seen, by the browser's word.
    pub(crate) redirect_count: f64,
    pub(crate) query: Query,
}

/// What the query says.
#[derive(Debug, Default)]
pub(crate) struct Query {
    pub(crate) has_dev_browser: bool,
    /// `__clerk_synced`, unless it is neither `true` nor `false`.
    pub(crate) synced: Option<bool>,
    pub(crate) redirect_url: Option<String>,
    dev_browser: Option<String>,
    handshake_token: Option<String>,
    handshake_nonce: Option<String>,
}

impl Query {
    fn of(url: &Url) -> Self {
        let mut query = Self::default();
        if url.query().is_none_or(str::is_empty) {
            return query;
        }
        let first = |name: &str| {
            url.query_pairs()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned())
        };
        let filled = |name: &str| first(name).filter(|value| !value.is_empty());
        query.has_dev_browser = first(query::DEV_BROWSER).is_some();
        query.synced = first(query::SYNCED).and_then(|value| value.parse().ok());
        query.redirect_url = filled(query::REDIRECT_URL);
        query.dev_browser = filled(query::DEV_BROWSER);
        query.handshake_token = filled(query::HANDSHAKE);
        query.handshake_nonce = filled(query::HANDSHAKE_NONCE);
        query
    }
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        config: &'a Config,
        parts: &'a Parts,
        now_ms: i64,
    ) -> Result<Self, InvalidTarget> {
        let url = public_url(parts)?;
        let jar = Cookies::from_headers(&parts.headers);
        let suffix = config.publishable_key.cookie_suffix();
        let suffixed = suffix::uses_suffixed_cookies(config, &jar, now_ms);
        let chosen = |name: &str| {
            if suffixed {
                jar.get(&format!("{name}_{suffix}"))
            } else {
                jar.get(name)
            }
        };
        let owned = |name: &str| jar.get(name).map(Cow::into_owned);
        let mut query = Query::of(&url);
        Ok(Self {
            config,
            method: &parts.method,
            headers: &parts.headers,
            header_token: header_token(&parts.headers),
            suffixed,
            session: chosen(cookies::SESSION),
            client_uat: chosen(cookies::CLIENT_UAT).map_or(0.0, |text| leading_integer(&text)),
            refresh_token: jar.get(&format!("{}_{suffix}", cookies::REFRESH)),
            dev_browser: query
                .dev_browser
                .take()
                .or_else(|| chosen(cookies::DEV_BROWSER).map(Cow::into_owned)),
            handshake_token: query
                .handshake_token
                .take()
                .or_else(|| owned(cookies::HANDSHAKE)),
            handshake_nonce: query
                .handshake_nonce
                .take()
                .or_else(|| owned(cookies::HANDSHAKE_NONCE)),
            redirect_count: jar
                .get(cookies::REDIRECT_COUNT)
                .map_or(0.0, |text| number(&text)),
            query,
            url,
        })
    }

    /// A header as text; one that is empty or not text counts as absent.
    pub(crate) fn header(&self, name: impl http::header::AsHeaderName) -> Option<&'a str> {
        let text = std::str::from_utf8(self.headers.get(name)?.as_bytes()).ok()?;
        Some(text).filter(|text| !text.is_empty())
    }

    pub(crate) fn is_get(&self) -> bool {
        self.method == Method::GET
    }

    pub(crate) fn is_document(&self) -> bool {
        self.header(SEC_FETCH_DEST) == Some("document")
    }

    /// Whether a handshake may answer this request: a browser's navigation with GET.
    pub(crate) fn is_eligible_for_handshake(&self) -> bool {
        let navigates = match self.header(SEC_FETCH_DEST) {
            Some(destination) => matches!(destination, "document" | "iframe"),
            None => self
                .header(http::header::ACCEPT)
                .is_some_and(|accept| accept.starts_with("text/html")),
        };
        self.is_get() && navigates
    }

    pub(crate) fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// The address of the Frontend API for redirects: a URL when a proxy is configured, otherwise a
    /// host.
    pub(crate) fn frontend_api(&self) -> String {
        match &self.config.proxy_url {
            Some(path) if path.starts_with('/') => format!("{}{path}", self.origin()),
            Some(url) => url.clone(),
            None => self.config.issuer_host(),
        }
    }
}

pub(crate) const SEC_FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// The token of the `Authorization` header: what follows `Bearer`, or the whole value when it has no
/// scheme. Other schemes are not Clerk's.
pub(crate) fn header_token(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(http::header::AUTHORIZATION)?;
    let value = std::str::from_utf8(value.as_bytes()).ok()?;
    let mut pieces = value.split(' ');
    let scheme = pieces.next().unwrap_or_default();
    match pieces.next() {
        None | Some("") => Some(scheme).filter(|token| !token.is_empty()),
        Some(token) => (scheme == "Bearer").then_some(token),
    }
}

/// The decimal number that a text is, as JavaScript's `Number` reads it; 0 when it is none. (Rust would
/// read `inf` and `nan` too.)
fn number(text: &str) -> f64 {
    let text = text.trim();
    let is_decimal = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    is_decimal
        .then(|| text.parse().ok())
        .flatten()
        .unwrap_or(0.0)
}

/// The integer at the start of a text, as JavaScript's `parseInt` reads it; 0 when there is none.
fn leading_integer(text: &str) -> f64 {
    let text = text.trim_start();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = digits
        .bytes()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(digits.len());
    digits
        .get(..end)
        .and_then(|digits| digits.parse::<f64>().ok())
        .map_or(0.0, |number| sign * number)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
