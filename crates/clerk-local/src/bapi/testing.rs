//! Tokens with which browser tests pass Clerk's bot protection; there is none here.

use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use serde::Serialize;

use crate::app::Shared;
use crate::clock::{HOUR, SECOND};
use crate::random;

#[derive(Serialize)]
struct TestingTokenResource {
    object: &'static str,
    token: String,
    /// Unix seconds.
    expires_at: i64,
}

pub(super) fn router() -> Router<Shared> {
    Router::new().route("/v1/testing_tokens", post(create))
}

/// Any token passes, so none is kept.
async fn create(State(app): State<Shared>) -> Json<TestingTokenResource> {
    Json(TestingTokenResource {
        object: "testing_token",
        token: random::alphanumeric(40),
        expires_at: (app.clock.now() + HOUR) / SECOND,
    })
}
