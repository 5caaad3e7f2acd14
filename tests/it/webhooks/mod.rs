//! Clerk's messages, through the application's own door: signed as Clerk signs them.

mod answers;
mod effects;
mod failures;
mod fuzz;
mod order;
mod vectors;

use std::sync::atomic::{AtomicU64, Ordering};

use axum::{
    body::Body,
    http::{
        Method, Request,
        header::{CONTENT_TYPE, HOST},
    },
};
use base64::prelude::{BASE64_STANDARD, Engine};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::{Answer, App, WEBHOOK_SECRET, now};

pub const PATH: &str = "/api/webhooks/clerk";

/// A message as it stands on the wire.
#[derive(Clone, Debug)]
pub struct Delivery {
    pub id: String,
    pub timestamp: i64,
    pub signature: String,
    pub body: Vec<u8>,
}

impl Delivery {
    /// A message sent just now, with an id of its own.
    pub fn of(event: &Value) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        let id = format!("msg_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        Self::signed(&id, event.to_string().into_bytes())
    }

    pub fn signed(id: &str, body: Vec<u8>) -> Self {
        let timestamp = now().try_into().unwrap();
        Self {
            id: id.to_owned(),
            timestamp,
            signature: signature(WEBHOOK_SECRET, id, timestamp, &body),
            body,
        }
    }

    pub async fn send(&self, app: &App) -> Answer {
        let headers = [
            ("svix-id", self.id.clone()),
            ("svix-timestamp", self.timestamp.to_string()),
            ("svix-signature", self.signature.clone()),
        ];
        post(app, &headers, self.body.clone()).await
    }
}

pub async fn post(app: &App, headers: &[(&str, String)], body: Vec<u8>) -> Answer {
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(PATH)
        .header(HOST, "deals.example.com")
        .header(CONTENT_TYPE, "application/json");
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    app.send(request.body(Body::from(body)).unwrap()).await
}

/// As Svix signs.
pub fn signature(secret: &str, id: &str, timestamp: i64, body: &[u8]) -> String {
    let key = BASE64_STANDARD
        .decode(secret.trim_start_matches("whsec_"))
        .unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body);
    format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes()))
}

/// What Clerk would send of that object.
#[expect(
    clippy::needless_pass_by_value,
    reason = "callers write the data in place"
)]
pub fn event(kind: &str, data: Value) -> Value {
    let at = data["updated_at"].as_i64().unwrap_or(1_800_000_000_000);
    json!({
        "type": kind,
        "object": "event",
        "instance_id": "ins_1",
        "timestamp": at,
        "event_attributes": {"http_request": {"client_ip": "203.0.113.7", "user_agent": "test"}},
        "data": data,
    })
}

/// A user object of that version.
pub fn user(clerk_id: &str, version: i64, first_name: &str) -> Value {
    json!({
        "object": "user",
        "id": clerk_id,
        "first_name": first_name,
        "last_name": "Ashworth",
        "username": null,
        "image_url": "https://img.clerk.com/ada",
        "primary_email_address_id": "idn_1",
        "email_addresses": [{
            "id": "idn_1",
            "email_address": format!("{first_name}.{clerk_id}@example.com"),
            "verification": {"status": "verified", "strategy": "email_code"},
        }],
        "banned": false,
        "created_at": 1_800_000_000_000_i64,
        "updated_at": 1_800_000_000_000_i64 + version,
    })
}

pub fn deleted(clerk_id: &str) -> Value {
    event(
        "user.deleted",
        json!({"object": "user", "id": clerk_id, "deleted": true}),
    )
}

pub fn session(kind: &str, session_id: &str, clerk_id: &str) -> Value {
    let data = json!({
        "object": "session",
        "id": session_id,
        "user_id": clerk_id,
        "created_at": 1_800_000_000_000_i64,
        "updated_at": 1_800_000_005_000_i64,
    });
    event(kind, data)
}

/// The status that an accepted message is answered with.
#[track_caller]
pub fn status(answer: Answer) -> String {
    answer.expect(200).json()["status"]
        .as_str()
        .unwrap()
        .to_owned()
}
