use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::users::reason;
use crate::{
    api::{
        Route,
        extract::{self, Path},
    },
    auth::{AdminUser, ClerkAccounts, Fresh, Session},
    domain::{
        admin::{Person, PersonRecord, StandingAct, check_purge},
        user::UserId,
    },
    error::{Envelope, Error},
    service::admin::standing,
    state::AppState,
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::admin(routes!(change_standing)),
        Route::admin(routes!(purge)),
    ]
}

/// What is to be done to whether somebody may come in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct StandingChange {
    /// The act.
    act: StandingAct,
    /// Why, for the audit log.
    #[schema(min_length = 1, max_length = 200)]
    reason: String,
}

/// Keeps a person out, here or at Clerk too, takes that back, or takes a deletion back. Asks for a proof
/// of who is asking within the last ten minutes where the person is an administrator.
#[utoipa::path(post, path = "/api/v1/admin/users/{id}/standing", tag = "admin",
    params(("id" = i64, Path, description = "The person.")), request_body = StandingChange,
    responses((status = 200, body = PersonRecord),
        (status = 409, body = Envelope, description = "`last_admin`, `own_account`, `account_exists`, or `conflict`: they are not as the act needs them."),
        (status = 410, body = Envelope, description = "The deletion is final by now."),
        (status = 502, body = Envelope, description = "Clerk did not do its part; nothing was changed.")))]
async fn change_standing(
    admin: AdminUser,
    session: Session,
    State(state): State<AppState>,
    Path(id): Path<UserId>,
    extract::Json(change): extract::Json<StandingChange>,
) -> Result<Json<PersonRecord>, Error> {
    let reason = reason(Some(&change.reason))?;
    let clerk = ClerkAccounts(state.clerk.api());
    let tx = admin.begin(&state.db).await?;
    let (act, reason) = (change.act, reason.as_ref());
    let record = standing::change(tx, &clerk, id, act, reason, session.is_fresh()).await?;
    Ok(Json(record))
}

/// That somebody is to be gone for good.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Purge {
    /// `purge` and the person's number.
    confirmation: String,
    /// Why, for the audit log.
    #[schema(min_length = 1, max_length = 200)]
    reason: String,
}

/// Deletes a person who may no longer come in, and all that is theirs, for good, here and at Clerk.
/// Asks for a proof of who is asking within the last ten minutes.
#[utoipa::path(post, path = "/api/v1/admin/users/{id}/purge", tag = "admin",
    params(("id" = i64, Path, description = "The person.")), request_body = Purge,
    responses((status = 200, body = Person, description = "As they were."),
        (status = 409, body = Envelope, description = "`user_active`."),
        (status = 502, body = Envelope, description = "Clerk did not do its part; nothing was changed.")))]
async fn purge(
    admin: AdminUser,
    _: Fresh,
    State(state): State<AppState>,
    Path(id): Path<UserId>,
    extract::Json(wanted): extract::Json<Purge>,
) -> Result<Json<Person>, Error> {
    let reason = check_purge(id, &wanted.confirmation, &wanted.reason)?;
    let clerk = ClerkAccounts(state.clerk.api());
    let tx = admin.begin(&state.db).await?;
    Ok(Json(standing::purge(tx, &clerk, id, Some(&reason)).await?))
}
