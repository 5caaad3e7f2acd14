//! Fetching the signing keys: seldom, once for everybody, and not at all costs.

use std::future::IntoFuture as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use axum::routing::get;
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clerk::{ClerkLayer, KeyAge, KeyOutage, TokenReason, VerifyError};
use http::{HeaderMap, Request, StatusCode, header};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tower::ServiceExt as _;

use crate::instance::{Instance, START};
use crate::support::{KID, SigningKey, session_claims};

const MINIMUM_INTERVAL: Duration = Duration::from_secs(5);

fn reason(error: &VerifyError) -> Option<TokenReason> {
    match error {
        VerifyError::Token(error) => Some(error.reason),
        VerifyError::Unexpected(_) => None,
    }
}

/// A token whose signature nobody will look at.
fn token_with_kid(kid: &str) -> String {
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let header = part(json!({"alg": "RS256", "kid": kid}));
    format!("{header}.{}.c2ln", part(session_claims(START)))
}

#[tokio::test]
async fn ten_thousand_unknown_kids_cost_one_fetch_in_the_minimum_interval() {
    let instance = Instance::start().await;
    let clerk = instance.builder().build().unwrap();
    clerk.warm().await.unwrap();
    for number in 0..10_000 {
        let token = token_with_kid(&format!("ins_{number}"));
        let error = clerk.verify_token(&token).await.unwrap_err();
        assert_eq!(reason(&error), Some(TokenReason::JwkKidMismatch));
        instance.advance(Duration::from_millis(2));
    }
    // 20 seconds have passed, and the first of these tokens was the first miss.
    let asked = instance.asked_ms();
    let misses = &asked[1..];
    assert!((2..=4).contains(&misses.len()), "{asked:?}");
    for pair in misses.windows(2) {
        assert!(
            u128::try_from(pair[1] - pair[0]).unwrap() >= MINIMUM_INTERVAL.as_millis(),
            "{asked:?}"
        );
    }
}

/// From now on another key is served; a token that is signed with it.
fn rotate(instance: &Instance, kid: &str) -> String {
    let mut keys = SigningKey::other().jwks();
    keys["keys"][0]["kid"] = json!(kid);
    instance.serve(keys);
    let header = json!({"alg": "RS256", "typ": "JWT", "kid": kid});
    SigningKey::other().sign(&header, &session_claims(START))
}

#[tokio::test]
async fn keys_that_are_found_do_not_count_as_missed() {
    let instance = Instance::start().await;
    let clerk = instance.builder().build().unwrap();
    clerk.verify_token(&instance.token()).await.unwrap();
    for kid in ["ins_new", "ins_newer"] {
        let token = rotate(&instance, kid);
        clerk.verify_token(&token).await.unwrap();
    }
}

#[tokio::test]
async fn nobody_waits_for_an_endpoint_that_is_known_not_to_answer() {
    let instance = Instance::start().await;
    let clerk = instance.builder().token_cache_capacity(0).build().unwrap();
    clerk.warm().await.unwrap();
    instance.switch(false);
    instance.advance(Duration::from_secs(20 * 60));
    clerk.verify_token(&instance.token()).await.unwrap();
    instance.hang();
    instance.advance(Duration::from_secs(60));
    let token = instance.token();
    let verified = tokio::time::timeout(Duration::from_secs(2), clerk.verify_token(&token));
    verified.await.unwrap().unwrap();
}

