//! The times of a token.

use serde_json::{Map, Value};

use super::TokenError;
use super::verify::failed;
use crate::reason::TokenReason;

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
