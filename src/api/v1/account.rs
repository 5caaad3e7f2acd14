use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use crate::{
    api::{
        Route,
        extract::{self, Path},
        list::List,
    },
    auth::{ClerkPeople, ClerkSessions, CurrentUser, Fresh, Session},
    domain::{
        account::confirm,
        session::{OwnSession, SignedOut},
    },
    error::{Envelope, Error},
    service::{account, sessions},
    state::AppState,
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::person(routes!(list_sessions)),
        Route::person(routes!(end_session)),
        Route::person(routes!(sign_out_everywhere)),
        Route::person(routes!(delete)),
    ]
}

/// The caller's live sessions, the one that asks first.
#[utoipa::path(get, path = "/api/v1/users/me/sessions", tag = "users", responses(
    (status = 200, body = List<OwnSession>),
    (status = 502, body = Envelope, description = "Clerk, which keeps them, does not answer."),
))]
async fn list_sessions(
    user: CurrentUser,
    State(state): State<AppState>,
) -> Result<Json<List<OwnSession>>, Error> {
    let clerk = ClerkSessions(state.clerk.api());
    let items = sessions::list(&clerk, user.user(), user.session_id()).await?;
    Ok(Json(List::whole(items)))
}

/// Ends one of the caller's sessions, from its next request on.
#[utoipa::path(delete, path = "/api/v1/users/me/sessions/{id}", tag = "users",
    params(("id" = String, Path, description = "The session, `sess_…`.")),
    responses(
        (status = 204),
        (status = 502, body = Envelope, description = "Clerk did not end it; it lives on."),
    ))]
async fn end_session(
    user: CurrentUser,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let clerk = ClerkSessions(state.clerk.api());
    sessions::end_one(&clerk, &state.db, user.user(), &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends all of the caller's sessions, the one that asks included.
#[utoipa::path(post, path = "/api/v1/users/me/sign-out-everywhere", tag = "users", responses(
    (status = 200, body = SignedOut),
    (status = 502, body = Envelope, description = "Clerk did not end any of them."),
))]
async fn sign_out_everywhere(
    user: CurrentUser,
    State(state): State<AppState>,
) -> Result<Json<SignedOut>, Error> {
    let clerk = ClerkSessions(state.clerk.api());
    let outcome = sessions::end_all(&clerk, &state.db, user.user()).await?;
    Ok(Json(outcome))
}

/// Says that the caller means it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Farewell {
    /// `delete my account`.
    confirmation: String,
}

/// Deletes the caller, at Clerk and here. What they owned is held back for a while, out of
/// everybody's reach, and then purged. Asks for a proof of who is asking within the last ten minutes.
#[utoipa::path(delete, path = "/api/v1/users/me", tag = "users", request_body = Farewell, responses(
    (status = 204),
    (status = 409, body = Envelope, description = "`last_admin`: nobody would be left to administer."),
    (status = 502, body = Envelope, description = "Clerk did not delete them; nothing was changed."),
))]
async fn delete(
    user: CurrentUser,
    session: Session,
    _: Fresh,
    State(state): State<AppState>,
    extract::Json(farewell): extract::Json<Farewell>,
) -> Result<StatusCode, Error> {
    session.require_oneself()?;
    confirm(&farewell.confirmation).map_err(|error| Error::Invalid(vec![error]))?;
    let clerk = ClerkPeople(state.clerk.api());
    account::delete(&clerk, &state.db, user.user(), user.session_id()).await?;
    Ok(StatusCode::NO_CONTENT)
}
