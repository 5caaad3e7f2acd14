//! The Frontend API: what clerk-js calls, through the application's proxy.

mod answer;
mod client;
mod environment;
mod handshake;
mod me;
mod oauth;
mod session;
mod sign_in;
mod sign_up;

use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};

use crate::app::Shared;
use crate::guard;
use crate::levers;
use crate::tokens::JwkSet;

pub(crate) use answer::{Answer, view_answer};

pub(crate) fn router(app: &Shared) -> Router<Shared> {
    Router::new()
        .merge(environment::router())
        .merge(client::router())
        .merge(session::router())
        .merge(sign_in::router())
        .merge(sign_up::router())
        .merge(oauth::router())
        .merge(handshake::router())
        .merge(me::router())
        .layer(axum::middleware::from_fn_with_state(
            Arc::clone(app),
            guard::require_own_origin,
        ))
        .layer(axum::middleware::from_fn_with_state(
            Arc::clone(app),
            levers::frontend_api,
        ))
        .route(
            "/.well-known/jwks.json",
            get(jwks).layer(axum::middleware::from_fn_with_state(
                Arc::clone(app),
                levers::jwks,
            )),
        )
}

async fn jwks(State(app): State<Shared>) -> Json<JwkSet> {
    Json(app.instance.jwks())
}
