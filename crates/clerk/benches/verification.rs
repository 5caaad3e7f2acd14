//! How long it takes to know who is asking: verifying a token for the first time and again, and the
//! whole layer around a handler that does nothing.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up says so")]

#[path = "../tests/it/support.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod support;

use std::hint::black_box;
use std::time::{Duration, Instant, UNIX_EPOCH};

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

type Headers = Vec<(&'static str, String)>;

/// What a browser sends with a navigation.
fn page_headers() -> Headers {
    let token = token();
    let key = PublishableKey::for_frontend_api(InstanceType::Production, HOST).unwrap();
    let suffix = key.cookie_suffix();
    let cookie = format!(
        "theme=dark; __client_uat={NOW}; __client_uat_{suffix}={NOW}; __session={token}; __session_{suffix}={token}"
    );
    vec![
        ("cookie", cookie),
        ("sec-fetch-dest", "document".to_owned()),
        ("accept", "text/html,application/xhtml+xml".to_owned()),
        ("user-agent", "Mozilla/5.0 (X11; Linux x86_64)".to_owned()),
    ]
}

fn bearer_headers() -> Headers {
    vec![("authorization", format!("Bearer {}", token()))]
}

fn request(headers: &[(&str, String)]) -> Request<Body> {
    let mut request = Request::builder().uri("/").header("host", "localhost:3000");
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    request.body(Body::empty()).unwrap()
}

async fn handler(user: SignedIn) -> String {
    user.user_id
}

fn layer(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let (page, bearer) = (page_headers(), bearer_headers());
    for (state, capacity) in [("fresh", 0), ("cached", 100)] {
        let clerk = builder().token_cache_capacity(capacity).build().unwrap();
        let protected: Router = Router::new()
            .route("/", get(handler))
            .layer(ClerkLayer::new(clerk));
        let bare: Router = Router::new().route("/", get(|| async { "user_12345".to_owned() }));
        let mut measure = |name: &str, router: &Router, headers: &[(&str, String)]| {
            criterion.bench_function(&format!("{name}, {state}"), |bench| {
                bench.to_async(&runtime).iter(|| {
                    let request = request(headers);
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

const SAMPLES: usize = 20_000;

/// Every single request on the clock, since Criterion's means say nothing of the slowest.
#[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
fn percentiles(_: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    for (state, capacity) in [("fresh", 0), ("cached", 100)] {
        let clerk = builder().token_cache_capacity(capacity).build().unwrap();
        let router: Router = Router::new()
            .route("/", get(handler))
            .layer(ClerkLayer::new(clerk));
        for (name, headers) in [
            ("page with cookies", page_headers()),
            ("bearer", bearer_headers()),
        ] {
            let mut times: Vec<Duration> = (0..SAMPLES)
                .map(|_| {
                    let (router, request) = (router.clone(), request(&headers));
                    let begin = Instant::now();
                    let response = runtime.block_on(router.oneshot(request)).unwrap();
                    let time = begin.elapsed();
                    assert_eq!(response.status(), 200);
                    time
                })
                .collect();
            times.sort_unstable();
            let percentile = |share: usize| {
                times
                    .get(SAMPLES * share / 100)
                    .copied()
                    .unwrap_or_default()
            };
            println!(
                "layer, {name}, {state}: p50 {:?}, p99 {:?} of {SAMPLES} requests",
                percentile(50),
                percentile(99),
            );
        }
    }
}

criterion_group!(benches, tokens, layer, percentiles);
criterion_main!(benches);
