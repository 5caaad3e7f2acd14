use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use crate::{
    api::{
        Route,
        extract::{self, Path, Query},
        list::List,
        now,
    },
    auth::{AdminUser, ClerkAccounts, ClerkSessions, Fresh},
    db::Db,
    domain::{
        admin::{PeopleAsked, PeoplePage, Person, PersonRecord, Reason, StandingAct, check_purge},
        session::{OwnSession, SignedOut},
        user::{Plan, Role, UserId},
    },
    error::{Envelope, Error},
    service::admin::{people, sessions, standing},
    state::AppState,
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::admin(routes!(list)),
        Route::admin(routes!(get)),
        Route::admin(routes!(set_role)),
        Route::admin(routes!(update)),
        Route::admin(routes!(change_standing)),
        Route::admin(routes!(purge)),
        Route::admin(routes!(list_sessions)),
        Route::admin(routes!(end_session)),
        Route::admin(routes!(end_all_sessions)),
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
    /// Why, for the audit log.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200)]
    reason: Option<String>,
}

/// Gives a role. Asks for a proof of who is asking within the last ten minutes.
#[utoipa::path(patch, path = "/api/v1/admin/users/{id}/role", tag = "admin",
    params(("id" = i64, Path, description = "The person.")), request_body = RoleChange,
    responses((status = 200, body = Person),
        (status = 409, body = Envelope, description = "`last_admin`, `own_account` or `user_deactivated`.")))]
async fn set_role(
    admin: AdminUser,
    _: Fresh,
    State(db): State<Db>,
    Path(id): Path<UserId>,
    extract::Json(change): extract::Json<RoleChange>,
) -> Result<Json<Person>, Error> {
    let reason = reason(change.reason.as_deref())?;
    let mut tx = admin.begin(&db).await?;
    let person = people::set_role(&mut tx, id, change.role, reason.as_ref()).await?;
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
    /// Whether they may come in.
    #[serde(default)]
    is_active: Option<bool>,
    /// Why, for the audit log.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200)]
    reason: Option<String>,
}

/// Changes a person's plan, or whether they may come in.
#[utoipa::path(patch, path = "/api/v1/admin/users/{id}", tag = "admin",
    params(("id" = i64, Path, description = "The person.")), request_body = PersonChange,
    responses((status = 200, body = Person),
        (status = 409, body = Envelope, description = "`last_admin` or `own_account`.")))]
async fn update(
    admin: AdminUser,
    State(state): State<AppState>,
    Path(id): Path<UserId>,
    extract::Json(change): extract::Json<PersonChange>,
) -> Result<Json<Person>, Error> {
    let reason = reason(change.reason.as_deref())?;
    let db = &state.db;
    let mut tx = admin.begin(db).await?;
    let person = people::get(&mut tx, id).await?;
    if let Some(plan) = change.plan {
        people::set_plan(&mut tx, id, plan, reason.as_ref()).await?;
    }
    match change.is_active {
        Some(is_active) if is_active != person.is_active => {
            let act = if is_active {
                StandingAct::Reactivate
            } else {
                StandingAct::Deactivate
            };
            let clerk = ClerkAccounts(state.clerk.api());
            let record = standing::change(tx, &clerk, id, act, reason.as_ref()).await?;
            Ok(Json(record.person))
        }
        _ => {
            let person = people::get(&mut tx, id).await?;
            tx.commit().await?;
            Ok(Json(person))
        }
    }
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

/// Keeps a person out, here or at Clerk too, takes that back, or takes a deletion back.
#[utoipa::path(post, path = "/api/v1/admin/users/{id}/standing", tag = "admin",
    params(("id" = i64, Path, description = "The person.")), request_body = StandingChange,
    responses((status = 200, body = PersonRecord),
        (status = 409, body = Envelope, description = "`last_admin`, `own_account`, `account_exists`, or `conflict`: they are not as the act needs them."),
        (status = 410, body = Envelope, description = "The deletion is final by now."),
        (status = 502, body = Envelope, description = "Clerk did not do its part; nothing was changed.")))]
async fn change_standing(
    admin: AdminUser,
    State(state): State<AppState>,
    Path(id): Path<UserId>,
    extract::Json(change): extract::Json<StandingChange>,
) -> Result<Json<PersonRecord>, Error> {
    let reason = reason(Some(&change.reason))?;
    let clerk = ClerkAccounts(state.clerk.api());
    let tx = admin.begin(&state.db).await?;
    let record = standing::change(tx, &clerk, id, change.act, reason.as_ref()).await?;
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

/// Where a person is signed in.
#[utoipa::path(get, path = "/api/v1/admin/users/{id}/sessions", tag = "admin",
    params(("id" = i64, Path, description = "The person.")),
    responses((status = 200, body = List<OwnSession>),
        (status = 502, body = Envelope, description = "Clerk could not be asked.")))]
async fn list_sessions(
    admin: AdminUser,
    State(state): State<AppState>,
    Path(id): Path<UserId>,
) -> Result<Json<List<OwnSession>>, Error> {
    let mut tx = admin.begin(&state.db).await?;
    let person = people::get(&mut tx, id).await?;
    drop(tx);
    let sessions = sessions::list(&ClerkSessions(state.clerk.api()), &person).await?;
    Ok(Json(List::whole(sessions)))
}

/// Ends one of a person's sessions.
#[utoipa::path(delete, path = "/api/v1/admin/users/{id}/sessions/{session_id}", tag = "admin",
    params(("id" = i64, Path, description = "The person."),
        ("session_id" = String, Path, description = "Clerk's id of the session.")),
    responses((status = 200, body = SignedOut),
        (status = 502, body = Envelope, description = "Clerk did not end it.")))]
async fn end_session(
    admin: AdminUser,
    State(state): State<AppState>,
    Path((id, session_id)): Path<(UserId, String)>,
) -> Result<Json<SignedOut>, Error> {
    end(&admin, &state, id, Some(&session_id)).await
}

/// Ends all of a person's sessions.
#[utoipa::path(post, path = "/api/v1/admin/users/{id}/sign-out-everywhere", tag = "admin",
    params(("id" = i64, Path, description = "The person.")),
    responses((status = 200, body = SignedOut),
        (status = 502, body = Envelope, description = "Clerk did not end any of them.")))]
async fn end_all_sessions(
    admin: AdminUser,
    State(state): State<AppState>,
    Path(id): Path<UserId>,
) -> Result<Json<SignedOut>, Error> {
    end(&admin, &state, id, None).await
}

async fn end(
    admin: &AdminUser,
    state: &AppState,
    id: UserId,
    only: Option<&str>,
) -> Result<Json<SignedOut>, Error> {
    let keeper = ClerkSessions(state.clerk.api());
    let mut tx = admin.begin(&state.db).await?;
    let person = people::get(&mut tx, id).await?;
    let outcome = sessions::end(&keeper, &state.db, tx, &person, only, None).await?;
    Ok(Json(outcome))
}

fn reason(text: Option<&str>) -> Result<Option<Reason>, Error> {
    text.map(Reason::new)
        .transpose()
        .map_err(|error| Error::Invalid(vec![error]))
}
