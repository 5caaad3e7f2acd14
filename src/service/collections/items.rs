//! What is in a collection.

use super::{PAGE, all, get, hold};
use crate::{
    db::{self, UserTx},
    domain::{
        collection::{
            ADDED_MAX, Candidate, CollectionId, Item, ItemDraft, ItemId, ItemPatch, ItemStatus,
            Shelf, ToAdd,
        },
        listing::{FieldError, ListingId},
        plan::Limit,
    },
    error::{Conflict, Error},
    service::{Page, count, found, plan},
};

/// The items of a collection of the caller's in their order, of one status only if given, after
/// the item `after`.
///
/// # Errors
/// [`Error::NotFound`] when there is no such collection.
pub async fn items(
    tx: &mut UserTx,
    id: CollectionId,
    status: Option<ItemStatus>,
    after: Option<ItemId>,
    limit: i64,
) -> Result<Page<Item>, Error> {
    get(tx, id).await?;
    let limit = limit.clamp(1, PAGE);
    let items = db::collection_items::page(tx, id, status, after, limit + 1).await?;
    Ok(Page::of(items, limit, |it| it.id.0))
}

/// Puts an offer into a collection: where asked, else at the end.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field; [`Error::NotFound`] for a collection that is not the
/// caller's; [`Conflict::Duplicate`] when it is in there already; [`Error::PlanLimit`] when it is
/// full.
pub async fn add_item(
    tx: &mut UserTx,
    collection: CollectionId,
    draft: ItemDraft,
) -> Result<Item, Error> {
    let new = draft.check()?;
    room_for(tx, collection, 1).await?;
    if !db::collection_items::may_hold(tx, new.listing).await? {
        return Err(Error::NotFound);
    }
    let id = db::collection_items::insert(tx, collection, &new)
        .await?
        .ok_or(Error::Conflict(Conflict::Duplicate))?;
    if let Some(position) = new.position {
        db::collection_items::move_to(tx, collection, id, position).await?;
    }
    item(tx, collection, id).await
}

/// Puts several offers at the end of a collection, those left out that are in there already; tells
/// how many were put in.
///
/// # Errors
/// [`Error::NotFound`] when the collection or one of the offers is not the caller's; then none is
/// put in. [`Error::Invalid`] without an offer, or with too many at once; [`Error::PlanLimit`].
pub async fn add_items(
    tx: &mut UserTx,
    collection: CollectionId,
    listings: &[ListingId],
) -> Result<u64, Error> {
    let ids = checked(listings)?;
    room_for(tx, collection, count(ids.len())).await?;
    let known = db::collection_items::titles(tx, &ids).await?;
    found(known.len() == ids.len())?;
    Ok(db::collection_items::insert_all(tx, collection, &ids).await?)
}

/// Offers that are to be put into a collection, and the caller's collections to choose from.
///
/// # Errors
/// [`Error::NotFound`] when none of the offers is the caller's; [`Error::Invalid`] without an offer,
/// or with too many at once.
pub async fn to_add(tx: &mut UserTx, listings: &[ListingId]) -> Result<ToAdd, Error> {
    let ids = checked(listings)?;
    let offers = db::collection_items::titles(tx, &ids).await?;
    found(!offers.is_empty())?;
    let held = db::collection_items::count_held(tx, &ids).await?;
    let collections = all(tx).await?;
    Ok(ToAdd {
        offers: offers
            .into_iter()
            .map(|(id, title)| Candidate { id, title })
            .collect(),
        shelves: collections
            .into_iter()
            .map(|collection| Shelf {
                held: held
                    .iter()
                    .find(|(id, _)| *id == collection.id)
                    .map_or(0, |(_, count)| *count),
                collection,
            })
            .collect(),
    })
}

/// Holds a collection of the caller's that takes so many more offers.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::PlanLimit`]; [`Error::Forbidden`] in another's name when others see it.
pub(in crate::service) async fn room_for(
    tx: &mut UserTx,
    collection: CollectionId,
    more: i64,
) -> Result<(), Error> {
    // The person first, then the collection: always in this order, so that nobody waits in a circle.
    let held = plan::hold(tx).await?;
    hold(tx, collection).await?;
    let current = db::collection_items::count(tx, collection).await?;
    held.check(Limit::ItemsPerCollection, current, more)
}

fn checked(listings: &[ListingId]) -> Result<Vec<i64>, Error> {
    let reason = match listings.len() {
        0 => "must name an offer".to_owned(),
        count if count > ADDED_MAX => format!("must name at most {ADDED_MAX} offers"),
        _ => return Ok(listings.iter().map(|id| id.0).collect()),
    };
    Err(Error::Invalid(vec![FieldError::new("listing", reason)]))
}

/// Changes what was decided and noted about an offer, and its place.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field; [`Error::NotFound`]; [`Conflict::Stale`] when it was
/// changed since it was read; [`Error::Forbidden`] in another's name when others see the collection.
pub async fn update_item(
    tx: &mut UserTx,
    collection: CollectionId,
    id: ItemId,
    patch: ItemPatch,
) -> Result<Item, Error> {
    let change = patch.check()?;
    hold(tx, collection).await?;
    let current = item(tx, collection, id).await?;
    if change
        .if_updated_at
        .is_some_and(|read| read != current.updated_at)
    {
        return Err(Error::Conflict(Conflict::Stale));
    }
    if change.status.is_some() || change.notes.is_some() {
        db::collection_items::update(tx, collection, id, &change).await?;
    }
    if let Some(position) = change.position {
        db::collection_items::move_to(tx, collection, id, position).await?;
    }
    item(tx, collection, id).await
}

/// Moves an item to where another one stands; what is between them moves by one.
///
/// # Errors
/// [`Error::NotFound`] when one of them is not in the collection; [`Error::Forbidden`] in another's name when
/// others see it.
pub async fn move_item(
    tx: &mut UserTx,
    collection: CollectionId,
    id: ItemId,
    to: ItemId,
) -> Result<(), Error> {
    hold(tx, collection).await?;
    item(tx, collection, id).await?;
    let place = db::collection_items::place_of(tx, collection, to)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(db::collection_items::move_to(tx, collection, id, place).await?)
}

/// Takes an offer out of a collection. The offer stays.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] in another's name when others see the collection.
pub async fn remove_item(
    tx: &mut UserTx,
    collection: CollectionId,
    id: ItemId,
) -> Result<(), Error> {
    hold(tx, collection).await?;
    found(db::collection_items::delete(tx, collection, id).await?)
}

async fn item(tx: &mut UserTx, collection: CollectionId, id: ItemId) -> Result<Item, Error> {
    db::collection_items::by_id(tx, collection, id)
        .await?
        .ok_or(Error::NotFound)
}
