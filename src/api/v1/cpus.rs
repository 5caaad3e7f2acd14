use axum::{Json, extract::State, http::StatusCode};
use utoipa_axum::routes;

use crate::{
    api::{
        Route,
        extract::{self, Path, Query},
        list::{List, Part},
    },
    auth::{AdminUser, CurrentUser},
    db::Db,
    domain::cpu::{Cpu, CpuAsked, CpuDetail, CpuDraft, CpuEntry, CpuId},
    error::{Envelope, Error},
    service,
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::person(routes!(list)),
        Route::person(routes!(create)).costly(),
        Route::person(routes!(get)),
        Route::admin(routes!(update)),
        Route::admin(routes!(delete)),
    ]
}

/// Processors, with the caller's active offers for each.
#[utoipa::path(get, path = "/api/v1/cpus", tag = "catalogue", params(CpuAsked, Part),
    responses((status = 200, body = List<CpuEntry>)))]
async fn list(
    user: CurrentUser,
    State(db): State<Db>,
    Query(asked): Query<CpuAsked>,
    Query(part): Query<Part>,
) -> Result<Json<List<CpuEntry>>, Error> {
    let after = part.after()?.map(CpuId);
    let limit = part.limit()?;
    let mut tx = user.begin(&db).await?;
    let page = service::catalogue::cpus(&mut tx, &asked, after, limit).await?;
    Ok(Json(page.into()))
}

/// Adds a processor for everybody.
#[utoipa::path(post, path = "/api/v1/cpus", tag = "catalogue", request_body = CpuDraft,
    responses((status = 201, body = Cpu), (status = 409, body = Envelope, description = "There is one of this name.")))]
async fn create(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Json(draft): extract::Json<CpuDraft>,
) -> Result<(StatusCode, Json<Cpu>), Error> {
    let mut tx = user.begin(&db).await?;
    let cpu = service::catalogue::add_cpu(&mut tx, draft).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(cpu)))
}

/// A processor, with the caller's active offers and the prices to aim for.
#[utoipa::path(get, path = "/api/v1/cpus/{id}", tag = "catalogue",
    params(("id" = i64, Path, description = "The processor.")),
    responses((status = 200, body = CpuDetail)))]
async fn get(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<CpuId>,
) -> Result<Json<CpuDetail>, Error> {
    let mut tx = user.begin(&db).await?;
    Ok(Json(service::catalogue::cpu(&mut tx, id).await?))
}

/// Changes a processor for everybody.
#[utoipa::path(patch, path = "/api/v1/cpus/{id}", tag = "catalogue",
    params(("id" = i64, Path, description = "The processor.")), request_body = CpuDraft,
    responses((status = 200, body = Cpu), (status = 409, body = Envelope, description = "Another has this name, or it has changed since `if_updated_at`.")))]
async fn update(
    admin: AdminUser,
    State(db): State<Db>,
    Path(id): Path<CpuId>,
    extract::Json(draft): extract::Json<CpuDraft>,
) -> Result<Json<Cpu>, Error> {
    let mut tx = admin.begin(&db).await?;
    let cpu = service::catalogue::update_cpu(&mut tx, id, draft).await?;
    tx.commit().await?;
    Ok(Json(cpu))
}

/// Takes a processor out of the catalogue.
#[utoipa::path(delete, path = "/api/v1/cpus/{id}", tag = "catalogue",
    params(("id" = i64, Path, description = "The processor.")),
    responses((status = 204), (status = 409, body = Envelope, description = "An offer names it.")))]
async fn delete(
    admin: AdminUser,
    State(db): State<Db>,
    Path(id): Path<CpuId>,
) -> Result<StatusCode, Error> {
    let mut tx = admin.begin(&db).await?;
    service::catalogue::delete_cpu(&mut tx, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
