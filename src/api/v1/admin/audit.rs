use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use utoipa_axum::routes;

use crate::{
    api::{Route, attachment, extract::Query},
    auth::AdminUser,
    db::Db,
    domain::admin::{AuditAsked, AuditEntry, AuditPage, AuditQuery},
    error::Error,
    service::admin::audit::{self, Format},
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::admin(routes!(list)),
        Route::admin(routes!(export_csv)),
        Route::admin(routes!(export_json)),
    ]
}

/// The audit log, the newest events first.
#[utoipa::path(get, path = "/api/v1/admin/audit", tag = "admin", params(AuditAsked),
    responses((status = 200, body = AuditPage)))]
async fn list(
    admin: AdminUser,
    State(db): State<Db>,
    Query(asked): Query<AuditAsked>,
) -> Result<Json<AuditPage>, Error> {
    let mut tx = admin.begin(&db).await?;
    Ok(Json(audit::find(&mut tx, &asked).await?))
}

/// Everything that the question finds, as a table for spreadsheets. `cursor` and `limit` do not
/// count.
#[utoipa::path(get, path = "/api/v1/admin/audit/export.csv", tag = "admin", params(AuditAsked),
    responses((status = 200, content_type = "text/csv", body = String)))]
async fn export_csv(
    admin: AdminUser,
    State(db): State<Db>,
    Query(asked): Query<AuditAsked>,
) -> Result<Response, Error> {
    export(admin, db, asked, Format::Csv).await
}

/// Everything that the question finds, as a list of events. `cursor` and `limit` do not count.
#[utoipa::path(get, path = "/api/v1/admin/audit/export.json", tag = "admin", params(AuditAsked),
    responses((status = 200, body = Vec<AuditEntry>)))]
async fn export_json(
    admin: AdminUser,
    State(db): State<Db>,
    Query(asked): Query<AuditAsked>,
) -> Result<Response, Error> {
    export(admin, db, asked, Format::Json).await
}

/// What happens from now on is left out, the export's own record included.
async fn export(
    admin: AdminUser,
    db: Db,
    asked: AuditAsked,
    format: Format,
) -> Result<Response, Error> {
    let asked = AuditAsked {
        cursor: String::new(),
        limit: String::new(),
        ..asked
    };
    let mut query = asked.check()?;
    let now = crate::api::now();
    query.before = Some(query.before.map_or(now, |before| before.min(now)));
    let mut tx = admin.begin(&db).await?;
    audit::export_begins(&mut tx, &asked, format).await?;
    tx.commit().await?;
    let file = attachment::parts(query, move |query| {
        let (admin, db) = (admin.clone(), db.clone());
        async move {
            let mut tx = admin.begin(&db).await?;
            let (text, next) = audit::export_part(&mut tx, &query, format).await?;
            let rest = next.map(|after| AuditQuery {
                after: Some(after),
                ..query
            });
            Ok((text, rest))
        }
    })
    .await?;
    let headers = match format {
        Format::Csv => attachment::csv("audit"),
        Format::Json => attachment::json("audit"),
    };
    Ok((headers, file).into_response())
}
