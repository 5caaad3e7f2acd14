use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

use crate::{
    api::{
        Route, attachment,
        extract::{self, Path, Query},
        list::{List, Part, wrong},
    },
    auth::CurrentUser,
    db::Db,
    domain::collection::{
        Collection, CollectionDraft, CollectionId, CollectionPatch, Item, ItemDraft, ItemId,
        ItemPatch, ItemStatus,
    },
    error::{Envelope, Error},
    service,
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::person(routes!(list)),
        Route::person(routes!(create)),
        Route::person(routes!(get)),
        Route::person(routes!(update)),
        Route::person(routes!(delete)),
        Route::person(routes!(items)),
        Route::person(routes!(add_item)),
        Route::person(routes!(update_item)),
        Route::person(routes!(remove_item)),
        Route::person(routes!(export)).costly(),
    ]
}

/// The caller's collections, newest first.
#[utoipa::path(get, path = "/api/v1/collections", tag = "collections", params(Part),
    responses((status = 200, body = List<Collection>)))]
async fn list(
    user: CurrentUser,
    State(db): State<Db>,
    Query(part): Query<Part>,
) -> Result<Json<List<Collection>>, Error> {
    let after = part.after()?.map(CollectionId);
    let mut tx = user.begin(&db).await?;
    let page = service::collections::list(&mut tx, after, part.limit()?).await?;
    Ok(Json(page.into()))
}

/// Makes a collection.
#[utoipa::path(post, path = "/api/v1/collections", tag = "collections", request_body = CollectionDraft,
    responses((status = 201, body = Collection)))]
async fn create(
    user: CurrentUser,
    State(db): State<Db>,
    extract::Json(draft): extract::Json<CollectionDraft>,
) -> Result<(StatusCode, Json<Collection>), Error> {
    let mut tx = user.begin(&db).await?;
    let collection = service::collections::create(&mut tx, draft).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(collection)))
}

/// A collection.
#[utoipa::path(get, path = "/api/v1/collections/{id}", tag = "collections",
    params(("id" = i64, Path, description = "The collection.")),
    responses((status = 200, body = Collection)))]
async fn get(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<CollectionId>,
) -> Result<Json<Collection>, Error> {
    let mut tx = user.begin(&db).await?;
    Ok(Json(service::collections::get(&mut tx, id).await?))
}

/// Changes a collection. Making it private ends its links at once.
#[utoipa::path(patch, path = "/api/v1/collections/{id}", tag = "collections",
    params(("id" = i64, Path, description = "The collection.")), request_body = CollectionPatch,
    responses((status = 200, body = Collection),
              (status = 409, body = Envelope, description = "Changed since `if_updated_at`.")))]
async fn update(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<CollectionId>,
    extract::Json(patch): extract::Json<CollectionPatch>,
) -> Result<Json<Collection>, Error> {
    let mut tx = user.begin(&db).await?;
    let collection = service::collections::update(&mut tx, id, patch).await?;
    tx.commit().await?;
    Ok(Json(collection))
}

/// Takes a collection away. Its offers stay.
#[utoipa::path(delete, path = "/api/v1/collections/{id}", tag = "collections",
    params(("id" = i64, Path, description = "The collection.")),
    responses((status = 204)))]
async fn delete(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<CollectionId>,
) -> Result<StatusCode, Error> {
    let mut tx = user.begin(&db).await?;
    service::collections::delete(&mut tx, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which items.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Only of this status.
    #[serde(default)]
    #[param(value_type = Option<ItemStatus>)]
    status: Option<String>,
}

/// The items of a collection, in its order.
#[utoipa::path(get, path = "/api/v1/collections/{id}/items", tag = "collections",
    params(("id" = i64, Path, description = "The collection."), Wanted, Part),
    responses((status = 200, body = List<Item>)))]
