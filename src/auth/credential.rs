//! What a refused credential says of itself. Nothing in it can be believed; it helps whoever reads
//! the log to find out what went wrong.

use axum::http::HeaderValue;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::Deserialize;

/// The longest key id that is repeated.
const LONGEST: usize = 80;

#[derive(Deserialize)]
struct TokenHeader {
    kid: Option<String>,
}

/// The id of the key that the presented token claims to be signed with. `None` without a token, and
/// for one that is not of that shape.
#[must_use]
pub fn key_id(authorization: Option<&HeaderValue>, cookie: Option<&HeaderValue>) -> Option<String> {
    let token = match authorization {
        Some(header) => header.to_str().ok()?.split_whitespace().next_back()?,
        None => session_cookie(cookie?.to_str().ok()?)?,
    };
    let (header, _) = token.split_once('.')?;
    let header = BASE64_URL_SAFE_NO_PAD.decode(header).ok()?;
    let header: TokenHeader = serde_json::from_slice(&header).ok()?;
    header.kid.filter(|kid| is_plain(kid))
}

/// Clerk's cookie, with or without the suffix that tells instances apart.
fn session_cookie(cookies: &str) -> Option<&str> {
    cookies.split(';').find_map(|cookie| {
        let (name, value) = cookie.trim().split_once('=')?;
        (name == "__session" || name.starts_with("__session_")).then_some(value)
    })
}

fn is_plain(kid: &str) -> bool {
    kid.len() <= LONGEST
        && kid
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(header: &str) -> String {
        format!(
            "{}.payload.signature",
            BASE64_URL_SAFE_NO_PAD.encode(header)
        )
    }

    fn by_header(value: &str) -> Option<String> {
        key_id(Some(&value.parse().unwrap()), None)
    }

    fn by_cookie(value: &str) -> Option<String> {
        key_id(None, Some(&value.parse().unwrap()))
    }

    #[test]
    fn the_key_is_named_whichever_way_the_token_came() {
        let token = token(r#"{"alg":"RS256","kid":"ins_1"}"#);
        assert_eq!(
            by_header(&format!("Bearer {token}")).as_deref(),
            Some("ins_1")
        );
        assert_eq!(by_header(&token).as_deref(), Some("ins_1"));
        for cookies in [
            format!("theme=dark; __session={token}"),
            format!("__session_naoXFJnI={token}"),
        ] {
            assert_eq!(by_cookie(&cookies).as_deref(), Some("ins_1"), "{cookies}");
        }
    }

    #[test]
    fn what_is_no_token_names_no_key() {
        for value in ["", "Bearer", "Bearer a.b", "Basic YTpi", "Bearer eyJ9.x"] {
            assert_eq!(by_header(value), None, "{value}");
        }
        for header in [r#"{"kid":7}"#, r#"{"kid":"a\nb"}"#, "[]", "{}"] {
            assert_eq!(by_header(&token(header)), None, "{header}");
        }
        assert_eq!(by_cookie("theme=dark"), None);
        assert_eq!(key_id(None, None), None);
    }
}
