use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use crate::{
    api::{
        Route,
        extract::{self, Path, Query},
        list::{List, Part},
    },
    auth::CurrentUser,
    domain::{
        collection::CollectionId,
        listing::ListingId,
        share::{Link, LinkDraft, LinkId},
    },
    error::{Envelope, Error},
    service::{self, links::Secret},
    state::{AppState, unguessable},
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::person(routes!(of_listing)),
        Route::person(routes!(make_for_listing)),
        Route::person(routes!(revoke_for_listing)),
        Route::person(routes!(of_collection)),
        Route::person(routes!(make_for_collection)),
        Route::person(routes!(revoke_for_collection)),
    ]
}

/// A link that has just been made. Its address is told this once.
#[derive(Serialize, ToSchema)]
struct NewLink {
    /// The address to pass on.
    url: String,
    #[serde(flatten)]
    link: Link,
}

fn secret() -> Result<Secret, Error> {
    unguessable().map(Secret::new).ok_or(Error::Internal)
}

/// The links to an offer of the caller's, the newest first.
#[utoipa::path(get, path = "/api/v1/listings/{id}/links", tag = "links",
    params(("id" = i64, Path, description = "The offer."), Part),
    responses((status = 200, body = List<Link>)))]
async fn of_listing(
    user: CurrentUser,
    State(state): State<AppState>,
    Path(id): Path<ListingId>,
    Query(part): Query<Part>,
) -> Result<Json<List<Link>>, Error> {
    let after = part.after()?.map(LinkId);
    let mut tx = user.begin(&state.db).await?;
    let page = service::links::of_listing(&mut tx, id, after, part.limit()?).await?;
    Ok(Json(page.into()))
}

/// Makes a public link to an offer. Its address is told this once.
#[utoipa::path(post, path = "/api/v1/listings/{id}/links", tag = "links",
    params(("id" = i64, Path, description = "The offer.")), request_body = LinkDraft,
    responses((status = 201, body = NewLink),
              (status = 403, body = Envelope, description = "`plan_limit`: as many links work as the plan holds; `impersonating`: another acts as the person.")))]
async fn make_for_listing(
    user: CurrentUser,
    State(state): State<AppState>,
    Path(id): Path<ListingId>,
    extract::Json(draft): extract::Json<LinkDraft>,
) -> Result<(StatusCode, Json<NewLink>), Error> {
    let secret = secret()?;
    let mut tx = user.begin(&state.db).await?;
    let link = service::links::make_for_listing(&mut tx, id, draft, &secret).await?;
    tx.commit().await?;
    let url = format!("{}/deals/{}/{}", state.site.origin, id.0, secret.as_str());
    Ok((StatusCode::CREATED, Json(NewLink { url, link })))
}

/// Ends a link to an offer for good.
#[utoipa::path(delete, path = "/api/v1/listing-links/{id}", tag = "links",
    params(("id" = i64, Path, description = "The link.")),
    responses((status = 204)))]
async fn revoke_for_listing(
    user: CurrentUser,
    State(state): State<AppState>,
    Path(id): Path<LinkId>,
) -> Result<StatusCode, Error> {
    let mut tx = user.begin(&state.db).await?;
    service::links::revoke_for_listing(&mut tx, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The links to a collection of the caller's, the newest first.
#[utoipa::path(get, path = "/api/v1/collections/{id}/links", tag = "links",
    params(("id" = i64, Path, description = "The collection."), Part),
    responses((status = 200, body = List<Link>)))]
async fn of_collection(
    user: CurrentUser,
    State(state): State<AppState>,
    Path(id): Path<CollectionId>,
    Query(part): Query<Part>,
) -> Result<Json<List<Link>>, Error> {
    let after = part.after()?.map(LinkId);
    let mut tx = user.begin(&state.db).await?;
    let page = service::links::of_collection(&mut tx, id, after, part.limit()?).await?;
    Ok(Json(page.into()))
}

/// Makes a public link to a collection. Its address is told this once.
#[utoipa::path(post, path = "/api/v1/collections/{id}/links", tag = "links",
    params(("id" = i64, Path, description = "The collection.")), request_body = LinkDraft,
    responses((status = 201, body = NewLink),
              (status = 403, body = Envelope, description = "`plan_limit`: as many links work as the plan holds; `impersonating`: another acts as the person."),
              (status = 409, body = Envelope, description = "`collection_private`: it has no links.")))]
async fn make_for_collection(
    user: CurrentUser,
    State(state): State<AppState>,
    Path(id): Path<CollectionId>,
    extract::Json(draft): extract::Json<LinkDraft>,
) -> Result<(StatusCode, Json<NewLink>), Error> {
    let secret = secret()?;
    let mut tx = user.begin(&state.db).await?;
    let link = service::links::make_for_collection(&mut tx, id, draft, &secret).await?;
    tx.commit().await?;
    let url = format!("{}/c/{}", state.site.origin, secret.as_str());
    Ok((StatusCode::CREATED, Json(NewLink { url, link })))
}

/// Ends a link to a collection for good.
#[utoipa::path(delete, path = "/api/v1/collections/links/{id}", tag = "links",
    params(("id" = i64, Path, description = "The link.")),
    responses((status = 204)))]
async fn revoke_for_collection(
    user: CurrentUser,
    State(state): State<AppState>,
    Path(id): Path<LinkId>,
) -> Result<StatusCode, Error> {
    let mut tx = user.begin(&state.db).await?;
    service::links::revoke_for_collection(&mut tx, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
