//! An instance of Clerk for one test: a Backend API that counts and can be switched off, and a clock
//! that the test moves.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use clerk::{Clerk, ClerkBuilder, InstanceType, JwksPolicy, PublishableKey};
use http::StatusCode;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::support::{SigningKey, session_claims};

/// The time at which every test begins, in Unix seconds.
pub const START: i64 = 1_800_000_000;

#[derive(Clone)]
pub struct Instance {
    shared: Arc<Shared>,
    address: String,
}

struct Shared {
    now_ms: AtomicI64,
    is_up: AtomicBool,
    hangs: AtomicBool,
    keys: Mutex<Value>,
    /// When the keys were asked for, in milliseconds.
    asked_ms: Mutex<Vec<i64>>,
}

impl Instance {
    pub async fn start() -> Self {
        let shared = Arc::new(Shared {
            now_ms: AtomicI64::new(START * 1000),
            is_up: AtomicBool::new(true),
            hangs: AtomicBool::new(false),
            keys: Mutex::new(SigningKey::instance().jwks()),
            asked_ms: Mutex::default(),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/v1/jwks", axum::routing::get(serve_keys))
            .with_state(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { shared, address }
    }

    pub fn builder(&self) -> ClerkBuilder {
        let shared = Arc::clone(&self.shared);
        let mut policy = JwksPolicy::default();
        policy.retry_delay = Duration::from_millis(1);
        Clerk::builder()
            .publishable_key(publishable_key())
            .secret_key("sk_live_secret")
            .api_url(&self.address)
            .jwks_policy(policy)
            .clock(move || {
                let now = shared.now_ms.load(Ordering::SeqCst);
                UNIX_EPOCH + Duration::from_millis(now.unsigned_abs())
            })
    }

    pub fn advance(&self, time: Duration) {
        let milliseconds = i64::try_from(time.as_millis()).unwrap();
        self.shared.now_ms.fetch_add(milliseconds, Ordering::SeqCst);
    }

    pub fn now(&self) -> i64 {
        self.shared.now_ms.load(Ordering::SeqCst) / 1000
    }

    pub fn switch(&self, is_up: bool) {
        self.shared.is_up.store(is_up, Ordering::SeqCst);
    }

    /// From now on questions are taken, and never answered.
    pub fn hang(&self) {
        self.shared.hangs.store(true, Ordering::SeqCst);
    }

    pub fn serve(&self, keys: Value) {
        *self.shared.keys.lock().unwrap() = keys;
    }

    pub fn asked_ms(&self) -> Vec<i64> {
        self.shared.asked_ms.lock().unwrap().clone()
    }

    /// A token of a session that is active now.
    pub fn token(&self) -> String {
        SigningKey::instance().token(&session_claims(self.now()))
    }
}

async fn serve_keys(State(shared): State<Arc<Shared>>) -> Response {
    let now = shared.now_ms.load(Ordering::SeqCst);
    shared.asked_ms.lock().unwrap().push(now);
    if shared.hangs.load(Ordering::SeqCst) {
        std::future::pending::<()>().await;
    }
    if shared.is_up.load(Ordering::SeqCst) {
        axum::Json(shared.keys.lock().unwrap().clone()).into_response()
    } else {
        StatusCode::BAD_GATEWAY.into_response()
    }
}

pub fn publishable_key() -> String {
    PublishableKey::for_frontend_api(InstanceType::Production, "clerk.example.com")
        .unwrap()
        .to_string()
}

/// An instance that needs no network: the key is configured.
pub fn networkless() -> ClerkBuilder {
    Clerk::builder()
        .publishable_key(publishable_key())
        .secret_key("sk_live_secret")
        .jwt_key(SigningKey::instance().public_pem())
        .clock(|| UNIX_EPOCH + Duration::from_secs(START.unsigned_abs()))
}
