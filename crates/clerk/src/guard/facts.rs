//! What a guard knows of a request.

use std::sync::Arc;

use http::HeaderValue;
use http::header::ACCEPT;
use http::request::Parts;
use url::Url;

use crate::clerk::Clerk;
use crate::cookies::{self, Cookies};
use crate::request::{SEC_FETCH_DEST, header_token};
use crate::token_type::TokenType;

/// What the layer leaves with a request for the guard.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) clerk: Clerk,
    /// The public URL. Later on, nested routers shorten the request's own.
    pub(crate) url: Option<Url>,
}

/// What the guard has to know about a request.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(super) seen: Arc<Seen>,
    pub(super) is_page_request: bool,
    pub(super) dev_browser: Option<String>,
    /// The kind of machine's token in the `Authorization` header.
    pub(super) presented: Option<TokenType>,
}

impl Facts {
    pub(crate) fn of(seen: Arc<Seen>, parts: &Parts) -> Self {
        let destination = parts.headers.get(SEC_FETCH_DEST).map(text);
        let mut accepted = parts.headers.get_all(ACCEPT).iter();
        let token = header_token(&parts.headers);
        Self {
            seen,
            is_page_request: matches!(destination, Some("document" | "iframe"))
                || accepted.any(|value| text(value).contains("text/html")),
            dev_browser: Cookies::from_headers(&parts.headers)
                .get(cookies::DEV_BROWSER)
                .map(std::borrow::Cow::into_owned),
            presented: token.and_then(TokenType::of_machine_token),
        }
    }
}

fn text(value: &HeaderValue) -> &str {
    std::str::from_utf8(value.as_bytes()).unwrap_or_default()
}
