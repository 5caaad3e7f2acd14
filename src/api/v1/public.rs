//! What is behind public links, and copies of it.

use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

use crate::{
    api::{
        Route,
        extract::{self, Path},
    },
    auth::{CurrentUser, Visitor},
    db::Db,
    domain::{
        collection::{Collection, CollectionId, Item},
        listing::ListingId,
        share::{PublicCollection, PublicItem, PublicListing},
    },
    error::{Envelope, Error},
    service::{self, copies::Original},
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::public(routes!(deal)).behind_link(),
        Route::public(routes!(collection)).behind_link(),
        Route::person(routes!(import)).costly(),
        Route::person(routes!(copy)).costly(),
    ]
}

/// An offer behind a link.
#[derive(Serialize, ToSchema)]
struct Deal {
    #[serde(flatten)]
    listing: PublicListing,
    /// How often others than its owner have looked at it through the link, this look included.
    view_count: i64,
}

/// The offer behind a link.
#[utoipa::path(get, path = "/api/v1/deals/{id}/{token}", tag = "links",
    params(("id" = i64, Path, description = "The offer."), ("token" = String, Path, description = "What the link ends with.")),
    responses((status = 200, body = Deal)))]
async fn deal(
    visitor: Visitor,
    State(db): State<Db>,
    Path((id, token)): Path<(ListingId, String)>,
) -> Result<Json<Deal>, Error> {
    let mut tx = visitor.begin(&db).await?;
    let listing = service::links::deal(&mut tx, id, &token).await?;
    let view_count = service::links::deal_views(&mut tx, id, &token).await?;
    tx.commit().await?;
    Ok(Json(Deal {
        listing,
        view_count,
    }))
}

/// A collection as others see it, with its offers.
#[derive(Serialize, ToSchema)]
pub(super) struct Shown {
    #[serde(flatten)]
    pub(super) collection: PublicCollection,
    /// Its offers, in its order; at most the first 500 of `count`.
    pub(super) listings: Vec<PublicItem>,
}

/// The collection behind a link.
#[utoipa::path(get, path = "/api/v1/public/collections/{token}", tag = "links",
    params(("token" = String, Path, description = "What the link ends with.")),
    responses((status = 200, body = Shown)))]
async fn collection(
    visitor: Visitor,
    State(db): State<Db>,
    Path(token): Path<String>,
) -> Result<Json<Shown>, Error> {
    let mut tx = visitor.begin(&db).await?;
    let (collection, listings) = service::links::collection(&mut tx, &token).await?;
    tx.commit().await?;
    Ok(Json(Shown {
        collection,
        listings,
    }))
}

/// Where a copy goes.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Into {
    /// A collection of the caller's; "My Deals" unless given.
    #[serde(default)]
    pub(super) collection_id: Option<CollectionId>,
}

/// Keeps a copy of the offer behind a link, in a collection.
#[utoipa::path(post, path = "/api/v1/deals/{id}/{token}/import", tag = "links",
    params(("id" = i64, Path, description = "The offer."), ("token" = String, Path, description = "What the link ends with.")),
    request_body = Into,
    responses((status = 201, body = Item),
              (status = 403, body = Envelope, description = "`plan_limit`: as many offers as the plan holds."),
              (status = 409, body = Envelope, description = "`duplicate`: the caller's already.")))]
async fn import(
    user: CurrentUser,
    State(db): State<Db>,
    Path((id, token)): Path<(ListingId, String)>,
    extract::Json(into): extract::Json<Into>,
) -> Result<(StatusCode, Json<Item>), Error> {
    let mut tx = user.begin(&db).await?;
    let item = service::copies::import_deal(&mut tx, id, &token, into.collection_id).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(item)))
}

/// How to copy a collection.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CopyDraft {
    /// What the copy is called; "Copy of …" unless given.
    #[serde(default)]
    name: Option<String>,
    /// What a link to it ends with; not needed for a collection on the discover page.
    #[serde(default)]
    token: Option<String>,
}

/// Makes a private copy of a collection that the caller can see, with copies of its offers.
#[utoipa::path(post, path = "/api/v1/collections/{id}/copy", tag = "links",
    params(("id" = i64, Path, description = "The collection.")), request_body = CopyDraft,
    responses((status = 201, body = Collection),
              (status = 403, body = Envelope, description = "`plan_limit`: as much as the plan holds.")))]
async fn copy(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<CollectionId>,
    extract::Json(draft): extract::Json<CopyDraft>,
) -> Result<(StatusCode, Json<Collection>), Error> {
    let mut tx = user.begin(&db).await?;
    let original = match draft.token {
        None => Original::Discovered(id),
        Some(token) => {
            if service::copies::collection_to_copy(&mut tx, &token)
                .await?
                .id
                != id
            {
                return Err(Error::NotFound);
            }
            Original::Link(token)
        }
    };
    let copy = service::copies::copy_collection(&mut tx, &original, draft.name).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(copy)))
}
