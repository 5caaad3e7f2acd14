use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa_axum::routes;

use super::public::Into;
use crate::{
    api::{
        Route,
        extract::{self, Path, Query},
        list::{List, Part, wrong},
    },
    auth::CurrentUser,
    db::Db,
    domain::{
        collection::Item,
        share::{FoundPerson, Recipient, ShareDraft, ShareId, ShareState, UserShare},
        user::UserId,
    },
    error::{Envelope, Error},
    service,
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::person(routes!(look_up)),
        Route::person(routes!(list)),
        Route::person(routes!(send)),
        Route::person(routes!(open)),
        Route::person(routes!(import)).costly(),
        Route::person(routes!(end)),
    ]
}

/// Whom to look up.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Sought {
    /// An exact user name or address.
    #[serde(default)]
    q: String,
}

/// The person with exactly this user name or address. There is no directory: at most 20 an hour.
#[utoipa::path(get, path = "/api/v1/users/lookup", tag = "shares", params(Sought),
    responses((status = 200, body = FoundPerson),
              (status = 404, body = Envelope, description = "Nobody has this name or address."),
              (status = 429, body = Envelope, description = "More than 20 within an hour.")))]
async fn look_up(
    user: CurrentUser,
    State(db): State<Db>,
    Query(sought): Query<Sought>,
) -> Result<Json<FoundPerson>, Error> {
    Ok(Json(find(&user, &db, &sought.q).await?))
}

/// The asking counts, whatever comes of it.
async fn find(user: &CurrentUser, db: &Db, handle: &str) -> Result<FoundPerson, Error> {
    let mut tx = user.begin(db).await?;
    let found = service::shares::look_up(&mut tx, handle).await?;
    tx.commit().await?;
    found.ok_or(Error::NotFound)
}

/// Which shares.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// `in` for what the caller has received, `out` for what they have sent.
    #[serde(default, rename = "box")]
    #[param(inline, pattern = "^(in|out)$")]
    which: Option<String>,
    /// Only those that stand there.
    #[serde(default)]
    #[param(value_type = Option<ShareState>)]
    state: Option<String>,
}

/// What the caller has received, or sent, the newest first.
#[utoipa::path(get, path = "/api/v1/user-shares", tag = "shares", params(Wanted, Part),
    responses((status = 200, body = List<UserShare>)))]
async fn list(
    user: CurrentUser,
    State(db): State<Db>,
    Query(wanted): Query<Wanted>,
    Query(part): Query<Part>,
) -> Result<Json<List<UserShare>>, Error> {
    let state = wanted
        .state
        .map(|name| {
            ShareState::from_name(&name)
                .ok_or_else(|| wrong("state", "must be new, seen, saved, expired or revoked"))
        })
        .transpose()?;
    let (after, limit) = (part.after()?.map(ShareId), part.limit()?);
    let mut tx = user.begin(&db).await?;
    let page = match wanted.which.as_deref() {
        None | Some("in") => service::shares::received(&mut tx, state, after, limit).await?,
        Some("out") => service::shares::sent(&mut tx, state, after, limit).await?,
        Some(_) => return Err(wrong("box", "must be in or out")),
    };
    Ok(Json(page.into()))
}

/// Sends an offer of the caller's own to a person, at most 10 an hour.
#[utoipa::path(post, path = "/api/v1/user-shares", tag = "shares", request_body = ShareDraft,
    responses((status = 201, body = UserShare),
              (status = 404, body = Envelope, description = "No such person, or no such offer of the caller's."),
              (status = 429, body = Envelope, description = "More than 10 within an hour.")))]
async fn send(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Json(draft): extract::Json<ShareDraft>,
) -> Result<(StatusCode, Json<UserShare>), Error> {
    draft.message()?;
    let recipient = match &draft.recipient {
        Recipient::Id(id) => UserId(*id),
        Recipient::Handle(handle) => find(&user, &db, handle).await?.id,
    };
    let mut tx = user.begin(&db).await?;
    let share = service::shares::send(&mut tx, recipient, &draft).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(share)))
}

/// A share that the caller has sent or received. For its recipient, it is opened by that.
#[utoipa::path(get, path = "/api/v1/user-shares/{id}", tag = "shares",
    params(("id" = i64, Path, description = "The share.")),
    responses((status = 200, body = UserShare),
              (status = 410, body = Envelope, description = "It has expired; told to its recipient only.")))]
async fn open(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<ShareId>,
) -> Result<Json<UserShare>, Error> {
    let mut tx = user.begin(&db).await?;
    let share = service::shares::open(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Json(share))
}

/// Keeps a copy of a share's offer for its recipient, in a collection, and tells the sender.
#[utoipa::path(post, path = "/api/v1/user-shares/{id}/import", tag = "shares",
    params(("id" = i64, Path, description = "The share.")), request_body = Into,
    responses((status = 201, body = Item),
              (status = 403, body = Envelope, description = "`plan_limit`: as many offers as the plan holds; `impersonating`: another acts as the person."),
              (status = 409, body = Envelope, description = "`duplicate`: the caller has a copy already."),
              (status = 410, body = Envelope, description = "It has expired; told to its recipient only.")))]
async fn import(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<ShareId>,
    extract::Json(into): extract::Json<Into>,
) -> Result<(StatusCode, Json<Item>), Error> {
    let mut tx = user.begin(&db).await?;
    let item = service::shares::import(&mut tx, id, into.collection_id).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(item)))
}

/// Ends a share: its sender takes it back for good, its recipient puts it out of sight.
#[utoipa::path(delete, path = "/api/v1/user-shares/{id}", tag = "shares",
    params(("id" = i64, Path, description = "The share.")),
    responses((status = 204),
              (status = 410, body = Envelope, description = "It has expired; told to its recipient only.")))]
async fn end(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<ShareId>,
) -> Result<StatusCode, Error> {
    let mut tx = user.begin(&db).await?;
    service::shares::end(&mut tx, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