#[tokio::test]
async fn keys_come_from_a_public_address_without_the_secret_key() {
    let told_the_secret = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&told_the_secret);
    let keys = get(move |headers: HeaderMap| {
        let has_credential = headers.contains_key(header::AUTHORIZATION);
        told.lock().unwrap().push(has_credential);
        async { Json(SigningKey::instance().jwks()) }
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/jwks.json", listener.local_addr().unwrap());
    let elsewhere = Router::new().route("/jwks.json", keys);
    tokio::spawn(axum::serve(listener, elsewhere).into_future());

    let instance = Instance::start().await;
    let clerk = instance.builder().jwks_url(url).build().unwrap();
    clerk.verify_token(&instance.token()).await.unwrap();
    assert_eq!(*told_the_secret.lock().unwrap(), [false]);
    assert!(instance.asked_ms().is_empty());
}

#[tokio::test]
async fn the_first_miss_asks_again_at_once() {
    let instance = Instance::start().await;
    let clerk = instance.builder().build().unwrap();
    clerk.warm().await.unwrap();
    let token = rotate(&instance, "ins_new");
    clerk.verify_token(&token).await.unwrap();

    // The old key has been taken out of service.
    let error = clerk.verify_token(&instance.token()).await.unwrap_err();
    assert_eq!(reason(&error), Some(TokenReason::JwkKidMismatch));
}

#[tokio::test]
async fn many_cold_requests_share_one_fetch() {
    let instance = Instance::start().await;
    let clerk = instance.builder().build().unwrap();
    let token = instance.token();
    let verifications: Vec<_> = (0..50)
        .map(|_| {
            let (clerk, token) = (clerk.clone(), token.clone());
            tokio::spawn(async move { clerk.verify_token(&token).await.is_ok() })
        })
        .collect();
    for verification in verifications {
        assert!(verification.await.unwrap());
    }
    assert_eq!(instance.asked_ms().len(), 1);
}

#[tokio::test]
async fn while_the_endpoint_is_down_known_keys_still_verify_up_to_the_hard_age() {
    let instance = Instance::start().await;
    let clerk = instance.builder().token_cache_capacity(0).build().unwrap();
    clerk.warm().await.unwrap();
    instance.switch(false);
    // Fresh, aging, and stale.
    for minutes in [1, 6, 20, 60, 600] {
        instance.advance(Duration::from_secs(minutes * 60));
        clerk.verify_token(&instance.token()).await.unwrap();
    }
    instance.advance(Duration::from_secs(24 * 60 * 60));
    let error = clerk.verify_token(&instance.token()).await.unwrap_err();
    assert!(error.is_key_outage());

    instance.switch(true);
    instance.advance(Duration::from_secs(2));
    clerk.verify_token(&instance.token()).await.unwrap();
}

#[tokio::test]
async fn an_unknown_kid_during_an_outage_is_not_called_a_mismatch() {
    let instance = Instance::start().await;
    let clerk = instance.builder().build().unwrap();
    clerk.warm().await.unwrap();
    instance.switch(false);
    for _ in 0..3 {
        let error = clerk
            .verify_token(&token_with_kid("ins_new"))
            .await
            .unwrap_err();
        assert!(error.is_key_outage(), "{error}");
    }
}

#[tokio::test]
async fn a_key_set_that_has_aged_is_replaced() {
    let instance = Instance::start().await;
    let clerk = instance.builder().token_cache_capacity(0).build().unwrap();
    clerk.warm().await.unwrap();
    let mut keys = SigningKey::other().jwks();
    keys["keys"][0]["kid"] = json!(KID);
    instance.serve(keys);
    instance.advance(Duration::from_secs(11 * 60));
    let error = clerk.verify_token(&instance.token()).await.unwrap_err();
    assert_eq!(reason(&error), Some(TokenReason::InvalidSignature));
}

async fn status_during_outage(answer: KeyOutage) -> (StatusCode, bool) {
    let instance = Instance::start().await;
    instance.switch(false);
    let clerk = instance.builder().key_outage(answer).build().unwrap();
    let router = Router::new()
        .route("/", get(|| async { "hello" }))
        .layer(ClerkLayer::new(clerk));
    let request = Request::builder()
        .uri("/")
        .header("host", "app.example.com")
        .header("authorization", format!("Bearer {}", instance.token()))
        .body(Body::empty())
        .unwrap();
    let response = router.oneshot(request).await.unwrap();
    (
        response.status(),
        response.headers().contains_key("retry-after"),
    )
}

#[tokio::test]
async fn an_outage_signs_nobody_out_if_so_configured() {
    assert_eq!(
        status_during_outage(KeyOutage::Unavailable).await,
        (StatusCode::SERVICE_UNAVAILABLE, true)
    );
    assert_eq!(
        status_during_outage(KeyOutage::SignedOut).await,
        (StatusCode::OK, false)
    );
}

#[tokio::test]
async fn the_state_of_the_keys_is_told_as_it_is() {
    let instance = Instance::start().await;
    let clerk = instance.builder().build().unwrap();
    let status = || (clerk.key_status().age, clerk.key_status().last_fetch_failed);
    assert_eq!(status(), (KeyAge::Missing, false));
    clerk.warm().await.unwrap();
    assert_eq!(status(), (KeyAge::Warm, false));
    instance.switch(false);
    instance.advance(Duration::from_secs(10 * 60));
    clerk.verify_token(&instance.token()).await.unwrap();
    assert_eq!(status(), (KeyAge::Stale, true));
    instance.advance(Duration::from_secs(24 * 60 * 60));
    assert_eq!(status(), (KeyAge::Missing, true));
    instance.switch(true);
    clerk.warm().await.unwrap();
    assert_eq!(status(), (KeyAge::Warm, false));
}
