//! The control API: levers for tests. It answers programs on this machine only.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use crate::app::Shared;
use crate::clock::SECOND;
use crate::errors::ApiError;
use crate::guard;
use crate::ids::SessionId;
use crate::resources::Artist;
use crate::seed;
use crate::state::Mail;
use crate::visitor::Via;

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/control/reset", post(reset))
        .route("/control/clock", post(move_clock))
        .route("/control/mails", get(mails))
        .route("/control/sessions/{id}/tokens", post(mint))
        .layer(axum::middleware::from_fn(guard::require_local_program))
}

/// Forgets everybody but the personas, and every mail; returns to the wall clock.
async fn reset(State(app): State<Shared>) -> Result<StatusCode, ApiError> {
    app.clock.reset();
    seed::reset(&app.store, app.clock.now())
        .await
        .map_err(|error| ApiError::internal(&error))?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct MoveClock {
    /// Added to the present shift; negative goes back.
    advance_seconds: i64,
}

#[derive(Serialize)]
struct Now {
    /// Unix milliseconds.
    now: i64,
}

/// Moves the time of the stand-in, e.g. past the end of a session.
async fn move_clock(State(app): State<Shared>, Json(body): Json<MoveClock>) -> Json<Now> {
    app.clock
        .advance(body.advance_seconds.saturating_mul(SECOND));
    Json(Now {
        now: app.clock.now(),
    })
}

async fn mails(State(app): State<Shared>) -> Json<Vec<Mail>> {
    Json(
        app.store
            .read(|state| state.mails.iter().rev().cloned().collect()),
    )
}

#[derive(Deserialize)]
struct Mint {
    #[serde(default)]
    issued_ago_seconds: i64,
}

#[derive(Serialize)]
struct Minted {
    jwt: String,
}

/// A genuine token of a session, as if it had been issued some time ago.
async fn mint(
    State(app): State<Shared>,
    Path(id): Path<String>,
    Json(body): Json<Mint>,
) -> Result<Json<Minted>, ApiError> {
    let id = SessionId::from(id);
    let (session, user) = app.store.read(|state| {
        let session = state.sessions.get(&id).ok_or_else(ApiError::not_found)?;
        Ok::<_, ApiError>((session.clone(), state.user(&session.user_id)?.clone()))
    })?;
    let via = Via::configured(&app);
    let ago = body.issued_ago_seconds.saturating_mul(SECOND);
    let artist = Artist::for_server(&app, &via, app.clock.now().saturating_sub(ago));
    Ok(Json(Minted {
        jwt: artist.token(&session, &user)?.jwt,
    }))
}
