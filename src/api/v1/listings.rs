use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use utoipa::ToSchema;
use utoipa_axum::routes;

use crate::{
    api::{Route, extract},
    auth::CurrentUser,
    db::Db,
    domain::listing::{
        Listing, ListingDraft, ListingFilter, ListingId, ListingPage, PriceDraft, PricePoint,
        Status,
    },
    error::{Envelope, Error},
    service,
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::person(routes!(list)),
        Route::person(routes!(create)).costly(),
        Route::person(routes!(get)),
        Route::person(routes!(update)).costly(),
        Route::person(routes!(delete)),
        Route::person(routes!(archive)).costly(),
        Route::person(routes!(restore)).costly(),
        Route::person(routes!(copy)).costly(),
        Route::person(routes!(prices)),
        Route::person(routes!(change_price)).costly(),
    ]
}

/// A page of the caller's offers, or of the shared library: offers of nobody's, to read and to copy.
#[utoipa::path(get, path = "/api/v1/listings", tag = "listings", params(ListingFilter),
    responses((status = 200, body = ListingPage)))]
async fn list(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Query(filter): extract::Query<ListingFilter>,
) -> Result<Json<ListingPage>, Error> {
    let mut tx = user.begin(&db).await?;
    Ok(Json(service::listings::list(&mut tx, filter).await?))
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

/// An offer of the caller's own, one that was shared with them, or one of the shared library.
#[utoipa::path(get, path = "/api/v1/listings/{id}", tag = "listings", params(("id" = i64, Path)),
    responses((status = 200, body = Listing)))]
async fn get(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Path(id): extract::Path<ListingId>,
) -> Result<Json<Listing>, Error> {
    let mut tx = user.begin(&db).await?;
    Ok(Json(service::listings::get(&mut tx, id).await?))
}

/// Changes the fields that are sent; `null` takes a value away.
#[utoipa::path(patch, path = "/api/v1/listings/{id}", tag = "listings", params(("id" = i64, Path)),
    request_body = ListingDraft, responses(
        (status = 200, body = Listing),
        (status = 409, body = Envelope, description = "It has changed since `if_updated_at`."),
    ))]
async fn update(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Path(id): extract::Path<ListingId>,
    extract::Json(draft): extract::Json<ListingDraft>,
) -> Result<Json<Listing>, Error> {
    let mut tx = user.begin(&db).await?;
    let listing = service::listings::update(&mut tx, id, draft).await?;
    tx.commit().await?;
    Ok(Json(listing))
}

/// When the caller last saw the offer change.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Seen {
    /// Refuse if it has changed since.
    #[serde(default, with = "time::serde::rfc3339::option")]
    if_updated_at: Option<OffsetDateTime>,
}

/// Takes an offer away, with its price history.
#[utoipa::path(delete, path = "/api/v1/listings/{id}", tag = "listings", params(("id" = i64, Path), Seen),
    responses(
        (status = 204, description = "It is gone."),
        (status = 409, body = Envelope, description = "It has changed since `if_updated_at`."),
    ))]
async fn delete(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Path(id): extract::Path<ListingId>,
    extract::Query(seen): extract::Query<Seen>,
) -> Result<StatusCode, Error> {
    let mut tx = user.begin(&db).await?;
    service::listings::delete(&mut tx, id, seen.if_updated_at).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Moves an offer out of the way: it stays, and counts no more.
#[utoipa::path(post, path = "/api/v1/listings/{id}/archive", tag = "listings", params(("id" = i64, Path)),
    responses((status = 200, body = Listing)))]
async fn archive(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Path(id): extract::Path<ListingId>,
) -> Result<Json<Listing>, Error> {
    set_status(&user, &db, id, Status::Archived).await
}

/// Brings an archived offer back.
#[utoipa::path(post, path = "/api/v1/listings/{id}/restore", tag = "listings", params(("id" = i64, Path)),
    responses((status = 200, body = Listing)))]
async fn restore(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Path(id): extract::Path<ListingId>,
) -> Result<Json<Listing>, Error> {
    set_status(&user, &db, id, Status::Active).await
}

/// Keeps a copy of an offer of the shared library: one of the caller's own, valued by their rules.
#[utoipa::path(post, path = "/api/v1/listings/{id}/copy", tag = "listings", params(("id" = i64, Path)),
    responses(
        (status = 201, body = Listing),
        (status = 403, body = Envelope, description = "`plan_limit`: as many offers as the plan holds."),
        (status = 409, body = Envelope, description = "`duplicate`: the caller has a copy already."),
    ))]
async fn copy(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Path(id): extract::Path<ListingId>,
) -> Result<(StatusCode, Json<Listing>), Error> {
    let mut tx = user.begin(&db).await?;
    let copy = service::copies::from_library(&mut tx, id).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(copy)))
}

async fn set_status(
    user: &CurrentUser,
    db: &Db,
    id: ListingId,
    status: Status,
) -> Result<Json<Listing>, Error> {
    let mut tx = user.begin(db).await?;
    let listing = service::listings::set_status(&mut tx, id, status).await?;
    tx.commit().await?;
    Ok(Json(listing))
}

/// What an offer cost, newest first.
#[derive(Serialize, ToSchema)]
struct Prices {
    items: Vec<PricePoint>,
}

/// What an offer cost, newest first, at most 200 entries.
#[utoipa::path(get, path = "/api/v1/listings/{id}/prices", tag = "listings", params(("id" = i64, Path)),
    responses((status = 200, body = Prices)))]
async fn prices(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Path(id): extract::Path<ListingId>,
) -> Result<Json<Prices>, Error> {
    let mut tx = user.begin(&db).await?;
    let items = service::listings::history(&mut tx, id).await?;
    Ok(Json(Prices { items }))
}

/// An offer with what it cost.
#[derive(Serialize, ToSchema)]
struct Priced {
    listing: Listing,
    history: Vec<PricePoint>,
}

/// Notes a price that was seen; the newest becomes the offer's.
#[utoipa::path(post, path = "/api/v1/listings/{id}/price", tag = "listings", params(("id" = i64, Path)),
    request_body = PriceDraft, responses(
        (status = 200, body = Priced),
        (status = 409, body = Envelope, description = "It has changed since `if_updated_at`."),
    ))]
async fn change_price(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Path(id): extract::Path<ListingId>,
    extract::Json(draft): extract::Json<PriceDraft>,
) -> Result<Json<Priced>, Error> {
    let mut tx = user.begin(&db).await?;
    let (listing, history) = service::listings::change_price(&mut tx, id, draft).await?;
    tx.commit().await?;
    Ok(Json(Priced { listing, history }))
}
