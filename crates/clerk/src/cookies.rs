//! Names of Clerk's cookies, and reading them from a request.

use std::borrow::Cow;

use http::HeaderMap;
use http::header::COOKIE;

pub(crate) const SESSION: &str = "__session";
pub(crate) const CLIENT_UAT: &str = "__client_uat";
pub(crate) const REFRESH: &str = "__refresh";
pub(crate) const DEV_BROWSER: &str = "__clerk_db_jwt";
pub(crate) const HANDSHAKE: &str = "__clerk_handshake";
pub(crate) const HANDSHAKE_NONCE: &str = "__clerk_handshake_nonce";
pub(crate) const REDIRECT_COUNT: &str = "__clerk_redirect_count";

/// The cookies of one request, values still encoded.
///
/// A name that occurs twice keeps its first value; an empty value counts as absent.
#[derive(Debug, Default)]
pub(crate) struct Cookies<'a> {
    pairs: Vec<(&'a str, &'a str)>,
}

impl<'a> Cookies<'a> {
    pub(crate) fn from_headers(headers: &'a HeaderMap) -> Self {
        let mut cookies = Self::default();
        for value in headers.get_all(COOKIE) {
            let pieces = value.as_bytes().split(|byte| *byte == b';');
            // A cookie that is not UTF-8 is none of Clerk's, and says nothing about the others.
            cookies.pairs.extend(
                pieces
                    .filter_map(|piece| std::str::from_utf8(piece).ok()?.split_once('='))
                    .map(|(name, value)| (trimmed(name), trimmed(value))),
            );
        }
        cookies
    }

    /// The decoded value of a cookie, unless it is absent or empty.
    pub(crate) fn get(&self, name: &str) -> Option<Cow<'a, str>> {
        self.pairs
            .iter()
            .find(|(candidate, _)| *candidate == name)
            .map(|(_, value)| percent_decoded(value))
            .filter(|value| !value.is_empty())
    }
}

/// Without the blanks that HTTP knows.
fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// Decodes percent escapes; text with an escape that does not decode stays as it is.
fn percent_decoded(value: &str) -> Cow<'_, str> {
    if !value.contains('%') {
        return Cow::Borrowed(value);
    }
    decode(value.as_bytes()).map_or(Cow::Borrowed(value), Cow::Owned)
}

fn decode(bytes: &[u8]) -> Option<String> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter();
    while let Some(&byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(*rest.next()?).to_digit(16)?;
            let low = char::from(*rest.next()?).to_digit(16)?;
            decoded.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).ok()
}

/// The name of a `Set-Cookie` directive.
pub(crate) fn directive_name(directive: &str) -> &str {
    let pair = directive.split(';').next().unwrap_or_default();
    pair.split('=').next().unwrap_or_default()
}

/// The value of a `Set-Cookie` directive: what stands between its first and its second `=` or `;`.
pub(crate) fn directive_value(directive: &str) -> &str {
    let pair = directive.split(';').next().unwrap_or_default();
    pair.split('=').nth(1).unwrap_or_default()
}

/// The session token that a list of directives sets: the last one wins, whether its name has a
/// suffix or not. Empty when none does.
pub(crate) fn session_token(directives: &[String]) -> &str {
    directives
        .iter()
        .rev()
        .find(|directive| directive_name(directive).starts_with(SESSION))
        .map_or("", |directive| directive_value(directive))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use proptest::prelude::*;

    fn get(header: &str, name: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_str(header).unwrap());
        Cookies::from_headers(&headers)
            .get(name)
            .map(Cow::into_owned)
    }

    #[test]
    fn the_first_of_two_cookies_of_one_name_wins() {
        assert_eq!(get("a=1; b=2; a=3", "a").as_deref(), Some("1"));
    }

    #[test]
    fn an_empty_value_hides_a_later_one() {
        assert_eq!(get("a=; a=2", "a"), None);
    }

    #[test]
    fn several_headers_are_read_in_their_order() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1"));
        headers.append(COOKIE, HeaderValue::from_static("a=2; b=3"));
        let cookies = Cookies::from_headers(&headers);
        assert_eq!(cookies.get("a").as_deref(), Some("1"));
        assert_eq!(cookies.get("b").as_deref(), Some("3"));
    }

    #[test]
    fn a_cookie_that_is_not_utf_8_does_not_hide_the_others() {
        let mut headers = HeaderMap::new();
        let header = HeaderValue::from_bytes(b"theme=caf\xe9; a=1").unwrap();
        headers.insert(COOKIE, header);
        let cookies = Cookies::from_headers(&headers);
        assert_eq!(cookies.get("a").as_deref(), Some("1"));
        assert_eq!(cookies.get("theme"), None);
    }

    #[test]
    fn values_are_decoded_after_splitting_and_keep_quotes_and_equal_signs() {
        assert_eq!(get("a=x%3By=z", "a").as_deref(), Some("x;y=z"));
        assert_eq!(get("a=\"q\"", "a").as_deref(), Some("\"q\""));
    }

    #[test]
    fn a_broken_escape_leaves_the_value_raw() {
        assert_eq!(get("a=%41%zz", "a").as_deref(), Some("%41%zz"));
        assert_eq!(get("a=%ff", "a").as_deref(), Some("%ff"));
        assert_eq!(get("a=100%", "a").as_deref(), Some("100%"));
    }

    #[test]
    fn an_empty_value_counts_as_absent() {
        assert_eq!(get("a=; b", "a"), None);
        assert_eq!(get("a=; b", "b"), None);
    }

    #[test]
    fn the_last_session_directive_gives_the_token() {
        let directives = [
            "__session=one; Path=/".to_owned(),
            "__session_abc=two; Path=/".to_owned(),
            "__client_uat=3".to_owned(),
        ];
        assert_eq!(session_token(&directives), "two");
        assert_eq!(session_token(&[]), "");
    }

    proptest! {
        #[test]
        fn no_header_makes_the_parser_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(value) = HeaderValue::from_bytes(&bytes) {
                let mut headers = HeaderMap::new();
                headers.insert(COOKIE, value);
                let cookies = Cookies::from_headers(&headers);
                let _ = cookies.get("a");
            }
        }

        #[test]
        fn no_directive_makes_the_parser_panic(text in ".*") {
            let _ = session_token(&[text]);
        }
    }
}
