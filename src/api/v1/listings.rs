use axum::{
    Json,
    extract::State,
    http::{Method, StatusCode},
};
use serde::Serialize;

use crate::{
    api::{Route, extract},
    auth::CurrentUser,
    db::Db,
    domain::listing::{Listing, ListingDraft},
    error::Error,
    service,
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::person(Method::GET, "/api/v1/listings", list),
        Route::person(Method::POST, "/api/v1/listings", create),
    ]
}

/// A list in an answer.
#[derive(Serialize)]
struct Items<T> {
    items: Vec<T>,
}

/// The caller's offers, newest first.
async fn list(user: CurrentUser, State(db): State<Db>) -> Result<Json<Items<Listing>>, Error> {
    let mut tx = user.begin(&db).await?;
    let items = service::listings::list(&mut tx).await?;
    Ok(Json(Items { items }))
}

/// Keeps an offer.
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
