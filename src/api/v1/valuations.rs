use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use crate::{
    api::{
        Route,
        extract::{self, Path},
    },
    auth::CurrentUser,
    db::Db,
    domain::{
        appraisal::Appraisal,
        explained::Explained,
        listing::{Listing, ListingDraft, ListingId},
        ruleset_choice::ChoiceDraft,
    },
    error::{Envelope, Error},
    service,
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::person(routes!(preview)).costly(),
        Route::person(routes!(get)),
        Route::person(routes!(choose)).costly(),
    ]
}

/// What an offer would come to; nothing is kept, and a title is not needed.
#[utoipa::path(post, path = "/api/v1/listings/preview", tag = "valuation", request_body = ListingDraft,
    responses((status = 200, body = Appraisal)))]
async fn preview(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Json(draft): extract::Json<ListingDraft>,
) -> Result<Json<Appraisal>, Error> {
    let mut tx = user.begin(&db).await?;
    Ok(Json(service::listings::preview(&mut tx, draft).await?))
}

/// How an adjusted price comes about.
#[derive(Serialize, ToSchema)]
struct ListingValuation {
    /// Absent without a price.
    valuation: Option<Explained>,
}

/// How the adjusted price of one of the caller's own offers comes about, rule by rule.
#[utoipa::path(get, path = "/api/v1/listings/{id}/valuation", tag = "valuation",
    params(("id" = i64, Path, description = "The offer.")),
    responses((status = 200, body = ListingValuation)))]
async fn get(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<ListingId>,
) -> Result<Json<ListingValuation>, Error> {
    let mut tx = user.begin(&db).await?;
    let valuation = service::valuation::explain_listing(&mut tx, id).await?;
    Ok(Json(ListingValuation { valuation }))
}

/// Changes which rulesets value an offer, and values it anew.
#[utoipa::path(patch, path = "/api/v1/listings/{id}/valuation-overrides", tag = "valuation",
    params(("id" = i64, Path, description = "The offer.")), request_body = ChoiceDraft,
    responses((status = 200, body = Listing),
              (status = 409, body = Envelope, description = "It has changed since `if_updated_at`.")))]
async fn choose(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<ListingId>,
    extract::Json(draft): extract::Json<ChoiceDraft>,
) -> Result<Json<Listing>, Error> {
    let mut tx = user.begin(&db).await?;
    let listing = service::valuation::choose_rulesets(&mut tx, id, draft).await?;
    tx.commit().await?;
    Ok(Json(listing))
}
