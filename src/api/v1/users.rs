use axum::Json;
use utoipa_axum::routes;

use crate::{api::Route, auth::CurrentUser, domain::user::User};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::person(routes!(me)),
        Route::person(routes!(me_under_its_old_address)),
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
