//! A person's sessions on all devices.

use axum::extract::{Path, State};
use axum::routing::{get, post};
use axum::{Json, Router};

use super::{Answer, require_fresh, view_answer};
use crate::app::Shared;
use crate::errors::ApiError;
use crate::ids::SessionId;
use crate::resources::{Artist, SessionWithActivities};
use crate::state::{Session, SessionStatus};
use crate::visitor::Visitor;

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/v1/me/sessions/active", get(active))
        .route("/v1/me/sessions/{id}/revoke", post(revoke))
}

/// A bare array, without an envelope.
async fn active(
    State(app): State<Shared>,
    visitor: Visitor,
) -> Result<Json<Vec<SessionWithActivities>>, ApiError> {
    let now = app.clock.now();
    let mut sessions: Vec<Session> = app.store.read(|state| {
        let caller = visitor.session(state, None, now)?;
        let sessions = state.active_sessions_of_user(&caller.user, now);
        Ok::<_, ApiError>(sessions.cloned().collect())
    })?;
    sessions.sort_by_key(|session| -session.last_active_at);
    let artist = Artist::for_visitor(&app, &visitor, now);
    let drawn = sessions
        .iter()
        .map(|session| artist.session_with_activities(session));
    Ok(Json(drawn.collect()))
}

/// Ends a session of the same person on any device. The answer carries the device, because the
/// component merges it into its row.
async fn revoke(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Answer<SessionWithActivities>, ApiError> {
    let id = SessionId::from(id);
    let now = app.clock.now();
    let (view, session) = visitor
        .change(&app, |state| {
            let caller = visitor.session(state, None, now)?;
            require_fresh(state, &caller, now)?;
            state
                .sessions
                .get(&id)
                .filter(|session| session.user_id == caller.user)
                .ok_or_else(ApiError::not_found)?;
            let session = state.close_session(&id, SessionStatus::Revoked, now)?;
            let session = session.clone();
            state.client_mut(&caller.client)?.touch(now);
            Ok::<_, ApiError>((state.view(&caller.client, now)?, session))
        })
        .await?;
    view_answer(&app, &visitor, now, &view, |artist| {
        Ok(artist.session_with_activities(&session))
    })
}
