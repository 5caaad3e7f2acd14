//! Sessions of the browser that asks.

mod verify;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};

use super::{Answer, view_answer};
use crate::app::{App, Shared};
use crate::errors::ApiError;
use crate::ids::SessionId;
use crate::resources::{Artist, SessionResource};
use crate::state::{ClientView, SessionStatus};
use crate::visitor::Visitor;

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/v1/client/sessions/{id}", get(read))
        .route("/v1/client/sessions/{id}/touch", post(touch))
        .route("/v1/client/sessions/{id}/end", post(end))
        .route("/v1/client/sessions/{id}/remove", post(remove))
        .route("/v1/client/sessions/{id}/tokens", post(token))
        .route("/v1/client/sessions/{id}/tokens/{template}", post(template))
        .merge(verify::router())
}

async fn read(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Answer<SessionResource>, ApiError> {
    let now = app.clock.now();
    let id = SessionId::from(id);
    let view = app.store.change_in_memory(|state| {
        let caller = visitor.session(state, Some(&id), now)?;
        state.view(&caller.client, now)
    })?;
    draw(&Artist::for_visitor(&app, &visitor, now), &view, &id).map(Answer::read)
}

/// Marks the session as used; also the first call after signing in, which clerk-js needs answered
/// by the session and the browser.
async fn touch(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Answer<SessionResource>, ApiError> {
    let now = app.clock.now();
    let id = SessionId::from(id);
    let view = app.store.change_in_memory(|state| {
        let caller = visitor.session(state, Some(&id), now)?;
        if let Some(session) = state.sessions.get_mut(&caller.session) {
            session.last_active_at = now;
            session.updated_at = now;
        }
        state.user_mut(&caller.user)?.last_active_at = Some(now);
        state.client_mut(&caller.client)?.touch(now);
        state.view(&caller.client, now)
    })?;
    view_answer(&app, &visitor, now, &view, |artist| {
        draw(artist, &view, &id)
    })
}

fn draw(
    artist: &Artist<'_>,
    view: &ClientView,
    id: &SessionId,
) -> Result<SessionResource, ApiError> {
    let (session, user) = view
        .sessions
        .iter()
        .find(|(session, _)| session.id == *id)
        .ok_or_else(ApiError::not_found)?;
    artist.session(session, user)
}

async fn end(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    close(&app, &visitor, id, SessionStatus::Ended).await
}

async fn remove(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    close(&app, &visitor, id, SessionStatus::Removed).await
}

/// A browser has one session, so closing it signs the browser out.
async fn close(
    app: &App,
    visitor: &Visitor,
    id: String,
    status: SessionStatus,
) -> Result<Response, ApiError> {
    let now = app.clock.now();
    let id = SessionId::from(id);
    let (view, session, user) = visitor
        .change(app, |state| {
            let caller = visitor.session(state, Some(&id), now)?;
            state.sign_out(&caller.client, status, now)?;
            let user = state.user(&caller.user)?.clone();
            let session = state.sessions.get(&id).ok_or_else(ApiError::not_found)?;
            let session = session.clone();
            let view = state.view(&caller.client, now)?;
            Ok::<_, ApiError>((view, session, user))
        })
        .await?;
    let answer = view_answer(app, visitor, now, &view, |artist| {
        artist.session(&session, &user)
    })?;
    Ok(answer.into_response())
}

/// A fresh token. The answer has no envelope, and never an empty token: clerk-js would take that
/// for signed in.
async fn token(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    mint(&app, &visitor, &SessionId::from(id))
}

/// Templates are not configured here; Clerk's answer for an unknown one.
async fn template(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((id, _template)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let now = app.clock.now();
    let id = SessionId::from(id);
    app.store
        .read(|state| visitor.session(state, Some(&id), now))?;
    Err(ApiError::not_found())
}

fn mint(app: &App, visitor: &Visitor, id: &SessionId) -> Result<Response, ApiError> {
    let now = app.clock.now();
    let (session, user) = app.store.change_in_memory(|state| {
        let caller = visitor.session(state, Some(id), now)?;
        let session = state
            .sessions
            .get_mut(&caller.session)
            .ok_or_else(ApiError::authentication_invalid)?;
        session.last_active_at = now;
        let session = session.clone();
        let user = state.user(&session.user_id)?.clone();
        Ok::<_, ApiError>((session, user))
    })?;
    let token = Artist::for_visitor(app, visitor, now).token(&session, &user)?;
    let caching = [(header::CACHE_CONTROL, "no-store")];
    Ok((caching, Json(token)).into_response())
}
