//! Tests may sign with a shared secret instead of a key: one algorithm at a time, and no confusion
//! between them.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clerk::{Clerk, ClerkBuilder, ConfigError, KeyAge, TokenReason, VerifyError};
use serde_json::{Value, json};
use std::time::{Duration, UNIX_EPOCH};

use crate::instance::{START, networkless, publishable_key};
use crate::support::{KID, SigningKey, session_claims};

const SECRET: &str = "a secret of thirty-two bytes, or more";

fn hs256(secret: &[u8], alg: &str) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let header = json!({"alg": alg, "typ": "JWT", "kid": KID});
    let input = format!("{}.{}", part(&header), part(&session_claims(START)));
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    let signature = hmac::sign(&key, input.as_bytes());
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn with_secret(secret: &str) -> ClerkBuilder {
    Clerk::builder()
        .publishable_key(publishable_key())
        .secret_key("sk_live_secret")
        .jwt_test_secret(secret)
        .clock(|| UNIX_EPOCH + Duration::from_secs(START.unsigned_abs()))
}

async fn refusal(clerk: &Clerk, token: &str) -> TokenReason {
    match clerk.verify_token(token).await.unwrap_err() {
        VerifyError::Token(error) => error.reason,
        VerifyError::Unexpected(error) => unreachable!("{error}"),
    }
}

#[tokio::test]
async fn tokens_of_the_secret_are_verified_and_no_others() {
    let clerk = with_secret(SECRET).build().unwrap();
    clerk
        .verify_token(&hs256(SECRET.as_bytes(), "HS256"))
        .await
        .unwrap();
    let foreign = hs256(b"another secret, as long as that one", "HS256");
    assert_eq!(
        refusal(&clerk, &foreign).await,
        TokenReason::InvalidSignature
    );
    let public = SigningKey::instance().token(&session_claims(START));
    assert_eq!(
        refusal(&clerk, &public).await,
        TokenReason::InvalidAlgorithm
    );
    for alg in ["none", "HS512", "RS256", ""] {
        let token = hs256(SECRET.as_bytes(), alg);
        assert_eq!(
            refusal(&clerk, &token).await,
            TokenReason::InvalidAlgorithm,
            "{alg}"
        );
    }
}

#[tokio::test]
async fn a_public_key_is_no_secret_to_sign_with() {
    let clerk = networkless().build().unwrap();
    let pem = SigningKey::instance().public_pem();
    for secret in [pem.as_bytes(), b"sk_live_secret", b""] {
        let token = hs256(secret, "HS256");
        assert_eq!(refusal(&clerk, &token).await, TokenReason::InvalidAlgorithm);
    }
}

#[test]
fn the_secret_is_checked_and_not_printed() {
    let error = |builder: ClerkBuilder| builder.build().unwrap_err();
    assert_eq!(error(with_secret("short")), ConfigError::TestSecretTooShort);
    assert_eq!(
        error(networkless().jwt_test_secret(SECRET)),
        ConfigError::TwoAlgorithms
    );
    let builder = with_secret(SECRET);
    assert!(!format!("{builder:?}").contains(SECRET));
    let clerk = builder.build().unwrap();
    assert!(!format!("{clerk:?}").contains(SECRET));
    assert_eq!(clerk.key_status().age, KeyAge::Configured);
}