async fn items(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<CollectionId>,
    Query(wanted): Query<Wanted>,
    Query(part): Query<Part>,
) -> Result<Json<List<Item>>, Error> {
    let status = wanted
        .status
        .map(|name| {
            ItemStatus::from_name(&name).ok_or_else(|| {
                wrong(
                    "status",
                    "must be undecided, shortlisted, rejected or bought",
                )
            })
        })
        .transpose()?;
    let after = part.after()?.map(ItemId);
    let mut tx = user.begin(&db).await?;
    let page = service::collections::items(&mut tx, id, status, after, part.limit()?).await?;
    Ok(Json(page.into()))
}

/// Puts an offer at the end of a collection.
#[utoipa::path(post, path = "/api/v1/collections/{id}/items", tag = "collections",
    params(("id" = i64, Path, description = "The collection.")), request_body = ItemDraft,
    responses((status = 201, body = Item), (status = 409, body = Envelope, description = "It is in there already.")))]
async fn add_item(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<CollectionId>,
    extract::Json(draft): extract::Json<ItemDraft>,
) -> Result<(StatusCode, Json<Item>), Error> {
    let mut tx = user.begin(&db).await?;
    let item = service::collections::add_item(&mut tx, id, draft).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(item)))
}

/// Changes what was decided and noted about an offer, and its place.
#[utoipa::path(patch, path = "/api/v1/collections/{id}/items/{item}", tag = "collections",
    params(("id" = i64, Path, description = "The collection."), ("item" = i64, Path, description = "The item.")),
    request_body = ItemPatch,
    responses((status = 200, body = Item), (status = 409, body = Envelope, description = "Changed since it was read.")))]
async fn update_item(
    user: CurrentUser,
    State(db): State<Db>,
    Path((id, item)): Path<(CollectionId, ItemId)>,
    extract::Json(patch): extract::Json<ItemPatch>,
) -> Result<Json<Item>, Error> {
    let mut tx = user.begin(&db).await?;
    let item = service::collections::update_item(&mut tx, id, item, patch).await?;
    tx.commit().await?;
    Ok(Json(item))
}

/// Takes an offer out of a collection. The offer stays.
#[utoipa::path(delete, path = "/api/v1/collections/{id}/items/{item}", tag = "collections",
    params(("id" = i64, Path, description = "The collection."), ("item" = i64, Path, description = "The item.")),
    responses((status = 204)))]
async fn remove_item(
    user: CurrentUser,
    State(db): State<Db>,
    Path((id, item)): Path<(CollectionId, ItemId)>,
) -> Result<StatusCode, Error> {
    let mut tx = user.begin(&db).await?;
    service::collections::remove_item(&mut tx, id, item).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// In which form.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Form {
    /// `csv` for spreadsheets (default), or `json`.
    #[serde(default)]
    #[param(inline, pattern = "^(csv|json)$")]
    format: Option<String>,
}

/// A collection with all its items.
#[derive(Serialize, ToSchema)]
struct Exported {
    collection: Collection,
    items: Vec<Item>,
}

/// A collection with all its items, as a file. It holds the owner's notes.
#[utoipa::path(get, path = "/api/v1/collections/{id}/export", tag = "collections",
    params(("id" = i64, Path, description = "The collection."), Form),
    responses((status = 200, description = "The file.", content(
        (String = "text/csv"), (Exported = "application/json")))))]
async fn export(
    user: CurrentUser,
    State(db): State<Db>,
    Path(id): Path<CollectionId>,
    Query(form): Query<Form>,
) -> Result<Response, Error> {
    let as_json = match form.format.as_deref() {
        None | Some("csv") => false,
        Some("json") => true,
        Some(_) => return Err(wrong("format", "must be csv or json")),
    };
    let mut tx = user.begin(&db).await?;
    let (collection, items) = service::collections::export(&mut tx, id).await?;
    let name = format!("collection-{}", id.0);
    Ok(if as_json {
        let file = Json(Exported { collection, items });
        (attachment::json(&name), file).into_response()
    } else {
        let file = service::collections::table(&items);
        (attachment::csv(&name), file).into_response()
    })
}
