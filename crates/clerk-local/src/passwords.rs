//! Password rules and hashing.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use crate::errors::ApiError;

/// The fewest characters Clerk accepts by default.
pub(crate) const MIN_LENGTH: usize = 8;
/// The most bytes Clerk accepts (the limit of bcrypt).
pub(crate) const MAX_LENGTH: usize = 72;

/// Stands in for the breach database that Clerk asks.
const COMMON: [&str; 36] = [
    "password",
    "password1",
    "password12",
    "password123",
    "password1234",
    "passw0rd",
    "p@ssw0rd",
    "p@ssword",
    "12345678",
    "123456789",
    "1234567890",
    "12345678910",
    "87654321",
    "11111111",
    "00000000",
    "123123123",
    "1q2w3e4r",
    "1qaz2wsx",
    "qwertyui",
    "qwertyuiop",
    "qwerty123",
    "asdfghjkl",
    "abcd1234",
    "abc12345",
    "iloveyou",
    "princess",
    "sunshine",
    "baseball",
    "football",
    "superman",
    "trustno1",
    "letmein1",
    "welcome1",
    "admin123",
    "changeme",
    "testtest",
];

/// Checks a new password against the length rule and the list of common ones.
///
/// # Errors
/// The code that Clerk's form shows under the field `param`.
pub(crate) fn check(password: &str, param: &str) -> Result<(), ApiError> {
    if password.chars().count() < MIN_LENGTH {
        return Err(ApiError::password_too_short(param, MIN_LENGTH));
    }
    if password.len() > MAX_LENGTH {
        return Err(ApiError::password_too_long(param, MAX_LENGTH));
    }
    if COMMON.contains(&password.to_lowercase().as_str()) {
        return Err(ApiError::password_pwned(param));
    }
    Ok(())
}

/// A failed hash, or a thread that could not be had.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HashError {
    #[error("the password could not be hashed: {0}")]
    Hash(argon2::password_hash::Error),
    #[error("the hashing thread ended early")]
    Thread(#[from] tokio::task::JoinError),
}

/// Hashes `password` away from the async threads.
///
/// # Errors
/// When hashing itself fails.
pub(crate) async fn hash(password: String) -> Result<String, HashError> {
    tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
            .map_err(HashError::Hash)
    })
    .await?
}

/// Hashes a new password that passes the rules, or any if they are to be skipped.
///
/// # Errors
/// As [`check`]; `internal_clerk_error` when hashing fails.
pub(crate) async fn accept(
    password: String,
    param: &str,
    skip_checks: bool,
) -> Result<String, ApiError> {
    if !skip_checks {
        check(&password, param)?;
    }
    let hash = hash(password).await;
    hash.map_err(|error| ApiError::internal(&error))
}

/// Checks a given password against the hash of the right one.
///
/// # Errors
/// The code that Clerk's form shows under the field `param` when it is missing or wrong;
/// `internal_clerk_error` when the stored hash is malformed.
pub(crate) async fn require(
    given: Option<String>,
    hash: String,
    param: &str,
) -> Result<(), ApiError> {
    let given = given.ok_or_else(|| ApiError::param_missing(param))?;
    let verified = verify(given, hash).await;
    if verified.map_err(|error| ApiError::internal(&error))? {
        Ok(())
    } else {
        Err(ApiError::password_incorrect(param))
    }
}

/// Whether `password` is the one behind `hash`, computed away from the async threads.
///
/// # Errors
/// When the stored hash is malformed.
async fn verify(password: String, hash: String) -> Result<bool, HashError> {
    tokio::task::spawn_blocking(move || {
        let parsed = PasswordHash::new(&hash).map_err(|error| HashError::Hash(error.into()))?;
        Ok(Argon2::default()
            .verify_password(password.as_bytes(), &parsed)
            .is_ok())
    })
    .await?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_long_and_common_passwords_are_refused_with_clerks_codes() {
        let code = |password: &str| check(password, "password").unwrap_err().code().to_owned();
        assert_eq!(code("seven77"), "form_password_length_too_short");
        assert_eq!(code(&"x".repeat(73)), "form_password_length_too_long");
        assert_eq!(code("Password123"), "form_password_pwned");
        assert!(check("twelve-quiet-otters", "password").is_ok());
    }

    #[tokio::test]
    async fn a_hash_verifies_its_own_password_only() {
        let hashed = hash("twelve-quiet-otters".into()).await.unwrap();
        assert!(hashed.starts_with("$argon2id$"));
        assert!(
            verify("twelve-quiet-otters".into(), hashed.clone())
                .await
                .unwrap()
        );
        assert!(!verify("twelve-quiet-otter".into(), hashed).await.unwrap());
    }
}
