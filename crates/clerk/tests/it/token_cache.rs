//! Tokens that were verified before.

use std::time::Duration;

use clerk::{TokenReason, VerifyError};

use crate::instance::{Instance, networkless};
use crate::support::{SigningKey, session_claims};

#[tokio::test]
async fn a_token_is_verified_once() {
    let instance = Instance::start().await;
    let clerk = instance.builder().build().unwrap();
    for _ in 0..3 {
        clerk.verify_token(&instance.token()).await.unwrap();
    }
    assert_eq!(clerk.stats().tokens_verified, 1);
    assert_eq!(clerk.stats().tokens_cached, 2);
}

#[tokio::test]
async fn a_token_is_not_served_beyond_its_expiry() {
    let instance = Instance::start().await;
    let clerk = instance.builder().build().unwrap();
    let token = instance.token();
    clerk.verify_token(&token).await.unwrap();
    instance.advance(Duration::from_secs(64));
    clerk.verify_token(&token).await.unwrap();
    instance.advance(Duration::from_secs(1));
    let error = clerk.verify_token(&token).await.unwrap_err();
    assert!(matches!(error, VerifyError::Token(error) if error.reason == TokenReason::Expired));
}

#[tokio::test]
async fn tokens_are_forgotten_by_session_and_by_user() {
    let clerk = networkless().build().unwrap();
    let mut other = session_claims(crate::instance::START);
    other["sub"] = "user_2".into();
    other["sid"] = "sess_2".into();
    let tokens = [
        SigningKey::instance().token(&session_claims(crate::instance::START)),
        SigningKey::instance().token(&other),
    ];
    let verify_both = async || {
        for token in &tokens {
            clerk.verify_token(token).await.unwrap();
        }
        clerk.stats().tokens_verified
    };
    assert_eq!(verify_both().await, 2);
    assert_eq!(verify_both().await, 2);
    clerk.forget_session("sess_12345");
    assert_eq!(verify_both().await, 3);
    clerk.forget_user("user_2");
    assert_eq!(verify_both().await, 4);
    clerk.forget_user("user_3");
    clerk.forget_session("sess_3");
    assert_eq!(verify_both().await, 4);
}

#[tokio::test]
async fn a_capacity_of_zero_verifies_every_time() {
    let instance = Instance::start().await;
    let clerk = instance.builder().token_cache_capacity(0).build().unwrap();
    for _ in 0..2 {
        clerk.verify_token(&instance.token()).await.unwrap();
    }
    assert_eq!(clerk.stats().tokens_verified, 2);
    assert_eq!(clerk.stats().tokens_cached, 0);
}

#[tokio::test]
async fn everything_is_forgotten_at_once_where_something_may_have_been_missed() {
    let clerk = networkless().build().unwrap();
    let token = SigningKey::instance().token(&session_claims(crate::instance::START));
    clerk.verify_token(&token).await.unwrap();
    clerk.forget_all();
    clerk.verify_token(&token).await.unwrap();
    assert_eq!(clerk.stats().tokens_verified, 2);
}
