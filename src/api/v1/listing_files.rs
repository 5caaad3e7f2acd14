use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use utoipa_axum::routes;

use crate::{
    api::{Route, attachment, extract},
    auth::CurrentUser,
    db::Db,
    domain::listing::Imported,
    error::{Envelope, Error},
    service,
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::person(routes!(import))
            .costly()
            .taking(service::listing_files::FILE_MAX),
        Route::person(routes!(export)).costly(),
    ]
}

/// Keeps the offers of a CSV file of at most 2 MB. The first line names the columns, as an export
/// has them; only `title` must be there. Rows that are wrong are left out, and told.
#[utoipa::path(post, path = "/api/v1/listings/import", tag = "listings",
    request_body(content = String, content_type = "text/csv"), responses(
        (status = 200, body = Imported),
        (status = 403, body = Envelope, description = "The plan does not hold so many; nothing is kept."),
        (status = 413, body = Envelope, description = "The file is too large."),
    ))]
async fn import(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Text(file): extract::Text,
) -> Result<Json<Imported>, Error> {
    let mut tx = user.begin(&db).await?;
    let imported = service::listing_files::import(&mut tx, &file).await?;
    tx.commit().await?;
    Ok(Json(imported))
}

/// All of the caller's offers, as a CSV file that the import takes.
#[utoipa::path(get, path = "/api/v1/listings/export.csv", tag = "listings",
    responses((status = 200, content_type = "text/csv", body = String)))]
async fn export(user: CurrentUser, State(db): State<Db>) -> Result<Response, Error> {
    let file = attachment::parts(None, move |after| {
        let (user, db) = (user.clone(), db.clone());
        async move {
            let mut tx = user.begin(&db).await?;
            let (text, next) = service::listing_files::export_part(&mut tx, after).await?;
            Ok((text, next.map(Some)))
        }
    })
    .await?;
    Ok((attachment::csv("offers"), file).into_response())
}
