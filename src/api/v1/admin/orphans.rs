use axum::{Json, extract::State};
use utoipa_axum::routes;

use crate::{
    api::{
        Route,
        extract::{self, Query},
    },
    auth::AdminUser,
    db::Db,
    domain::admin::{Assigned, Assignment, OrphansAsked, OrphansPage},
    error::Error,
    service::admin::orphans,
};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::admin(routes!(list)), Route::admin(routes!(assign))]
}

/// Rows of nobody's, from before people had accounts.
#[utoipa::path(get, path = "/api/v1/admin/orphans", tag = "admin", params(OrphansAsked),
    responses((status = 200, body = OrphansPage)))]
async fn list(
    admin: AdminUser,
    State(db): State<Db>,
    Query(asked): Query<OrphansAsked>,
) -> Result<Json<OrphansPage>, Error> {
    let mut tx = admin.begin(&db).await?;
    Ok(Json(orphans::list(&mut tx, &asked).await?))
}

/// Gives them an owner. Others who used one keep a copy; a row that has an owner by now is left alone.
#[utoipa::path(post, path = "/api/v1/admin/orphans/assign", tag = "admin", request_body = Assignment,
    responses((status = 200, body = Assigned)))]
async fn assign(
    admin: AdminUser,
    State(db): State<Db>,
    extract::Json(wanted): extract::Json<Assignment>,
) -> Result<Json<Assigned>, Error> {
    let mut tx = admin.begin(&db).await?;
    let assigned = orphans::assign(&mut tx, &wanted).await?;
    tx.commit().await?;
    Ok(Json(assigned))
}
