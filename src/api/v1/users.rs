use axum::{Json, http::Method};

use crate::{api::Route, auth::CurrentUser, domain::user::User};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::person(Method::GET, "/api/v1/users/me", me),
        Route::person(Method::GET, "/api/auth/me", me),
    ]
}

/// The caller.
async fn me(user: CurrentUser) -> Json<User> {
    Json(user.into_user())
}
