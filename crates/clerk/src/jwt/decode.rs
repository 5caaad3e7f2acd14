//! Taking a token apart without trusting it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::TokenError;
use crate::reason::TokenReason;
use crate::token_type::TokenType;

/// What the JOSE header's `cat` says about a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Category {
    Absent,
    /// The value that says that the token carries no class.
    Ignored,
    Session,
    MachineToMachine,
    /// Any other value, unknown future ones included.
    Other,
}

const SESSION_CATEGORY: &str = "cl_B7d4PD111AAA";
const MACHINE_TO_MACHINE_CATEGORY: &str = "cl_B7d4PD333AAA";
const IGNORED_CATEGORY: &str = "cl_I7d4PD111III";

/// A token taken apart; nothing in it is verified.
#[derive(Debug, Clone)]
pub(crate) struct Decoded<'a> {
    header: Map<String, Value>,
    /// The claims. A payload that is JSON but not an object has none.
    pub(crate) payload: Map<String, Value>,
    pub(crate) signing_input: &'a [u8],
    pub(crate) signature: Vec<u8>,
    /// Written as it should be: nothing empty, nothing padded.
    is_compact: bool,
}

impl<'a> Decoded<'a> {
    pub(crate) fn new(token: &'a str) -> Result<Self, TokenError> {
        let malformed = |what: &str| TokenError::new(TokenReason::Invalid, what);
        let mut parts = token.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(malformed("A JWT has three parts separated by dots."));
        };
        let signing_input = token
            .as_bytes()
            .get(..header.len() + 1 + payload.len())
            .unwrap_or_default();
        Ok(Self {
            header: json_object(header)
                .ok_or_else(|| malformed("The JWT's header is not JSON."))?,
            payload: json_object(payload)
                .ok_or_else(|| malformed("The JWT's payload is not JSON."))?,
            signing_input,
            signature: base64url(signature)
                .ok_or_else(|| malformed("The JWT's signature is not base64url."))?,
            is_compact: !signature.is_empty() && !token.contains('='),
        })
    }

    /// The key id, when it is text.
    pub(crate) fn kid(&self) -> Option<&str> {
        self.header.get("kid").and_then(Value::as_str)
    }

    pub(crate) fn alg(&self) -> Option<&str> {
        self.header.get("alg").and_then(Value::as_str)
    }

    pub(crate) fn typ(&self) -> Option<&Value> {
        self.header.get("typ")
    }

    pub(crate) fn category(&self) -> Category {
        match self.header.get("cat") {
            None => Category::Absent,
            Some(Value::String(cat)) => match cat.as_str() {
                IGNORED_CATEGORY => Category::Ignored,
                SESSION_CATEGORY => Category::Session,
                MACHINE_TO_MACHINE_CATEGORY => Category::MachineToMachine,
                _ => Category::Other,
            },
            Some(_) => Category::Other,
        }
    }

    /// Whether the header's type is that of an OAuth access token.
    pub(crate) fn is_access_token(&self) -> bool {
        self.typ()
            .is_some_and(|typ| typ == "at+jwt" || typ == "application/at+jwt")
    }

    /// Whether this may be a machine's JWT: Clerk's SDKs take only what is written compactly for one.
    pub(crate) fn is_compact(&self) -> bool {
        self.is_compact
    }

    /// Whether neither category, type nor subject says that this is something else than the token of
    /// a session.
    pub(crate) fn is_session(&self) -> bool {
        self.has_session_category() && TokenType::of_machine_jwt(self).is_none()
    }

    /// Whether the category is the session's, or says nothing.
    pub(crate) fn has_session_category(&self) -> bool {
        matches!(
            self.category(),
            Category::Absent | Category::Ignored | Category::Session
        )
    }

    /// Whether the category is that of machine-to-machine tokens, or absent.
    pub(crate) fn has_machine_category(&self) -> bool {
        matches!(
            self.category(),
            Category::Absent | Category::MachineToMachine
        )
    }

    pub(crate) fn claim_str(&self, name: &str) -> Option<&str> {
        self.payload.get(name).and_then(Value::as_str)
    }

    pub(crate) fn claim_number(&self, name: &str) -> Option<f64> {
        self.payload.get(name).and_then(Value::as_f64)
    }
}

/// The object in a base64url part. A JSON `null` is refused, and any other value that is not an
/// object has no members.
fn json_object(part: &str) -> Option<Map<String, Value>> {
    match json(part)? {
        Value::Object(map) => Some(map),
        Value::Null => None,
        _ => Some(Map::new()),
    }
}

/// Reads a base64url part as JavaScript does: bytes that are not UTF-8 are replaced, a mark of the
/// byte order is passed over.
pub(super) fn json<T: DeserializeOwned>(part: &str) -> Option<T> {
    let bytes = base64url(part)?;
    let text = String::from_utf8_lossy(&bytes);
    serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(&text)).ok()
}

pub(super) fn base64url(part: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn token(header: &str, payload: &str) -> String {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        format!("{}.{}.c2ln", part(header), part(payload))
    }

    #[test]
    fn a_token_has_three_parts_of_json_json_and_bytes() {
        let text = token(r#"{"alg":"RS256","kid":"k"}"#, r#"{"sub":"user_1"}"#);
        let decoded = Decoded::new(&text).unwrap();
        assert_eq!(decoded.kid(), Some("k"));
        assert_eq!(decoded.claim_str("sub"), Some("user_1"));
        assert_eq!(decoded.signature, b"sig");
        assert!(text.as_bytes().starts_with(decoded.signing_input));
        assert_eq!(decoded.signing_input.len(), text.len() - ".c2ln".len());
    }

    #[test]
    fn padding_is_tolerated() {
        let text = token("{}", r#"{"a":1}"#).replace(".c2ln", "==.c2ln=");
        assert!(Decoded::new(&text).is_ok());
    }

    #[test]
    fn a_null_payload_is_refused_without_panic() {
        for text in [token("{}", "null"), token("null", "{}")] {
            assert_eq!(
                Decoded::new(&text).unwrap_err().reason,
                TokenReason::Invalid
            );
        }
    }

    #[test]
    fn the_category_is_read_from_the_header() {
        for (header, category) in [
            ("{}", Category::Absent),
            (r#"{"cat":"cl_I7d4PD111III"}"#, Category::Ignored),
            (r#"{"cat":"cl_B7d4PD111AAA"}"#, Category::Session),
            (r#"{"cat":"cl_B7d4PD333AAA"}"#, Category::MachineToMachine),
            (r#"{"cat":"cl_B7d4PD222AAA"}"#, Category::Other),
            (r#"{"cat":7}"#, Category::Other),
            (r#"{"cat":""}"#, Category::Other),
            (r#"{"cat":null}"#, Category::Other),
        ] {
            assert_eq!(
                Decoded::new(&token(header, "{}")).unwrap().category(),
                category
            );
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_decoder_panic(text in ".*") {
            let _ = Decoded::new(&text);
        }

        #[test]
        fn no_json_makes_the_decoder_panic(header in ".*", payload in ".*") {
            if let Ok(decoded) = Decoded::new(&token(&header, &payload)) {
                let _ = (decoded.kid(), decoded.alg(), decoded.category());
            }
        }
    }
}
