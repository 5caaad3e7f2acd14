//! A webhook endpoint that keeps what it is sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use clerk::{Clerk, WebhookError, WebhookEvent};
use clerk_local::WebhookEndpoint;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

pub struct Endpoint {
    pub url: String,
    received: UnboundedReceiver<Received>,
    answer: Arc<AtomicU16>,
}

/// One delivery.
#[derive(Debug)]
pub struct Received {
    headers: HeaderMap,
    body: Bytes,
}

#[derive(Clone)]
struct Desk {
    received: UnboundedSender<Received>,
    answer: Arc<AtomicU16>,
}

impl Endpoint {
    pub async fn start() -> Self {
        let (sender, received) = unbounded_channel();
        let answer = Arc::new(AtomicU16::new(200));
        let desk = Desk {
            received: sender,
            answer: Arc::clone(&answer),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let router = Router::new().route("/hook", post(receive)).with_state(desk);
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            url,
            received,
            answer,
        }
    }

    /// As a setting of the stand-in; retries come a thousand times sooner.
    pub fn setting(&self) -> WebhookEndpoint {
        WebhookEndpoint {
            url: self.url.clone(),
            signing_secret: None,
            retry_speedup: 1000,
        }
    }

    /// Answers with `status` from now on.
    pub fn answer(&self, status: u16) {
        self.answer.store(status, Ordering::Relaxed);
    }

    /// The next delivery, within ten seconds.
    pub async fn next(&mut self) -> Received {
        tokio::time::timeout(Duration::from_secs(10), self.received.recv())
            .await
            .unwrap()
            .unwrap()
    }

    /// The types of the next `count` deliveries.
    pub async fn types(&mut self, count: usize) -> Vec<String> {
        let mut types = Vec::new();
        for _ in 0..count {
            types.push(self.next().await.kind());
        }
        types
    }

    /// Whether nothing came that was not taken.
    pub fn is_quiet(&mut self) -> bool {
        self.received.try_recv().is_err()
    }
}

async fn receive(State(desk): State<Desk>, headers: HeaderMap, body: Bytes) -> StatusCode {
    desk.received.send(Received { headers, body }).unwrap();
    StatusCode::from_u16(desk.answer.load(Ordering::Relaxed)).unwrap()
}

impl Received {
    pub fn payload(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn kind(&self) -> String {
        self.payload()["type"].as_str().unwrap().to_owned()
    }

    pub fn id(&self) -> &str {
        self.headers["svix-id"].to_str().unwrap()
    }

    /// What an application with this secret makes of it.
    pub fn verify(&self, secret: &str) -> Result<WebhookEvent, WebhookError> {
        let clerk = Clerk::builder()
            .publishable_key("pk_live_Y2xlcmsuZGVhbC1icmFpbi5sb2NhbGhvc3Qk")
            .secret_key("sk_live_x")
            .webhook_signing_secrets([secret])
            .build()
            .unwrap();
        clerk.webhooks().verify(&self.headers, &self.body)
    }
}
