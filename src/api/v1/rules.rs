use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa_axum::routes;

use crate::{
    api::{
        Route,
        extract::{self, Path},
    },
    auth::CurrentUser,
    db::Db,
    domain::{
        listing::FieldError,
        preview::{Place, RulePreview},
        ruleset::{Rule, RuleGroup, RuleGroupId, RuleId, RulesetId},
        ruleset_draft::{RuleDraft, RuleGroupDraft},
    },
    error::{Envelope, Error},
    service,
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::person(routes!(update_group)).costly(),
        Route::person(routes!(delete_group)).costly(),
        Route::person(routes!(create)).costly(),
        Route::person(routes!(update)).costly(),
        Route::person(routes!(delete)).costly(),
        Route::person(routes!(preview)).costly(),
    ]
}

/// Changes a group of the caller's, and values their offers anew.
#[utoipa::path(patch, path = "/api/v1/rule-groups/{id}", tag = "rules",
    params(("id" = i64, Path, description = "The group.")), request_body = RuleGroupDraft,
    responses((status = 200, body = RuleGroup), (status = 403, body = Envelope, description = "It is not the caller's own."),
        (status = 409, body = Envelope, description = "Another has this name, or it has changed since it was read.")))]
async fn update_group(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<RuleGroupId>,
    extract::Json(draft): extract::Json<RuleGroupDraft>,
) -> Result<Json<RuleGroup>, Error> {
    let mut tx = user.begin(&db).await?;
    let group = service::rulesets::update_group(&mut tx, id, draft).await?;
    tx.commit().await?;
    Ok(Json(group))
}

/// Takes a group of the caller's away with its rules, and values their offers anew.
#[utoipa::path(delete, path = "/api/v1/rule-groups/{id}", tag = "rules",
    params(("id" = i64, Path, description = "The group.")),
    responses((status = 204), (status = 403, body = Envelope, description = "It is not the caller's own.")))]
async fn delete_group(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<RuleGroupId>,
) -> Result<StatusCode, Error> {
    let mut tx = user.begin(&db).await?;
    service::rulesets::delete_group(&mut tx, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a rule in a group of the caller's, and values their offers anew.
#[utoipa::path(post, path = "/api/v1/rule-groups/{id}/rules", tag = "rules",
    params(("id" = i64, Path, description = "The group.")), request_body = RuleDraft,
    responses((status = 201, body = Rule), (status = 403, body = Envelope, description = "It is not the caller's own, or the plan holds no more."),
        (status = 409, body = Envelope, description = "Another has this name.")))]
async fn create(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<RuleGroupId>,
    extract::Json(draft): extract::Json<RuleDraft>,
) -> Result<(StatusCode, Json<Rule>), Error> {
    let mut tx = user.begin(&db).await?;
    let rule = service::rulesets::create_rule(&mut tx, id, draft).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(rule)))
}

/// Changes a rule of the caller's, and values their offers anew.
#[utoipa::path(patch, path = "/api/v1/rules/{id}", tag = "rules",
    params(("id" = i64, Path, description = "The rule.")), request_body = RuleDraft,
    responses((status = 200, body = Rule), (status = 403, body = Envelope, description = "It is not the caller's own."),
        (status = 409, body = Envelope, description = "Another has this name, or it has changed since it was read.")))]
async fn update(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<RuleId>,
    extract::Json(draft): extract::Json<RuleDraft>,
) -> Result<Json<Rule>, Error> {
    let mut tx = user.begin(&db).await?;
    let rule = service::rulesets::update_rule(&mut tx, id, draft).await?;
    tx.commit().await?;
    Ok(Json(rule))
}

/// Takes a rule of the caller's away, and values their offers anew.
#[utoipa::path(delete, path = "/api/v1/rules/{id}", tag = "rules",
    params(("id" = i64, Path, description = "The rule.")),
    responses((status = 204), (status = 403, body = Envelope, description = "It is not the caller's own.")))]
async fn delete(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<RuleId>,
) -> Result<StatusCode, Error> {
    let mut tx = user.begin(&db).await?;
    service::rulesets::delete_rule(&mut tx, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A rule, and where it would stand: exactly one of the three numbers.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct RuleProposal {
    /// The rule. Of a change, what it leaves out stays as it is.
    rule: RuleDraft,
    /// In the place of this rule.
    #[serde(default)]
    rule_id: Option<RuleId>,
    /// At the end of this group.
    #[serde(default)]
    group_id: Option<RuleGroupId>,
    /// In a new group of this ruleset.
    #[serde(default)]
    ruleset_id: Option<RulesetId>,
}

impl RuleProposal {
    fn place(&self) -> Result<Place, Error> {
        match (self.rule_id, self.group_id, self.ruleset_id) {
            (Some(rule), None, None) => Ok(Place::Instead(rule)),
            (None, Some(group), None) => Ok(Place::Into(group)),
            (None, None, Some(set)) => Ok(Place::IntoRuleset(set)),
            _ => Err(Error::Invalid(vec![FieldError::new(
                "rule_id",
                "must be given, or else one of group_id and ruleset_id",
            )])),
        }
    }
}

/// What a rule would change of the caller's offers. Changes nothing.
#[utoipa::path(post, path = "/api/v1/rules/preview", tag = "rules", request_body = RuleProposal,
    responses((status = 200, body = RulePreview), (status = 404, body = Envelope, description = "There is no such place.")))]
async fn preview(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Json(proposal): extract::Json<RuleProposal>,
) -> Result<Json<RulePreview>, Error> {
    let place = proposal.place()?;
    let mut tx = user.begin(&db).await?;
    let preview = service::rulesets::preview(&mut tx, proposal.rule, &place).await?;
    Ok(Json(preview))
}
