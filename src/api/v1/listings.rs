use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use crate::{
    api::{Route, extract},
    auth::CurrentUser,
    db::Db,
    domain::listing::{Listing, ListingDraft},
    error::Error,
    service,
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![Route::person(routes!(list)), Route::person(routes!(create))]
}

/// A list in an answer.
#[derive(Serialize, ToSchema)]
struct Items<T> {
    items: Vec<T>,
}

/// The caller's offers, newest first.
#[utoipa::path(get, path = "/api/v1/listings", tag = "listings", responses((status = 200, body = Items<Listing>)))]
async fn list(user: CurrentUser, State(db): State<Db>) -> Result<Json<Items<Listing>>, Error> {
    let mut tx = user.begin(&db).await?;
    let items = service::listings::list(&mut tx).await?;
    Ok(Json(Items { items }))
}

/// Keeps an offer.
#[utoipa::path(post, path = "/api/v1/listings", tag = "listings", request_body = ListingDraft,
    responses((status = 201, body = Listing)))]
async fn create(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Json(draft): extract::Json<ListingDraft>,
) -> Result<(StatusCode, Json<Listing>), Error> {
    let mut tx = user.begin(&db).await?;
    let listing = service::listings::create(&mut tx, draft).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(listing)))
}
