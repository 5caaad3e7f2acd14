//! The Backend API: what the application's server calls with the secret key.

mod body;
mod paging;
mod sessions;
mod testing;
mod users;

use std::sync::Arc;

use axum::extract::{Query, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use crate::app::{Shared, header_text};
use crate::errors::ApiError;
use crate::levers;
use crate::tokens::JwkSet;

pub(crate) fn router(app: &Shared) -> Router<Shared> {
    Router::new()
        .route(
            "/v1/jwks",
            get(jwks).layer(axum::middleware::from_fn_with_state(
                Arc::clone(app),
                levers::jwks,
            )),
        )
        .route("/v1/clients/handshake_payload", get(handshake_payload))
        .merge(users::router())
        .merge(sessions::router())
        .merge(testing::router())
        .layer(axum::middleware::from_fn_with_state(
            Arc::clone(app),
            require_secret_key,
        ))
        .layer(axum::middleware::from_fn_with_state(
            Arc::clone(app),
            levers::backend_api,
        ))
}

async fn require_secret_key(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let key = header_text(request.headers(), AUTHORIZATION)
        .and_then(|value| value.strip_prefix("Bearer "));
    if key != Some(app.instance.secret_key.as_str()) {
        return ApiError::secret_key_invalid().into_response();
    }
    next.run(request).await
}

async fn jwks(State(app): State<Shared>) -> Json<JwkSet> {
    Json(app.instance.jwks())
}

#[derive(Deserialize)]
struct HandshakeQuery {
    nonce: String,
}

#[derive(Serialize)]
struct HandshakePayload {
    directives: Vec<String>,
}

/// Hands out the Set-Cookie directives of a handshake, once.
async fn handshake_payload(
    State(app): State<Shared>,
    Query(query): Query<HandshakeQuery>,
) -> Result<Json<HandshakePayload>, ApiError> {
    let now = app.clock.now();
    let directives = app
        .store
        .change_in_memory(|state| state.take_nonce(&query.nonce, now))
        .ok_or_else(ApiError::not_found)?;
    Ok(Json(HandshakePayload { directives }))
}
