use axum::{Json, extract::State};
use utoipa_axum::routes;

use crate::{
    api::Route,
    auth::{ClerkSessions, CurrentUser},
    domain::{session::SignedOut, user::User},
    error::{Envelope, Error},
    service,
    state::AppState,
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::person(routes!(me)),
        Route::person(routes!(me_under_its_old_address)),
        Route::person(routes!(sign_out_everywhere)),
    ]
}

/// The caller.
#[utoipa::path(get, path = "/api/v1/users/me", tag = "users", responses((status = 200, body = User)))]
async fn me(user: CurrentUser) -> Json<User> {
    Json(user.into_user())
}

/// The caller, under the address of the first version.
#[utoipa::path(get, path = "/api/auth/me", tag = "users", responses((status = 200, body = User)))]
async fn me_under_its_old_address(user: CurrentUser) -> Json<User> {
    me(user).await
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
    let outcome = service::sessions::end_all(&clerk, &state.db, user.user()).await?;
    Ok(Json(outcome))
}
