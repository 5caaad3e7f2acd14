//! Svix's signatures, by its docs: HMAC-SHA256 over id, timestamp and body.

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The signing secret is not one.
#[derive(Debug, thiserror::Error)]
#[error("the webhook signing secret must be whsec_ and base64")]
pub struct SecretError;

/// Signs with a `whsec_…`. Deliberately without `Debug`.
pub(super) struct SigningKey(hmac::Key);

impl SigningKey {
    /// Reads a secret.
    ///
    /// # Errors
    /// When it is no base64.
    pub(super) fn parse(secret: &str) -> Result<Self, SecretError> {
        let encoded = secret.strip_prefix("whsec_").ok_or(SecretError)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| SecretError)?;
        if bytes.is_empty() {
            return Err(SecretError);
        }
        Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, &bytes)))
    }

    /// The value of `svix-signature`; `timestamp` in Unix seconds.
    pub(super) fn sign(&self, id: &str, timestamp: i64, body: &str) -> String {
        let signed = format!("{id}.{timestamp}.{body}");
        let tag = hmac::sign(&self.0, signed.as_bytes());
        format!("v1,{}", STANDARD.encode(tag.as_ref()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_svixs() {
        // The example of Svix's docs on manual verification.
        let key = SigningKey::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signature = key.sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
        );
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn what_is_no_secret_is_refused() {
        for secret in ["", "whsec_", "whsec_?", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"] {
            assert!(SigningKey::parse(secret).is_err(), "{secret}");
        }
    }
}
