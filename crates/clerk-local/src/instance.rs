//! What makes this stand-in one Clerk instance: its keys, made once and kept in the data directory.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use serde::{Deserialize, Serialize};
use sha1::{Digest, Sha1};

use crate::files;
use crate::random;
use crate::tokens::{Signer, TokenError};

/// The Frontend API host that the publishable key names. It ends in `.localhost`, so it can be
/// nobody's; and it is unique to the application, because cookies are shared by all ports of
/// `localhost` and only the suffix made from this name keeps two applications apart.
const FRONTEND_API_HOST: &str = "clerk.deal-brain.localhost";
const FILE_NAME: &str = "instance.json";

/// Why the instance's keys could not be had.
#[derive(Debug, thiserror::Error)]
pub enum InstanceError {
    /// The file cannot be read or written.
    #[error("{FILE_NAME}: {0}")]
    File(#[from] std::io::Error),
    /// The file is not what this version wrote.
    #[error("{FILE_NAME} is damaged, remove it to get new keys: {0}")]
    Damaged(#[from] serde_json::Error),
    /// The signing key failed.
    #[error(transparent)]
    Token(#[from] TokenError),
}

#[derive(Serialize, Deserialize)]
struct Saved {
    secret_key: String,
    webhook_signing_secret: String,
    signing_key: String,
}

/// Keys and secrets. Deliberately without `Debug`.
pub(crate) struct Instance {
    pub(crate) publishable_key: String,
    pub(crate) secret_key: String,
    pub(crate) webhook_signing_secret: String,
    pub(crate) cookie_suffix: String,
    pub(crate) signer: Signer,
}

impl Instance {
    /// Reads the keys from `data_dir`, or makes them there. Blocks.
    ///
    /// # Errors
    /// When the file cannot be read, written or understood.
    pub(crate) fn load_or_create(data_dir: &Path) -> Result<Self, InstanceError> {
        let path = data_dir.join(FILE_NAME);
        let saved = match files::read_if_present(&path)? {
            Some(bytes) => serde_json::from_slice(&bytes)?,
            None => {
                let saved = Saved::generate()?;
                files::write_atomically(&path, &serde_json::to_vec_pretty(&saved)?)?;
                saved
            }
        };
        Self::from_saved(saved)
    }

    fn from_saved(saved: Saved) -> Result<Self, InstanceError> {
        let publishable_key = format!(
            "pk_live_{}",
            STANDARD_NO_PAD.encode(format!("{FRONTEND_API_HOST}$"))
        );
        Ok(Self {
            cookie_suffix: cookie_suffix(&publishable_key),
            publishable_key,
            secret_key: saved.secret_key,
            webhook_signing_secret: saved.webhook_signing_secret,
            signer: Signer::from_pem(&saved.signing_key)?,
        })
    }
}

impl Saved {
    fn generate() -> Result<Self, TokenError> {
        Ok(Self {
            secret_key: format!("sk_live_{}", random::alphanumeric(42)),
            webhook_signing_secret: format!("whsec_{}", STANDARD.encode(random::bytes::<24>())),
            signing_key: Signer::generate_pem()?,
        })
    }
}

/// The suffix that keeps the cookies of two instances on one host apart (`@clerk/backend` 3.25).
fn cookie_suffix(publishable_key: &str) -> String {
    STANDARD
        .encode(Sha1::digest(publishable_key.as_bytes()))
        .replace('+', "-")
        .replace('/', "_")
        .chars()
        .take(8)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookie_suffixes_are_clerks() {
        // Computed with @clerk/backend 3.25.
        for (key, suffix) in [
            ("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k", "naoXFJnI"),
            (
                "pk_test_aGFwcHktaGlwcG8tMS5jbGVyay5hY2NvdW50cy5kZXYk",
                "MWTw9P_R",
            ),
        ] {
            assert_eq!(cookie_suffix(key), suffix);
        }
    }

    #[test]
    fn the_keys_survive_a_restart() {
        let data = tempfile::tempdir().unwrap();
        let first = Instance::load_or_create(data.path()).unwrap();
        let second = Instance::load_or_create(data.path()).unwrap();
        assert_eq!(
            first.publishable_key,
            "pk_live_Y2xlcmsuZGVhbC1icmFpbi5sb2NhbGhvc3Qk"
        );
        assert_eq!(first.secret_key, second.secret_key);
        assert_eq!(first.webhook_signing_secret, second.webhook_signing_secret);
        assert_eq!(
            serde_json::to_value(first.signer.jwks()).unwrap(),
            serde_json::to_value(second.signer.jwks()).unwrap()
        );
    }

    #[test]
    fn a_damaged_file_is_an_error_that_names_it() {
        let data = tempfile::tempdir().unwrap();
        std::fs::write(data.path().join(FILE_NAME), "{").unwrap();
        let error = Instance::load_or_create(data.path()).err().unwrap();
        assert!(error.to_string().contains(FILE_NAME));
    }
}
