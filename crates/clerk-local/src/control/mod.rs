//! The control API: levers for tests. It answers programs on this machine only.

mod webhooks;

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use crate::app::Shared;
use crate::clock::SECOND;
use crate::errors::ApiError;
use crate::guard;
use crate::ids::{SessionId, UserId};
use crate::levers::Outages;
use crate::resources::Artist;
use crate::seed;
use crate::state::{Mail, NewUser, State as Memory, Verification};
use crate::tokens::JwkSet;
use crate::visitor::Via;
use crate::webhooks::Cause;

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/control/reset", post(reset))
        .route("/control/clock", post(move_clock))
        .route("/control/mails", get(mails))
        .route("/control/sessions/{id}/tokens", post(mint))
        .route("/control/sessions/{id}/verification", post(age))
        .route("/control/people", post(add_people))
        .route("/control/keys/rotate", post(rotate_key))
        .route("/control/outages", get(outages).put(set_outages))
        .merge(webhooks::router())
        .layer(axum::middleware::from_fn(guard::require_local_program))
}

/// Forgets everybody but the personas, every mail and every message; returns to the wall clock;
/// everything is up, and webhooks are delivered.
async fn reset(State(app): State<Shared>) -> Result<StatusCode, ApiError> {
    app.clock.reset();
    app.levers.set_outages(Outages::default());
    seed::reset(&app.store, app.clock.now())
        .await
        .map_err(|error| ApiError::internal(&error))?;
    if let Some(courier) = &app.courier {
        courier.release();
    }
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct MoveClock {
    /// Added to the present shift; negative goes back.
    advance_seconds: i64,
    /// How far the clock of tokens alone is ahead.
    tokens_ahead_seconds: Option<i64>,
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
    if let Some(ahead) = body.tokens_ahead_seconds {
        app.clock.shift_tokens(ahead.saturating_mul(SECOND));
    }
    Json(Now {
        now: app.clock.now(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Age {
    ago_seconds: i64,
}

/// Lets a session's person have shown some time ago who they are, so that what matters asks again.
async fn age(
    State(app): State<Shared>,
    Path(id): Path<String>,
    Json(body): Json<Age>,
) -> Result<StatusCode, ApiError> {
    let id = SessionId::from(id);
    let ago = body.ago_seconds.saturating_mul(SECOND);
    let at = app.clock.now().saturating_sub(ago);
    app.store
        .change(|state| {
            state.session_mut(&id)?.verified_at = at;
            Ok::<_, ApiError>(())
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct AddPeople {
    count: u32,
    /// Whether the application is told.
    quietly: bool,
}

/// Makes many people at once, without passwords.
async fn add_people(
    State(app): State<Shared>,
    Json(wanted): Json<AddPeople>,
) -> Result<Json<Vec<UserId>>, ApiError> {
    let now = app.clock.now();
    let add = |state: &mut Memory| {
        let known = state.users.len();
        let added = (1..=wanted.count as usize).map(|number| {
            let number = known + number;
            let address = format!("person{number:06}+clerk_test@example.com");
            let new = NewUser {
                first_name: Some("Person".to_owned()),
                last_name: Some(format!("{number:06}")),
                emails: vec![(address, Verification::verified("admin", now))],
                ..NewUser::default()
            };
            state.add_user(new, now)
        });
        let added: Vec<UserId> = added.collect();
        if wanted.quietly {
            // Whatever else is news is lost with it; nothing else happens under the same lock.
            state.forget_news();
        }
        Ok(added)
    };
    Ok(Json(app.change(&Cause::default(), add).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RotateKey {
    /// Whether the old keys stay published.
    keep_old: bool,
}

/// Signs tokens with a new key from now on.
async fn rotate_key(
    State(app): State<Shared>,
    Json(wanted): Json<RotateKey>,
) -> Result<Json<JwkSet>, ApiError> {
    let rotating = Arc::clone(&app);
    tokio::task::spawn_blocking(move || rotating.instance.rotate_key(wanted.keep_old))
        .await
        .map_err(|error| ApiError::internal(&error))?
        .map_err(|error| ApiError::internal(&error))?;
    Ok(Json(app.instance.jwks()))
}

async fn outages(State(app): State<Shared>) -> Json<Outages> {
    Json(app.levers.outages())
}

/// Takes parts down or up again.
async fn set_outages(State(app): State<Shared>, Json(wanted): Json<Outages>) -> Json<Outages> {
    app.levers.set_outages(wanted);
    Json(wanted)
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
