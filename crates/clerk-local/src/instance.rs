//! What makes this stand-in one Clerk instance: its keys, made once and kept in the data directory.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use serde::{Deserialize, Serialize};
use sha1::{Digest, Sha1};

use crate::files;
use crate::random;
use crate::tokens::{Jwk, JwkSet, Signer, TokenError};

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

#[derive(Clone, Serialize, Deserialize)]
struct Saved {
    secret_key: String,
    webhook_signing_secret: String,
    signing_key: String,
    /// Keys that sign nothing any more, but are still published.
    #[serde(default)]
    retired_keys: Vec<Jwk>,
}

/// The key that signs, and those that are published beside it.
struct Keys {
    signer: Arc<Signer>,
    saved: Saved,
}

/// Keys and secrets. Deliberately without `Debug`.
pub(crate) struct Instance {
    /// `ins_…`.
    pub(crate) id: String,
    pub(crate) publishable_key: String,
    pub(crate) secret_key: String,
    pub(crate) webhook_signing_secret: String,
    pub(crate) cookie_suffix: String,
    keys: RwLock<Keys>,
    path: PathBuf,
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
        Self::from_saved(saved, path)
    }

    fn from_saved(saved: Saved, path: PathBuf) -> Result<Self, InstanceError> {
        let publishable_key = format!(
            "pk_live_{}",
            STANDARD_NO_PAD.encode(format!("{FRONTEND_API_HOST}$"))
        );
        Ok(Self {
            id: instance_id(&publishable_key),
            cookie_suffix: cookie_suffix(&publishable_key),
            publishable_key,
            secret_key: saved.secret_key.clone(),
            webhook_signing_secret: saved.webhook_signing_secret.clone(),
            keys: RwLock::new(Keys {
                signer: Arc::new(Signer::from_pem(&saved.signing_key)?),
                saved,
            }),
            path,
        })
    }

    /// Signs with the current key.
    pub(crate) fn signer(&self) -> Arc<Signer> {
        Arc::clone(&self.keys().signer)
    }

    /// The public keys, the current one first.
    pub(crate) fn jwks(&self) -> JwkSet {
        let keys = self.keys();
        let mut all = vec![keys.signer.jwk().clone()];
        all.extend(keys.saved.retired_keys.iter().cloned());
        JwkSet { keys: all }
    }

    /// Signs with a new key from now on. The old ones stay published, or none does. Blocks.
    ///
    /// # Errors
    /// When no key can be made or kept.
    pub(crate) fn rotate_key(&self, keep_old: bool) -> Result<(), InstanceError> {
        let signing_key = Signer::generate_pem()?;
        let signer = Arc::new(Signer::from_pem(&signing_key)?);
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        let mut saved = Saved {
            signing_key,
            ..keys.saved.clone()
        };
        if keep_old {
            saved.retired_keys.insert(0, keys.signer.jwk().clone());
        } else {
            saved.retired_keys.clear();
        }
        files::write_atomically(&self.path, &serde_json::to_vec_pretty(&saved)?)?;
        *keys = Keys { signer, saved };
        Ok(())
    }

    fn keys(&self) -> std::sync::RwLockReadGuard<'_, Keys> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Saved {
    fn generate() -> Result<Self, TokenError> {
        Ok(Self {
            secret_key: format!("sk_live_{}", random::alphanumeric(42)),
            webhook_signing_secret: format!("whsec_{}", STANDARD.encode(random::bytes::<24>())),
            signing_key: Signer::generate_pem()?,
            retired_keys: Vec::new(),
        })
    }
}

/// The same as long as the publishable key is.
fn instance_id(publishable_key: &str) -> String {
    let digest = Sha1::digest(publishable_key.as_bytes());
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("ins_{}", hex.chars().take(27).collect::<String>())
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
            serde_json::to_value(first.jwks()).unwrap(),
            serde_json::to_value(second.jwks()).unwrap()
        );
    }

    #[test]
    fn a_new_key_is_kept_and_the_old_one_is_published_only_if_wanted() {
        let data = tempfile::tempdir().unwrap();
        let instance = Instance::load_or_create(data.path()).unwrap();
        let kids = |instance: &Instance| {
            let keys = serde_json::to_value(instance.jwks()).unwrap()["keys"].take();
            let keys = keys.as_array().unwrap().iter();
            keys.map(|key| key["kid"].clone()).collect::<Vec<_>>()
        };
        let first = kids(&instance);
        instance.rotate_key(true).unwrap();
        let both = kids(&instance);
        assert_eq!((both.len(), &both[1]), (2, &first[0]));
        let reopened = Instance::load_or_create(data.path()).unwrap();
        assert_eq!(kids(&reopened), both);
        reopened.rotate_key(false).unwrap();
        let last = kids(&reopened);
        assert_eq!(last.len(), 1);
        assert!(!both.contains(&last[0]));
    }

    #[test]
    fn a_damaged_file_is_an_error_that_names_it() {
        let data = tempfile::tempdir().unwrap();
        std::fs::write(data.path().join(FILE_NAME), "{").unwrap();
        let error = Instance::load_or_create(data.path()).err().unwrap();
        assert!(error.to_string().contains(FILE_NAME));
    }
}
