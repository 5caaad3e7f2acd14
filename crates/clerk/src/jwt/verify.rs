//! The checks of a session token, in the order of @clerk/backend: the first that fails gives the
//! reason.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::TokenError;
use super::decode::{Category, Decoded};
use super::key::{Algorithm, VerifyingKey};
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
    if decoded.typ().is_some_and(|typ| typ != "JWT") {
        return Err(wrong_type());
    }
    verify_bytes(decoded, key)
}

/// The same for a machine's token: an OAuth access token must say that it is one.
pub(crate) fn verify_machine_signature(
    decoded: &Decoded<'_>,
    key: &VerifyingKey,
    is_access_token: bool,
) -> Result<(), TokenError> {
    if is_access_token && !decoded.is_access_token() {
        return Err(wrong_type());
    }
    verify_bytes(decoded, key)
}

fn wrong_type() -> TokenError {
    TokenError::new(TokenReason::Invalid, "The JWT's type is another.")
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
        if !claims.get("sub").is_some_and(Value::is_string) {
            return Err(failed("The subject (sub) is not text."));
        }
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
    fn check_audience(&self, aud: Option<&Value>) -> Result<(), TokenError> {
        let configured = |value: &str| self.audience.iter().any(|own| own == value);
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

    /// For OAuth access tokens an audience that is configured must be there (@clerk/backend 3.25).
    pub(crate) fn require_audience(&self, aud: Option<&Value>) -> Result<(), TokenError> {
        let absent = aud.is_none_or(Value::is_null);
        if absent && !self.audience.is_empty() {
            return Err(failed("The audience (aud) is missing."));
        }
        self.check_audience(aud)
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

fn failed(message: &str) -> TokenError {
    TokenError::new(TokenReason::VerificationFailed, message)
}

/// When a token is good, in milliseconds since the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Window {
    exp_ms: f64,
    nbf_ms: Option<f64>,
    iat_ms: Option<f64>,
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of this age fit a double's 53 bits"
)]
fn as_f64(milliseconds: i64) -> f64 {
    milliseconds as f64
}

impl Window {
    /// Reads and checks one claim after the other, so that the first wrong one gives the reason.
    pub(crate) fn from_claims(
        claims: &Map<String, Value>,
        now_ms: i64,
        skew_ms: i64,
    ) -> Result<Self, TokenError> {
        let mut window = Self {
            exp_ms: milliseconds(claims, "exp")?
                .ok_or_else(|| failed("The expiry (exp) is not a number."))?,
            nbf_ms: None,
            iat_ms: None,
        };
        window.check(now_ms, skew_ms)?;
        window.nbf_ms = milliseconds(claims, "nbf")?;
        window.check(now_ms, skew_ms)?;
        window.iat_ms = milliseconds(claims, "iat")?;
        window.check(now_ms, skew_ms)?;
        Ok(window)
    }

    pub(crate) fn check(&self, now_ms: i64, skew_ms: i64) -> Result<(), TokenError> {
        let early = as_f64(now_ms.saturating_sub(skew_ms));
        let late = as_f64(now_ms.saturating_add(skew_ms));
        if self.exp_ms <= early {
            return Err(out_of_time(
                TokenReason::Expired,
                "The JWT has expired",
                self.exp_ms,
                now_ms,
            ));
        }
        if let Some(nbf) = self.nbf_ms.filter(|nbf| *nbf > late) {
            return Err(out_of_time(
                TokenReason::NotActiveYet,
                "The JWT may not be used yet",
                nbf,
                now_ms,
            ));
        }
        if let Some(iat) = self.iat_ms.filter(|iat| *iat > late) {
            return Err(out_of_time(
                TokenReason::IatInTheFuture,
                "The JWT was issued in the future",
                iat,
                now_ms,
            ));
        }
        Ok(())
    }

    /// When the token was issued, in Unix seconds.
    pub(crate) fn issued_at(&self) -> Option<f64> {
        self.iat_ms.map(|iat| iat / 1000.0)
    }

    /// How long the token will be good, in milliseconds.
    pub(crate) fn remaining_ms(&self, now_ms: i64, skew_ms: i64) -> f64 {
        self.exp_ms - as_f64(now_ms.saturating_sub(skew_ms))
    }
}

fn out_of_time(reason: TokenReason, what: &str, claim_ms: f64, now_ms: i64) -> TokenError {
    let claim = claim_ms / 1000.0;
    let now = as_f64(now_ms) / 1000.0;
    TokenError::new(
        reason,
        format!("{what}: the claim says {claim}, the clock says {now} (Unix seconds)."),
    )
}

/// A time claim in milliseconds: absent is fine, anything but a number is not.
fn milliseconds(claims: &Map<String, Value>, name: &str) -> Result<Option<f64>, TokenError> {
    match claims.get(name) {
        None => Ok(None),
        Some(value) => value
            .as_f64()
            .map(|seconds| Some(seconds * 1000.0))
            .ok_or_else(|| failed(&format!("The time claim {name} is not a number."))),
    }
}
