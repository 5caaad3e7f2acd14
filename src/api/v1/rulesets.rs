use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa_axum::routes;

use crate::{
    api::{
        Route, attachment,
        extract::{self, Path},
        list::List,
    },
    auth::CurrentUser,
    db::Db,
    domain::{
        ruleset::{RuleGroup, Ruleset, RulesetId},
        ruleset_draft::{RuleGroupDraft, RulesetDraft},
        ruleset_file::{FILE_MAX, RulesetFile},
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
        Route::person(routes!(delete)).costly(),
        Route::person(routes!(duplicate)).costly(),
        Route::person(routes!(export)).costly(),
        Route::person(routes!(import)).taking(FILE_MAX).costly(),
        Route::person(routes!(create_group)).costly(),
    ]
}

/// The caller's rulesets and those of the product, with their rules, in the order in which they
/// are applied.
#[utoipa::path(get, path = "/api/v1/rulesets", tag = "rules",
    responses((status = 200, body = List<Ruleset>)))]
async fn list(user: CurrentUser, State(db): State<Db>) -> Result<Json<List<Ruleset>>, Error> {
    let mut tx = user.begin(&db).await?;
    let items = service::rulesets::list(&mut tx).await?;
    Ok(Json(List::whole(items)))
}

/// Makes a ruleset without rules.
#[utoipa::path(post, path = "/api/v1/rulesets", tag = "rules", request_body = RulesetDraft,
    responses((status = 201, body = Ruleset), (status = 403, body = Envelope, description = "The plan holds no more."),
        (status = 409, body = Envelope, description = "Another has this name.")))]
async fn create(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Json(draft): extract::Json<RulesetDraft>,
) -> Result<(StatusCode, Json<Ruleset>), Error> {
    let mut tx = user.begin(&db).await?;
    let set = service::rulesets::create(&mut tx, draft).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(set)))
}

/// A ruleset with its rules.
#[utoipa::path(get, path = "/api/v1/rulesets/{id}", tag = "rules",
    params(("id" = i64, Path, description = "The ruleset.")),
    responses((status = 200, body = Ruleset)))]
async fn get(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<RulesetId>,
) -> Result<Json<Ruleset>, Error> {
    let mut tx = user.begin(&db).await?;
    Ok(Json(service::rulesets::get(&mut tx, id).await?))
}

/// Changes one of the caller's own rulesets, and values their offers anew.
#[utoipa::path(patch, path = "/api/v1/rulesets/{id}", tag = "rules",
    params(("id" = i64, Path, description = "The ruleset.")), request_body = RulesetDraft,
    responses((status = 200, body = Ruleset), (status = 403, body = Envelope, description = "It is not the caller's own."),
        (status = 409, body = Envelope, description = "Another has this name, or it has changed since it was read.")))]
async fn update(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<RulesetId>,
    extract::Json(draft): extract::Json<RulesetDraft>,
) -> Result<Json<Ruleset>, Error> {
    let mut tx = user.begin(&db).await?;
    let set = service::rulesets::update(&mut tx, id, draft).await?;
    tx.commit().await?;
    Ok(Json(set))
}

/// Takes one of the caller's own rulesets away, and values their offers anew.
#[utoipa::path(delete, path = "/api/v1/rulesets/{id}", tag = "rules",
    params(("id" = i64, Path, description = "The ruleset.")),
    responses((status = 204), (status = 403, body = Envelope, description = "It is not the caller's own.")))]
async fn delete(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<RulesetId>,
) -> Result<StatusCode, Error> {
    let mut tx = user.begin(&db).await?;
    service::rulesets::delete(&mut tx, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How to copy a ruleset.
#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
struct RulesetCopy {
    /// What to call the copy; otherwise as the one it is copied from, with a number if that is
    /// taken.
    name: Option<String>,
}

/// Copies a ruleset that the caller may read into one of their own, switched off.
#[utoipa::path(post, path = "/api/v1/rulesets/{id}/duplicate", tag = "rules",
    params(("id" = i64, Path, description = "The ruleset.")), request_body = RulesetCopy,
    responses((status = 201, body = Ruleset), (status = 403, body = Envelope, description = "The plan holds no more."),
        (status = 409, body = Envelope, description = "Another has this name.")))]
async fn duplicate(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<RulesetId>,
    extract::Json(copy): extract::Json<RulesetCopy>,
) -> Result<(StatusCode, Json<Ruleset>), Error> {
    let mut tx = user.begin(&db).await?;
    let set = service::rulesets::duplicate(&mut tx, id, copy.name).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(set)))
}

/// A ruleset that the caller may read, as a file that the import takes. No number of a row is in it,
/// and no owner.
#[utoipa::path(get, path = "/api/v1/rulesets/{id}/export", tag = "rules",
    params(("id" = i64, Path, description = "The ruleset.")),
    responses((status = 200, body = RulesetFile)))]
async fn export(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<RulesetId>,
) -> Result<Response, Error> {
    let mut tx = user.begin(&db).await?;
    let file = service::ruleset_files::export(&mut tx, id).await?;
    Ok((attachment::json("ruleset"), file).into_response())
}

/// Makes a ruleset of the caller's of a file of at most 256 KB: with its name, or a number after it
/// if that is taken, and switched off. What is wrong is told by its path, such as
/// `groups[0].rules[2].actions[0].value_usd`.
#[utoipa::path(post, path = "/api/v1/rulesets/import", tag = "rules", request_body = RulesetFile,
    responses((status = 201, body = Ruleset), (status = 403, body = Envelope, description = "The plan holds no more."),
        (status = 413, body = Envelope, description = "The file is too large.")))]
async fn import(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Json(file): extract::Json<RulesetFile>,
) -> Result<(StatusCode, Json<Ruleset>), Error> {
    let mut tx = user.begin(&db).await?;
    let set = service::ruleset_files::import(&mut tx, file).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(set)))
}

/// Makes a group in one of the caller's own rulesets.
#[utoipa::path(post, path = "/api/v1/rulesets/{id}/groups", tag = "rules",
    params(("id" = i64, Path, description = "The ruleset.")), request_body = RuleGroupDraft,
    responses((status = 201, body = RuleGroup), (status = 403, body = Envelope, description = "It is not the caller's own, or full."),
        (status = 409, body = Envelope, description = "Another has this name.")))]
async fn create_group(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<RulesetId>,
    extract::Json(draft): extract::Json<RuleGroupDraft>,
) -> Result<(StatusCode, Json<RuleGroup>), Error> {
    let mut tx = user.begin(&db).await?;
    let group = service::rulesets::create_group(&mut tx, id, draft).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(group)))
}
