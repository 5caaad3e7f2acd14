use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa_axum::routes;

use crate::{
    api::{
        Route,
        extract::{self, Path},
        list::List,
    },
    auth::CurrentUser,
    db::Db,
    domain::profile::{Profile, ProfileDraft, ProfileId, Ranked},
    error::{Envelope, Error},
    service,
};

/// How many offers a preview of a ranking names.
const RANKED: usize = 5;

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::person(routes!(list)),
        Route::person(routes!(create)).costly(),
        Route::person(routes!(get)),
        Route::person(routes!(update)).costly(),
        Route::person(routes!(delete)).costly(),
        Route::person(routes!(duplicate)).costly(),
        Route::person(routes!(make_default)).costly(),
        Route::person(routes!(preview)).costly(),
    ]
}

/// The caller's scoring profiles, and those of the product.
#[utoipa::path(get, path = "/api/v1/profiles", tag = "profiles",
    responses((status = 200, body = List<Profile>)))]
async fn list(user: CurrentUser, State(db): State<Db>) -> Result<Json<List<Profile>>, Error> {
    let mut tx = user.begin(&db).await?;
    let items = service::scoring_profiles::list(&mut tx).await?;
    Ok(Json(List::whole(items)))
}

/// Makes a scoring profile.
#[utoipa::path(post, path = "/api/v1/profiles", tag = "profiles", request_body = ProfileDraft,
    responses((status = 201, body = Profile), (status = 403, body = Envelope, description = "There are too many."),
        (status = 409, body = Envelope, description = "Another has this name.")))]
async fn create(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Json(draft): extract::Json<ProfileDraft>,
) -> Result<(StatusCode, Json<Profile>), Error> {
    let mut tx = user.begin(&db).await?;
    let profile = service::scoring_profiles::create(&mut tx, draft).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(profile)))
}

/// A scoring profile.
#[utoipa::path(get, path = "/api/v1/profiles/{id}", tag = "profiles",
    params(("id" = i64, Path, description = "The profile.")),
    responses((status = 200, body = Profile)))]
async fn get(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<ProfileId>,
) -> Result<Json<Profile>, Error> {
    let mut tx = user.begin(&db).await?;
    Ok(Json(service::scoring_profiles::get(&mut tx, id).await?))
}

/// Changes one of the caller's own profiles, and scores their offers anew.
#[utoipa::path(patch, path = "/api/v1/profiles/{id}", tag = "profiles",
    params(("id" = i64, Path, description = "The profile.")), request_body = ProfileDraft,
    responses((status = 200, body = Profile), (status = 403, body = Envelope, description = "It is not the caller's own."),
        (status = 409, body = Envelope, description = "Another has this name, or it has changed since it was read.")))]
async fn update(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<ProfileId>,
    extract::Json(draft): extract::Json<ProfileDraft>,
) -> Result<Json<Profile>, Error> {
    let mut tx = user.begin(&db).await?;
    let profile = service::scoring_profiles::update(&mut tx, id, draft).await?;
    tx.commit().await?;
    Ok(Json(profile))
}

/// Takes one of the caller's own profiles away; not the default.
#[utoipa::path(delete, path = "/api/v1/profiles/{id}", tag = "profiles",
    params(("id" = i64, Path, description = "The profile.")),
    responses((status = 204), (status = 403, body = Envelope, description = "It is not the caller's own."),
        (status = 409, body = Envelope, description = "It is the default.")))]
async fn delete(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<ProfileId>,
) -> Result<StatusCode, Error> {
    let mut tx = user.begin(&db).await?;
    service::scoring_profiles::delete(&mut tx, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Copies a profile that the caller may use into one of their own.
#[utoipa::path(post, path = "/api/v1/profiles/{id}/duplicate", tag = "profiles",
    params(("id" = i64, Path, description = "The profile.")),
    responses((status = 201, body = Profile), (status = 403, body = Envelope, description = "There are too many.")))]
async fn duplicate(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<ProfileId>,
) -> Result<(StatusCode, Json<Profile>), Error> {
    let mut tx = user.begin(&db).await?;
    let profile = service::scoring_profiles::duplicate(&mut tx, id).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(profile)))
}

/// Makes a profile the caller's default, and scores their offers anew. Of those of the product
/// the caller gets a copy, except of the one that is everybody's default.
#[utoipa::path(post, path = "/api/v1/profiles/{id}/default", tag = "profiles",
    params(("id" = i64, Path, description = "The profile.")),
    responses((status = 200, body = Profile), (status = 403, body = Envelope, description = "There are too many.")))]
async fn make_default(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<ProfileId>,
) -> Result<Json<Profile>, Error> {
    let mut tx = user.begin(&db).await?;
    let profile = service::scoring_profiles::make_default(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Json(profile))
}

/// Weights that are being thought about.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct WeightsProposal {
    /// From metrics' names to numbers from 0 to 1.
    #[schema(value_type = Object)]
    weights: Map<String, Value>,
}

/// How the caller's offers rank.
#[derive(Serialize, utoipa::ToSchema)]
struct RankingPreview {
    /// The first five by the caller's default.
    now: Vec<Ranked>,
    /// The first five by the proposed weights.
    then: Vec<Ranked>,
}

/// How the caller's offers would rank by other weights. Changes nothing.
#[utoipa::path(post, path = "/api/v1/profiles/preview", tag = "profiles", request_body = WeightsProposal,
    responses((status = 200, body = RankingPreview)))]
async fn preview(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Json(proposal): extract::Json<WeightsProposal>,
) -> Result<Json<RankingPreview>, Error> {
    let mut tx = user.begin(&db).await?;
    let (now, then) =
        service::scoring_profiles::rank_preview(&mut tx, &proposal.weights, RANKED).await?;
    Ok(Json(RankingPreview { now, then }))
}
