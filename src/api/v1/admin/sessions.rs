use axum::{Json, extract::State};
use utoipa_axum::routes;

use crate::{
    api::{Route, extract::Path, list::List},
    auth::{AdminUser, ClerkSessions},
    domain::{
        session::{OwnSession, SignedOut},
        user::UserId,
    },
    error::{Envelope, Error},
    service::admin::{people, sessions},
    state::AppState,
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::admin(routes!(list_sessions)),
        Route::admin(routes!(end_session)),
        Route::admin(routes!(end_all_sessions)),
    ]
}

/// Where a person is signed in.
#[utoipa::path(get, path = "/api/v1/admin/users/{id}/sessions", tag = "admin",
    params(("id" = i64, Path, description = "The person.")),
    responses((status = 200, body = List<OwnSession>),
        (status = 502, body = Envelope, description = "Clerk could not be asked.")))]
async fn list_sessions(
    admin: AdminUser,
    State(state): State<AppState>,
    Path(id): Path<UserId>,
) -> Result<Json<List<OwnSession>>, Error> {
    let mut tx = admin.begin(&state.db).await?;
    let person = people::get(&mut tx, id).await?;
    drop(tx);
    let sessions = sessions::list(&ClerkSessions(state.clerk.api()), &person).await?;
    Ok(Json(List::whole(sessions)))
}

/// Ends one of a person's sessions.
#[utoipa::path(delete, path = "/api/v1/admin/users/{id}/sessions/{session_id}", tag = "admin",
    params(("id" = i64, Path, description = "The person."),
        ("session_id" = String, Path, description = "Clerk's id of the session.")),
    responses((status = 200, body = SignedOut),
        (status = 502, body = Envelope, description = "Clerk did not end it.")))]
async fn end_session(
    admin: AdminUser,
    State(state): State<AppState>,
    Path((id, session_id)): Path<(UserId, String)>,
) -> Result<Json<SignedOut>, Error> {
    end(&admin, &state, id, Some(&session_id)).await
}

/// Ends all of a person's sessions.
#[utoipa::path(post, path = "/api/v1/admin/users/{id}/sign-out-everywhere", tag = "admin",
    params(("id" = i64, Path, description = "The person.")),
    responses((status = 200, body = SignedOut),
        (status = 502, body = Envelope, description = "Clerk did not end any of them.")))]
async fn end_all_sessions(
    admin: AdminUser,
    State(state): State<AppState>,
    Path(id): Path<UserId>,
) -> Result<Json<SignedOut>, Error> {
    end(&admin, &state, id, None).await
}

async fn end(
    admin: &AdminUser,
    state: &AppState,
    id: UserId,
    only: Option<&str>,
) -> Result<Json<SignedOut>, Error> {
    let keeper = ClerkSessions(state.clerk.api());
    let mut tx = admin.begin(&state.db).await?;
    let person = people::get(&mut tx, id).await?;
    let outcome = sessions::end(&keeper, &state.db, tx, &person, only, None).await?;
    Ok(Json(outcome))
}
