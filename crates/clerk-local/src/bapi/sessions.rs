//! Sessions, for the application's server.

use axum::extract::{Path, State};
use axum::routing::{get, post};
use axum::{Json, Router};

use crate::app::{App, Shared};
use crate::errors::ApiError;
use crate::ids::SessionId;
use crate::resources::{Artist, SessionWithActivities};
use crate::state::{Session, SessionStatus};
use crate::visitor::Via;

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/v1/sessions/{id}", get(read))
        .route("/v1/sessions/{id}/revoke", post(revoke))
}

async fn read(
    State(app): State<Shared>,
    Path(id): Path<String>,
) -> Result<Json<SessionWithActivities>, ApiError> {
    let id = SessionId::from(id);
    let session = app
        .store
        .read(|state| state.sessions.get(&id).cloned())
        .ok_or_else(ApiError::not_found)?;
    Ok(draw(&app, &session))
}

async fn revoke(
    State(app): State<Shared>,
    Path(id): Path<String>,
) -> Result<Json<SessionWithActivities>, ApiError> {
    let id = SessionId::from(id);
    let now = app.clock.now();
    let session = app
        .store
        .change(|state| {
            state
                .close_session(&id, SessionStatus::Revoked, now)
                .cloned()
        })
        .await?;
    Ok(draw(&app, &session))
}

fn draw(app: &App, session: &Session) -> Json<SessionWithActivities> {
    let via = Via::configured(app);
    let artist = Artist::for_server(app, &via, app.clock.now());
    Json(artist.session_with_activities(session))
}
