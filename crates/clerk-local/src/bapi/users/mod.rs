//! People, for the application's server.

mod create;
mod filter;
mod metadata;
mod update;

use axum::extract::{Path, RawQuery, State};
use axum::routing::{get, patch, post};
use axum::{Json, Router};

use self::filter::Filter;
use super::paging::TotalCount;
use crate::app::{App, Shared};
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::ids::UserId;
use crate::images;
use crate::resources::{Artist, DeletedResource, UserResource};
use crate::state::{State as Memory, User};
use crate::visitor::Via;
use crate::webhooks::Cause;

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/v1/users", get(list).post(create::create))
        .route("/v1/users/count", get(count))
        .route(
            "/v1/users/{id}",
            get(read).patch(update::update).delete(delete),
        )
        .route(
            "/v1/users/{id}/metadata",
            patch(metadata::merge).put(metadata::replace),
        )
        .route("/v1/users/{id}/ban", post(ban))
        .route("/v1/users/{id}/unban", post(unban))
}

async fn read(
    State(app): State<Shared>,
    Path(id): Path<String>,
) -> Result<Json<UserResource>, ApiError> {
    let id = UserId::from(id);
    let user = app.store.read(|state| state.user(&id).cloned())?;
    Ok(draw(&app, &user))
}

fn draw(app: &App, user: &User) -> Json<UserResource> {
    let via = Via::configured(app);
    let artist = Artist::for_server(app, &via, app.clock.now());
    Json(artist.user_for_server(user))
}

/// A bare array: only some lists of Clerk's Backend API carry a total.
async fn list(
    State(app): State<Shared>,
    RawQuery(query): RawQuery,
) -> Result<Json<Vec<UserResource>>, ApiError> {
    let filter = Filter::parse(query.as_deref().unwrap_or_default())?;
    let users = app.store.read(|state| filter.page(state));
    let via = Via::configured(&app);
    let artist = Artist::for_server(&app, &via, app.clock.now());
    let drawn = users.iter().map(|user| artist.user_for_server(user));
    Ok(Json(drawn.collect()))
}

async fn count(
    State(app): State<Shared>,
    RawQuery(query): RawQuery,
) -> Result<Json<TotalCount>, ApiError> {
    let filter = Filter::parse(query.as_deref().unwrap_or_default())?;
    let count = app.store.read(|state| filter.count(state));
    Ok(Json(TotalCount::new(count)))
}

/// Changes a person and answers with them.
async fn change(
    app: &App,
    cause: &Cause,
    id: String,
    change: impl FnOnce(&mut Memory, &UserId, UnixMillis) -> Result<(), ApiError>,
) -> Result<Json<UserResource>, ApiError> {
    let id = UserId::from(id);
    let now = app.clock.now();
    let user = app
        .change(cause, |state| {
            state.user(&id)?;
            change(state, &id, now)?;
            let user = state.user_mut(&id)?;
            user.touch(now);
            Ok(user.clone())
        })
        .await?;
    Ok(draw(app, &user))
}

async fn ban(
    State(app): State<Shared>,
    cause: Cause,
    Path(id): Path<String>,
) -> Result<Json<UserResource>, ApiError> {
    change(&app, &cause, id, |state, id, now| {
        state.set_banned(id, true, now)
    })
    .await
}

async fn unban(
    State(app): State<Shared>,
    cause: Cause,
    Path(id): Path<String>,
) -> Result<Json<UserResource>, ApiError> {
    change(&app, &cause, id, |state, id, now| {
        state.set_banned(id, false, now)
    })
    .await
}

async fn delete(
    State(app): State<Shared>,
    cause: Cause,
    Path(id): Path<String>,
) -> Result<Json<DeletedResource>, ApiError> {
    let id = UserId::from(id);
    let user = app.change(&cause, |state| state.delete_user(&id)).await?;
    if let Some(image) = user.image {
        images::remove_file(&app, &image).await;
    }
    Ok(Json(DeletedResource::new("user", &user.id)))
}
