use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use crate::{
    api::Route,
    auth::CurrentUser,
    db::Db,
    error::{Envelope, Error},
    service,
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::person(routes!(load)).costly(),
        Route::person(routes!(remove)),
    ]
}

/// How many offers there are now that were not.
#[derive(Serialize, ToSchema)]
struct Loaded {
    created: i64,
}

/// Keeps the sample offers: invented ones, marked as such, to try things with.
#[utoipa::path(post, path = "/api/v1/listings/sample", tag = "listings", responses(
    (status = 201, body = Loaded),
    (status = 403, body = Envelope, description = "The plan does not hold so many."),
    (status = 409, body = Envelope, description = "They are there already."),
))]
async fn load(
    user: CurrentUser,
    State(db): State<Db>,
) -> Result<(StatusCode, Json<Loaded>), Error> {
    let mut tx = user.begin(&db).await?;
    let created = service::samples::load(&mut tx).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(Loaded { created })))
}

/// How many offers are gone.
#[derive(Serialize, ToSchema)]
struct Removed {
    deleted: i64,
}

/// Takes all sample offers away. Other offers stay.
#[utoipa::path(delete, path = "/api/v1/listings/sample", tag = "listings",
    responses((status = 200, body = Removed)))]
async fn remove(user: CurrentUser, State(db): State<Db>) -> Result<Json<Removed>, Error> {
    let mut tx = user.begin(&db).await?;
    let deleted = service::samples::remove(&mut tx).await?;
    tx.commit().await?;
    Ok(Json(Removed { deleted }))
}
