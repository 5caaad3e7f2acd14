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
    domain::gpu::{Gpu, GpuAsked, GpuDetail, GpuDraft, GpuEntry, GpuId},
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

/// Graphics cards, with the caller's active offers for each.
#[utoipa::path(get, path = "/api/v1/gpus", tag = "catalogue", params(GpuAsked, Part),
    responses((status = 200, body = List<GpuEntry>)))]
async fn list(
    user: CurrentUser,
    State(db): State<Db>,
    Query(asked): Query<GpuAsked>,
    Query(part): Query<Part>,
) -> Result<Json<List<GpuEntry>>, Error> {
    let after = part.after()?.map(GpuId);
    let limit = part.limit()?;
    let mut tx = user.begin(&db).await?;
    let page = service::catalogue::gpus(&mut tx, &asked, after, limit).await?;
    Ok(Json(page.into()))
}

/// Adds a graphics card for everybody.
#[utoipa::path(post, path = "/api/v1/gpus", tag = "catalogue", request_body = GpuDraft,
    responses((status = 201, body = Gpu), (status = 409, body = Envelope, description = "There is one of this name.")))]
async fn create(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Json(draft): extract::Json<GpuDraft>,
) -> Result<(StatusCode, Json<Gpu>), Error> {
    let mut tx = user.begin(&db).await?;
    let gpu = service::catalogue::add_gpu(&mut tx, draft).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(gpu)))
}

/// A graphics card, with the points that count in a score and the caller's active offers.
#[utoipa::path(get, path = "/api/v1/gpus/{id}", tag = "catalogue",
    params(("id" = i64, Path, description = "The graphics card.")),
    responses((status = 200, body = GpuDetail)))]
async fn get(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<GpuId>,
) -> Result<Json<GpuDetail>, Error> {
    let mut tx = user.begin(&db).await?;
    Ok(Json(service::catalogue::gpu(&mut tx, id).await?))
}

/// Changes a graphics card for everybody.
#[utoipa::path(patch, path = "/api/v1/gpus/{id}", tag = "catalogue",
    params(("id" = i64, Path, description = "The graphics card.")), request_body = GpuDraft,
    responses((status = 200, body = Gpu), (status = 409, body = Envelope, description = "Another has this name, or it has changed since `if_updated_at`.")))]
async fn update(
    admin: AdminUser,
    State(db): State<Db>,
    Path(id): Path<GpuId>,
    extract::Json(draft): extract::Json<GpuDraft>,
) -> Result<Json<Gpu>, Error> {
    let mut tx = admin.begin(&db).await?;
    let gpu = service::catalogue::update_gpu(&mut tx, id, draft).await?;
    tx.commit().await?;
    Ok(Json(gpu))
}

/// Takes a graphics card out of the catalogue.
#[utoipa::path(delete, path = "/api/v1/gpus/{id}", tag = "catalogue",
    params(("id" = i64, Path, description = "The graphics card.")),
    responses((status = 204), (status = 409, body = Envelope, description = "An offer names it.")))]
async fn delete(
    admin: AdminUser,
    State(db): State<Db>,
    Path(id): Path<GpuId>,
) -> Result<StatusCode, Error> {
    let mut tx = admin.begin(&db).await?;
    service::catalogue::delete_gpu(&mut tx, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
