use axum::{Json, extract::State};
use utoipa_axum::routes;

use crate::{
    api::{
        Route,
        extract::{self, Path},
        list::List,
    },
    auth::AdminUser,
    db::Db,
    domain::admin::{ApplicationSwitch, SwitchChange},
    error::Error,
    service::admin::switches,
};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::admin(routes!(list)), Route::admin(routes!(set))]
}

/// What is on or off for everybody.
#[utoipa::path(get, path = "/api/v1/admin/switches", tag = "admin",
    responses((status = 200, body = List<ApplicationSwitch>)))]
async fn list(
    admin: AdminUser,
    State(db): State<Db>,
) -> Result<Json<List<ApplicationSwitch>>, Error> {
    let mut tx = admin.begin(&db).await?;
    Ok(Json(List::whole(switches::list(&mut tx).await?)))
}

/// Switches something on or off for everybody.
#[utoipa::path(patch, path = "/api/v1/admin/switches/{name}", tag = "admin",
    params(("name" = String, Path, description = "What the switch is called.")), request_body = SwitchChange,
    responses((status = 200, body = ApplicationSwitch)))]
async fn set(
    admin: AdminUser,
    State(db): State<Db>,
    Path(name): Path<String>,
    extract::Json(change): extract::Json<SwitchChange>,
) -> Result<Json<ApplicationSwitch>, Error> {
    let mut tx = admin.begin(&db).await?;
    let switch = switches::set(&mut tx, &name, change.enabled).await?;
    tx.commit().await?;
    Ok(Json(switch))
}
