//! A first look at a token: whose is it, and how old?

use std::fmt;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::decode::{base64url, json};

/// The few claims of a token that tell whose it is, read without keeping the others: the decision
/// which cookies to use needs no more, and is made for every page.
#[derive(Debug, Default)]
pub(crate) struct Glance {
    pub(crate) iss: Option<Value>,
    iat: Option<Value>,
    exp: Option<Value>,
}

/// Of members that occur twice the last counts, as in JavaScript.
impl<'de> Deserialize<'de> for Glance {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(field_identifier, rename_all = "lowercase")]
        enum Name {
            Iss,
            Iat,
            Exp,
            #[serde(other)]
            Other,
        }

        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Glance;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Glance, A::Error> {
                let mut glance = Glance::default();
                while let Some(name) = map.next_key()? {
                    match name {
                        Name::Iss => glance.iss = Some(map.next_value()?),
                        Name::Iat => glance.iat = Some(map.next_value()?),
                        Name::Exp => glance.exp = Some(map.next_value()?),
                        Name::Other => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(glance)
            }
        }

        deserializer.deserialize_map(Members)
    }
}

impl Glance {
    /// `None` when the token cannot be decoded, or its payload is not an object.
    pub(crate) fn at(token: &str) -> Option<Self> {
        let mut parts = token.split('.');
        let (header, payload, signature) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        json::<IgnoredAny>(header)?;
        base64url(signature)?;
        json(payload)
    }

    pub(crate) fn issued_at(&self) -> Option<f64> {
        self.iat.as_ref()?.as_f64()
    }

    pub(crate) fn expires_at(&self) -> Option<f64> {
        self.exp.as_ref()?.as_f64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jwt::Decoded;
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use proptest::prelude::*;

    fn token(header: &str, payload: &str) -> String {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        format!("{}.{}.c2ln", part(header), part(payload))
    }

    #[test]
    fn a_glance_sees_what_decoding_sees() {
        for payload in [
            r#"{"iss":"https://a","iat":5,"exp":7.5,"x":[1]}"#,
            r#"{"iss":7,"iat":"5"}"#,
            r#"{"iss":"a","iat":1,"iss":"b","iat":2}"#,
            "{}",
        ] {
            let text = token("{}", payload);
            let (decoded, glance) = (Decoded::new(&text).unwrap(), Glance::at(&text).unwrap());
            assert_eq!(glance.iss.as_ref(), decoded.payload.get("iss"));
            assert_eq!(glance.issued_at(), decoded.claim_number("iat"));
            assert_eq!(glance.expires_at(), decoded.claim_number("exp"));
        }
        for undecodable in [
            "",
            "a.b",
            "a.b.c.d",
            &token("{}", "null"),
            &token("{}", r#"["https://clerk.example.com"]"#),
            &token("{", "{}"),
        ] {
            assert!(Glance::at(undecodable).is_none(), "{undecodable}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".*", payload in ".*") {
            let _ = Glance::at(&text);
            let _ = Glance::at(&token("{}", &payload));
        }
    }
}
