use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

use crate::{
    api::{
        Route,
        extract::{Path, Query},
        list::{List, Part},
    },
    auth::CurrentUser,
    db::Db,
    domain::notification::{Notification, NotificationId},
    error::Error,
    service,
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::person(routes!(list)),
        Route::person(routes!(count_unread)),
        Route::person(routes!(mark_all_read)),
        Route::person(routes!(mark_read)),
        Route::person(routes!(delete)),
    ]
}

/// Which notifications.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Only what is unread.
    #[serde(default)]
    unread: bool,
}

/// What the caller was told, the newest first.
#[utoipa::path(get, path = "/api/v1/notifications", tag = "notifications", params(Wanted, Part),
    responses((status = 200, body = List<Notification>)))]
async fn list(
    user: CurrentUser,
    State(db): State<Db>,
    Query(wanted): Query<Wanted>,
    Query(part): Query<Part>,
) -> Result<Json<List<Notification>>, Error> {
    let (after, limit) = (part.after()?.map(NotificationId), part.limit()?);
    let unread = wanted.unread.then_some(true);
    let mut tx = user.begin(&db).await?;
    let page = service::notifications::list(&mut tx, unread, after, limit).await?;
    Ok(Json(page.into()))
}

/// A number of notifications.
#[derive(Serialize, ToSchema)]
struct Count {
    /// How many.
    count: i64,
}

/// How much the caller has not read yet.
#[utoipa::path(get, path = "/api/v1/notifications/unread-count", tag = "notifications",
    responses((status = 200, body = Count)))]
async fn count_unread(user: CurrentUser, State(db): State<Db>) -> Result<Json<Count>, Error> {
    let mut tx = user.begin(&db).await?;
    let unread = service::notifications::unread(&mut tx).await?;
    Ok(Json(Count { count: unread.news }))
}

/// Notes that the caller has read everything; tells how much was unread.
#[utoipa::path(post, path = "/api/v1/notifications/mark-all-read", tag = "notifications",
    responses((status = 200, body = Count)))]
async fn mark_all_read(user: CurrentUser, State(db): State<Db>) -> Result<Json<Count>, Error> {
    let mut tx = user.begin(&db).await?;
    let count = service::notifications::mark_all_read(&mut tx).await?;
    tx.commit().await?;
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    Ok(Json(Count { count }))
}

/// Notes that the caller has read something.
#[utoipa::path(patch, path = "/api/v1/notifications/{id}/read", tag = "notifications",
    params(("id" = i64, Path, description = "The notification.")),
    responses((status = 200, body = Notification)))]
async fn mark_read(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<NotificationId>,
) -> Result<Json<Notification>, Error> {
    let mut tx = user.begin(&db).await?;
    let notification = service::notifications::mark_read(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Json(notification))
}

/// Takes a notification away.
#[utoipa::path(delete, path = "/api/v1/notifications/{id}", tag = "notifications",
    params(("id" = i64, Path, description = "The notification.")),
    responses((status = 204)))]
async fn delete(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<NotificationId>,
) -> Result<StatusCode, Error> {
    let mut tx = user.begin(&db).await?;
    service::notifications::delete(&mut tx, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
