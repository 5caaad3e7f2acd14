use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use utoipa_axum::routes;

use crate::{
    api::{Route, attachment},
    auth::CurrentUser,
    db::Db,
    error::Error,
    service::{self, export::Place},
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![Route::person(routes!(export)).costly()]
}

/// Everything that is the caller's, as a file: their account, offers with prices, profiles,
/// rulesets, collections, links (without what makes them work), shares, notifications, and what the
/// audit log keeps about them. `left_out` says what is not in it, and why.
#[utoipa::path(get, path = "/api/v1/users/me/export", tag = "users",
    responses((status = 200, content_type = "application/json", body = serde_json::Value)))]
async fn export(user: CurrentUser, State(db): State<Db>) -> Result<Response, Error> {
    let file = attachment::parts(Place::default(), move |place| {
        let (user, db) = (user.clone(), db.clone());
        async move {
            let mut tx = user.begin(&db).await?;
            service::export::part(&mut tx, place).await
        }
    })
    .await?;
    Ok((attachment::json("deal-brain"), file).into_response())
}
