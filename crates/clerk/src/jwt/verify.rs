//! The checks of a session token, in the order of @clerk/backend: the first that fails gives the
//! reason.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::TokenError;
use super::decode::{Category, Decoded};
use super::key::{Algorithm, VerifyingKey};
use super::window::Window;
use crate::claims::Claims;
use crate::reason::TokenReason;

/// What a token is checked against.
#[derive(Debug, Clone, Default)]
pub(crate) struct Checks {
    pub(crate) audience: Vec<String>,
    pub(crate) authorized_parties: Vec<String>,
    pub(crate) issuer: Vec<String>,
}

/// A token whose signature and claims were found good, but for the time.
#[derive(Debug, Clone)]
pub(crate) struct Verified {
    pub(crate) claims: Arc<Claims>,
    pub(crate) window: Window,
    /// Whether the token is a session's: no machine's, and of no other category.
    pub(crate) is_session: bool,
}

/// `typ`, `alg` and signature.
pub(crate) fn verify_signature(
    decoded: &Decoded<'_>,
    key: &VerifyingKey,
) -> Result<(), TokenError> {
    if !has_usual_type(decoded) {
        return Err(TokenError::new(TokenReason::Invalid, WRONG_TYPE));
    }
    verify_bytes(decoded, key)
}

/// The same for a machine's token: an OAuth access token must say that it is one.
pub(crate) fn verify_machine_signature(
    decoded: &Decoded<'_>,
    key: &VerifyingKey,
    is_access_token: bool,
) -> Result<(), TokenError> {
    let fits = if is_access_token {
        decoded.is_access_token()
    } else {
        has_usual_type(decoded)
    };
    if !fits {
        return Err(failed(WRONG_TYPE));
    }
    verify_bytes(decoded, key)
}

const WRONG_TYPE: &str = "The JWT's type is another.";

fn has_usual_type(decoded: &Decoded<'_>) -> bool {
    decoded.typ().is_none_or(|typ| typ == "JWT")
}

fn verify_bytes(decoded: &Decoded<'_>, key: &VerifyingKey) -> Result<(), TokenError> {
    let algorithm = decoded
        .alg()
        .and_then(Algorithm::parse)
        .filter(|algorithm| key.admits(*algorithm))
        .ok_or_else(|| {
            TokenError::new(
                TokenReason::InvalidAlgorithm,
                "The JWT is not signed with RS256, RS384 or RS512.",
            )
        })?;
    match key.verify(algorithm, decoded.signing_input, &decoded.signature) {
        Some(true) => Ok(()),
        Some(false) => Err(TokenError::new(
            TokenReason::InvalidSignature,
            "The JWT's signature is not the instance's.",
        )),
        None => Err(TokenError::new(
            TokenReason::VerificationFailed,
            "The instance's key cannot verify the JWT's algorithm.",
        )),
    }
}

impl Checks {
    /// Everything after key resolution. `accept_missing_azp` lets a token without authorized party
    /// pass although authorized parties are configured.
    pub(crate) fn verify(
        &self,
        decoded: Decoded<'_>,
        key: &VerifyingKey,
        accept_missing_azp: bool,
        now_ms: i64,
        skew_ms: i64,
    ) -> Result<Verified, TokenError> {
        verify_signature(&decoded, key)?;
        let claims = &decoded.payload;
        check_subject(claims)?;
        self.check_audience(claims.get("aud"))?;
        self.check_authorized_party(claims.get("azp"), accept_missing_azp)?;
        self.check_issuer(claims.get("iss"))?;
        let window = Window::from_claims(claims, now_ms, skew_ms)?;
        Ok(Verified {
            is_session: decoded.is_session(),
            window,
            claims: Arc::new(Claims::from_payload(decoded.payload)),
        })
    }

    /// Tokens of Clerk's sessions carry no audience: one without passes.
    pub(crate) fn check_audience(&self, aud: Option<&Value>) -> Result<(), TokenError> {
        let configured = |value: &str| self.is_audience(value);
        let matches = match aud {
            _ if self.audience.is_empty() => true,
            None | Some(Value::Null) => true,
            Some(Value::String(one)) => one.is_empty() || configured(one),
            Some(Value::Array(several)) => {
                several.is_empty() || several.iter().filter_map(Value::as_str).any(configured)
            }
            Some(_) => false,
        };
        if matches {
            Ok(())
        } else {
            Err(failed("The audience (aud) is another."))
        }
    }

    /// For OAuth access tokens an audience that is configured must be there, and nothing in it may be
    /// empty (@clerk/backend 3.25).
    pub(crate) fn require_audience(&self, aud: Option<&Value>) -> Result<(), TokenError> {
        let named: Option<Vec<&str>> = match aud {
            Some(Value::String(one)) => Some(vec![one.as_str()]),
            Some(Value::Array(several)) => several.iter().map(Value::as_str).collect(),
            _ => None,
        };
        let matches = named.is_some_and(|named| {
            !named.contains(&"") && named.iter().any(|value| self.is_audience(value))
        });
        if matches || self.audience.is_empty() {
            Ok(())
        } else {
            Err(failed("The audience (aud) is missing, or another."))
        }
    }

    fn is_audience(&self, value: &str) -> bool {
        self.audience.iter().any(|own| own == value)
    }

    pub(crate) fn check_authorized_party(
        &self,
        azp: Option<&Value>,
        accept_missing: bool,
    ) -> Result<(), TokenError> {
        if self.authorized_parties.is_empty() {
            return Ok(());
        }
        let accepted = match azp {
            None | Some(Value::Null) => accept_missing,
            Some(Value::String(azp)) if azp.is_empty() => accept_missing,
            Some(Value::String(azp)) => self.authorized_parties.contains(azp),
            Some(_) => false,
        };
        if accepted {
            Ok(())
        } else {
            Err(TokenError::new(
                TokenReason::InvalidAuthorizedParties,
                "The authorized party (azp) is not one of this application's.",
            ))
        }
    }

    fn check_issuer(&self, iss: Option<&Value>) -> Result<(), TokenError> {
        let known = |iss: &str| self.issuer.iter().any(|own| own == iss);
        if self.issuer.is_empty() || iss.and_then(Value::as_str).is_some_and(known) {
            Ok(())
        } else {
            Err(TokenError::new(
                TokenReason::InvalidIssuer,
                "The issuer (iss) is another.",
            ))
        }
    }
}

/// The subject must be text, be it empty.
pub(crate) fn check_subject(claims: &Map<String, Value>) -> Result<(), TokenError> {
    if claims.get("sub").is_some_and(Value::is_string) {
        return Ok(());
    }
    Err(failed("The subject (sub) is not text."))
}

impl Category {
    /// The one category that is refused before a key is looked for.
    pub(crate) fn refuse_machine(self) -> Result<(), TokenError> {
        if self == Self::MachineToMachine {
            return Err(TokenError::new(
                TokenReason::Invalid,
                "A machine's token is not a session token.",
            ));
        }
        Ok(())
    }
}

pub(super) fn failed(message: &str) -> TokenError {
    TokenError::new(TokenReason::VerificationFailed, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_subject_is_text_and_may_be_empty() {
        for (sub, is_one) in [
            (json!("user_1"), true),
            (json!(""), true),
            (json!(7), false),
            (json!(null), false),
        ] {
            let claims = Map::from_iter([("sub".to_owned(), sub)]);
            assert_eq!(check_subject(&claims).is_ok(), is_one, "{claims:?}");
        }
        let error = check_subject(&Map::new()).unwrap_err();
        assert_eq!(error.reason, TokenReason::VerificationFailed);
    }
}
