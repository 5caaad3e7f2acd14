use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa_axum::routes;

use super::public::Shown;
use crate::{
    api::{
        Route,
        extract::{Path, Query},
        list::{List, Part},
    },
    auth::CurrentUser,
    db::Db,
    domain::{collection::CollectionId, discover::DiscoverAsked, share::PublicCollection},
    error::{Envelope, Error},
    service,
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![Route::person(routes!(list)), Route::person(routes!(get))]
}

/// Which collections.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Search {
    /// Beginnings of words of a name or a description; all must be found.
    #[serde(default)]
    q: Option<String>,
}

/// Public collections, the caller's own among them, newest first.
#[utoipa::path(get, path = "/api/v1/discover", tag = "collections", params(Search, Part),
    responses((status = 200, body = List<PublicCollection>),
              (status = 404, body = Envelope, description = "There is no discover page: an administrator can switch it on.")))]
async fn list(
    user: CurrentUser,
    State(db): State<Db>,
    Query(search): Query<Search>,
    Query(part): Query<Part>,
) -> Result<Json<List<PublicCollection>>, Error> {
    let limit = part.limit()?;
    let asked = DiscoverAsked {
        q: search.q.unwrap_or_default(),
        cursor: part.cursor.unwrap_or_default(),
    };
    let mut tx = user.begin(&db).await?;
    let found = service::discover::find(&mut tx, &asked, limit).await?;
    Ok(Json(List {
        items: found.items,
        next_cursor: found.next_cursor,
    }))
}

/// A public collection with its offers: without notes, and without decisions unless its owner shows
/// them.
#[utoipa::path(get, path = "/api/v1/discover/{id}", tag = "collections",
    params(("id" = i64, Path, description = "The collection.")),
    responses((status = 200, body = Shown)))]
async fn get(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<CollectionId>,
) -> Result<Json<Shown>, Error> {
    let mut tx = user.begin(&db).await?;
    let (collection, listings) = service::discover::show(&mut tx, id).await?;
    Ok(Json(Shown {
        collection,
        listings,
    }))
}
