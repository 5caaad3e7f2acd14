use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use crate::{
    api::{
        Route,
        extract::{self, Path, Query},
        now,
    },
    auth::{AdminUser, ClerkAccounts, Fresh, Session},
    db::Db,
    domain::{
        admin::{PeopleAsked, PeoplePage, Person, PersonRecord, Reason, StandingAct},
        user::{Plan, Role, UserId},
    },
    error::{Envelope, Error},
    service::admin::{people, standing},
    state::AppState,
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::admin(routes!(list)),
        Route::admin(routes!(get)),
        Route::admin(routes!(set_role)),
        Route::admin(routes!(update)),
    ]
}

/// People, deactivated ones included.
#[utoipa::path(get, path = "/api/v1/admin/users", tag = "admin", params(PeopleAsked),
    responses((status = 200, body = PeoplePage)))]
async fn list(
    admin: AdminUser,
    State(db): State<Db>,
    Query(asked): Query<PeopleAsked>,
) -> Result<Json<PeoplePage>, Error> {
    let mut tx = admin.begin(&db).await?;
    Ok(Json(people::find(&mut tx, &asked, now()).await?))
}

/// A person, and how much is theirs.
#[utoipa::path(get, path = "/api/v1/admin/users/{id}", tag = "admin",
    params(("id" = i64, Path, description = "The person.")),
    responses((status = 200, body = PersonRecord)))]
async fn get(
    admin: AdminUser,
    State(db): State<Db>,
    Path(id): Path<UserId>,
) -> Result<Json<PersonRecord>, Error> {
    let mut tx = admin.begin(&db).await?;
    Ok(Json(standing::record(&mut tx, id).await?))
}

/// A role to be given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoleChange {
    /// The role.
    role: Role,
    /// The role that they had when the change was decided: refused with 409 if they have another.
    #[serde(default)]
    if_role: Option<Role>,
    /// Why, for the audit log.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200)]
    reason: Option<String>,
}

/// Gives a role. Asks for a proof of who is asking within the last ten minutes.
#[utoipa::path(patch, path = "/api/v1/admin/users/{id}/role", tag = "admin",
    params(("id" = i64, Path, description = "The person.")), request_body = RoleChange,
    responses((status = 200, body = Person),
        (status = 409, body = Envelope, description = "`last_admin`, `own_account`, `user_deactivated`, or `conflict`: not `if_role` any more.")))]
async fn set_role(
    admin: AdminUser,
    _: Fresh,
    State(db): State<Db>,
    Path(id): Path<UserId>,
    extract::Json(change): extract::Json<RoleChange>,
) -> Result<Json<Person>, Error> {
    let reason = reason(change.reason.as_deref())?;
    let mut tx = admin.begin(&db).await?;
    let person =
        people::set_role(&mut tx, id, change.role, change.if_role, reason.as_ref()).await?;
    tx.commit().await?;
    Ok(Json(person))
}

/// What is to change of a person; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PersonChange {
    /// The plan.
    #[serde(default)]
    plan: Option<Plan>,
    /// The plan that they had when the change was decided: refused with 409 if they have another.
    #[serde(default)]
    if_plan: Option<Plan>,
    /// Whether they may come in.
    #[serde(default)]
    is_active: Option<bool>,
    /// Why, for the audit log.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200)]
    reason: Option<String>,
}

/// Changes a person's plan, or whether they may come in. The latter asks for a proof of who is asking
/// within the last ten minutes where the person is an administrator.
#[utoipa::path(patch, path = "/api/v1/admin/users/{id}", tag = "admin",
    params(("id" = i64, Path, description = "The person.")), request_body = PersonChange,
    responses((status = 200, body = Person),
        (status = 409, body = Envelope, description = "`last_admin`, `own_account`, or `conflict`: not `if_plan` any more.")))]
async fn update(
    admin: AdminUser,
    session: Session,
    State(state): State<AppState>,
    Path(id): Path<UserId>,
    extract::Json(change): extract::Json<PersonChange>,
) -> Result<Json<Person>, Error> {
    let reason = reason(change.reason.as_deref())?;
    let db = &state.db;
    let mut tx = admin.begin(db).await?;
    let person = people::get(&mut tx, id).await?;
    if let Some(plan) = change.plan {
        people::set_plan(&mut tx, id, plan, change.if_plan, reason.as_ref()).await?;
    }
    match change.is_active {
        Some(is_active) if is_active != person.is_active => {
            let act = if is_active {
                StandingAct::Reactivate
            } else {
                StandingAct::Deactivate
            };
            let clerk = ClerkAccounts(state.clerk.api());
            let is_proved = session.is_fresh();
            let record = standing::change(tx, &clerk, id, act, reason.as_ref(), is_proved).await?;
            Ok(Json(record.person))
        }
        _ => {
            let person = people::get(&mut tx, id).await?;
            tx.commit().await?;
            Ok(Json(person))
        }
    }
}

pub(super) fn reason(text: Option<&str>) -> Result<Option<Reason>, Error> {
    text.map(Reason::new)
        .transpose()
        .map_err(|error| Error::Invalid(vec![error]))
}
