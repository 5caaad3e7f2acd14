use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use crate::{
    api::{
        Route,
        extract::{self, Path},
    },
    auth::AdminUser,
    db::Db,
    domain::{admin::Reason, collection::CollectionId},
    error::Error,
    service::admin::moderation,
};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::admin(routes!(withdraw))]
}

/// That a collection is to be taken off the discover page.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Withdrawal {
    /// Why, for its owner and for the audit log.
    #[schema(min_length = 1, max_length = 200)]
    reason: String,
}

/// Takes a public collection off the discover page: it becomes private, which ends its links for good.
/// Its owner keeps what is in it, and is told why. Any other collection is not found.
#[utoipa::path(post, path = "/api/v1/admin/collections/{id}/withdraw", tag = "admin",
    params(("id" = i64, Path, description = "The collection.")), request_body = Withdrawal,
    responses((status = 204)))]
async fn withdraw(
    admin: AdminUser,
    State(db): State<Db>,
    Path(id): Path<CollectionId>,
    extract::Json(wanted): extract::Json<Withdrawal>,
) -> Result<StatusCode, Error> {
    let reason = Reason::new(&wanted.reason).map_err(|error| Error::Invalid(vec![error]))?;
    let mut tx = admin.begin(&db).await?;
    moderation::withdraw(&mut tx, id, &reason).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
