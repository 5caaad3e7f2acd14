//! How long it takes to know who is asking: verifying a token for the first time and again, and the
//! whole layer around a handler that does nothing.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up says so")]

#[path = "../tests/it/support.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod support;

use std::hint::black_box;
use std::time::{Duration, UNIX_EPOCH};

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use clerk::{Clerk, ClerkBuilder, ClerkLayer, InstanceType, PublishableKey, SignedIn};
use criterion::{Criterion, criterion_group, criterion_main};
use http::Request;
use serde_json::json;
use support::{SigningKey, session_claims};
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

const NOW: i64 = 1_800_000_000;
const HOST: &str = "clerk.example.com";

/// Every check that there is.
fn builder() -> ClerkBuilder {
    let key = PublishableKey::for_frontend_api(InstanceType::Production, HOST).unwrap();
    Clerk::builder()
        .publishable_key(key.as_str())
        .secret_key("sk_live_secret")
        .jwt_key(SigningKey::instance().public_pem())
        .authorized_parties(["http://localhost:3000"])
        .issuer([format!("https://{HOST}")])
        .clock(|| UNIX_EPOCH + Duration::from_secs(NOW.unsigned_abs()))
}

/// A token as Clerk makes them today: version 2, with an organization.
fn token() -> String {
    let mut claims = session_claims(NOW);
    let more = json!({
        "v": 2, "sts": "active", "fva": [3, -1], "fea": "o:posts,u:chat", "pla": "o:pro",
        "o": {"id": "org_1", "slg": "acme", "rol": "admin", "per": "read,manage", "fpm": "3"},
    });
    claims
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    SigningKey::instance().token(&claims)
}

fn tokens(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let token = token();
    for (name, capacity) in [
        ("verify a token never seen", 0),
        ("verify a token seen before", 100),
    ] {
        let clerk = builder().token_cache_capacity(capacity).build().unwrap();
        criterion.bench_function(name, |bench| {
            bench
                .to_async(&runtime)
                .iter(|| async { clerk.verify_token(black_box(&token)).await.unwrap() });
        });
    }
}

async fn handler(user: SignedIn) -> String {
    user.user_id
}

fn layer(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let token = token();
    let key = PublishableKey::for_frontend_api(InstanceType::Production, HOST).unwrap();
    let suffix = key.cookie_suffix();
    let cookie = format!(
        "theme=dark; __client_uat={NOW}; __client_uat_{suffix}={NOW}; __session={token}; __session_{suffix}={token}"
    );
    let page = [
        ("cookie", cookie),
        ("sec-fetch-dest", "document".to_owned()),
        ("accept", "text/html,application/xhtml+xml".to_owned()),
        ("user-agent", "Mozilla/5.0 (X11; Linux x86_64)".to_owned()),
    ];
    let bearer = [("authorization", format!("Bearer {token}"))];
    for (state, capacity) in [("fresh", 0), ("cached", 100)] {
        let clerk = builder().token_cache_capacity(capacity).build().unwrap();
        let protected: Router = Router::new()
            .route("/", get(handler))
            .layer(ClerkLayer::new(clerk));
        let bare: Router = Router::new().route("/", get(|| async { "user_12345".to_owned() }));
        let mut measure = |name: &str, router: &Router, headers: &[(&str, String)]| {
            criterion.bench_function(&format!("{name}, {state}"), |bench| {
                bench.to_async(&runtime).iter(|| {
                    let mut request = Request::builder().uri("/").header("host", "localhost:3000");
                    for (name, value) in headers {
                        request = request.header(*name, value);
                    }
                    let request = request.body(Body::empty()).unwrap();
                    let router = router.clone();
                    async move {
                        let response = router.oneshot(request).await.unwrap();
                        assert_eq!(response.status(), 200);
                        response
                    }
                });
            });
        };
        measure("layer, page with cookies", &protected, &page);
        measure("layer, bearer", &protected, &bearer);
        measure("router without layer, page with cookies", &bare, &page);
    }
}

criterion_group!(benches, tokens, layer);
criterion_main!(benches);
