//! Collections and what is in them.

mod items;

pub(super) use self::items::room_for;
pub use self::items::{add_item, add_items, items, move_item, remove_item, to_add, update_item};

use super::{Page, by_oneself, found};
use crate::{
    db::{self, UserTx},
    domain::{
        collection::{
            Collection, CollectionDraft, CollectionId, CollectionPatch, DEFAULT_NAME, Item,
            NewCollection, Visibility,
        },
        csv,
        money::Usd,
        plan::{Limit, Room},
    },
    error::{Conflict, Error},
};

/// The most that one answer holds, of collections and of items.
pub const PAGE: i64 = 200;

/// The caller's collections, newest first, after the one with the id `after`.
///
/// # Errors
/// When the database cannot be asked.
pub async fn list(
    tx: &mut UserTx,
    after: Option<CollectionId>,
    limit: i64,
) -> Result<Page<Collection>, Error> {
    let limit = limit.clamp(1, PAGE);
    let collections = db::collections::page(tx, after, limit + 1).await?;
    Ok(Page::of(collections, limit, |it| it.id.0))
}

/// All of the caller's collections, newest first, to choose from.
///
/// # Errors
/// When the database cannot be asked.
pub async fn all(tx: &mut UserTx) -> Result<Vec<Collection>, Error> {
    Ok(db::collections::page(tx, None, Limit::Collections.ceiling()).await?)
}

/// A collection of the caller's.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(tx: &mut UserTx, id: CollectionId) -> Result<Collection, Error> {
    db::collections::by_id(tx, id).await?.ok_or(Error::NotFound)
}

/// Makes a collection.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field; [`Error::PlanLimit`]; [`Error::Forbidden`] when
/// somebody else would show it to strangers in the caller's name.
pub async fn create(tx: &mut UserTx, draft: CollectionDraft) -> Result<Collection, Error> {
    let new = draft.check()?;
    if new.visibility() != Visibility::Private {
        by_oneself(tx)?;
    }
    insert(tx, &new).await
}

async fn insert(tx: &mut UserTx, new: &NewCollection) -> Result<Collection, Error> {
    let (plan, role) = db::limits::hold(tx).await?;
    let current = db::collections::count(tx).await?;
    Limit::Collections.check(plan, role, current, 1)?;
    Ok(db::collections::insert(tx, new).await?)
}

/// Changes a collection. Private ends its links.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field; [`Error::NotFound`]; [`Conflict::Stale`] when what it
/// is called, or who may look at it, was changed since it was read; [`Error::Forbidden`] in another's name.
pub async fn update(
    tx: &mut UserTx,
    id: CollectionId,
    patch: CollectionPatch,
) -> Result<Collection, Error> {
    by_oneself(tx)?;
    let change = patch.check()?;
    let is_stale = db::collections::hold(tx, id, change.if_updated_at)
        .await?
        .ok_or(Error::NotFound)?;
    if is_stale {
        return Err(Error::Conflict(Conflict::Stale));
    }
    found(db::collections::update(tx, id, &change).await?)?;
    get(tx, id).await
}

/// Takes a collection away. Its offers stay.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] in another's name when others see it.
pub async fn delete(tx: &mut UserTx, id: CollectionId) -> Result<(), Error> {
    hold(tx, id).await?;
    found(db::collections::delete(tx, id).await?)
}

/// Holds a collection of the caller's in which something is to be changed.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] in another's name when others see it.
async fn hold(tx: &mut UserTx, id: CollectionId) -> Result<(), Error> {
    found(db::collections::touch(tx, id).await?)?;
    if tx.is_acted() && get(tx, id).await?.visibility != Visibility::Private {
        by_oneself(tx)?;
    }
    Ok(())
}

/// The collection for offers that are to go into none in particular; made when there is none.
///
/// # Errors
/// [`Error::PlanLimit`].
pub async fn default_collection(tx: &mut UserTx) -> Result<CollectionId, Error> {
    // Two at once make one.
    db::limits::hold(tx).await?;
    match db::collections::oldest_named(tx, DEFAULT_NAME).await? {
        Some(id) => Ok(id),
        None => Ok(insert(tx, &NewCollection::named(DEFAULT_NAME)).await?.id),
    }
}

/// How many collections the caller has, and how many they may have.
///
/// # Errors
/// When the database cannot be asked.
pub async fn room(tx: &mut UserTx) -> Result<Room, Error> {
    let held = super::plan::hold(tx).await?;
    Ok(Room {
        used: db::collections::count(tx).await?,
        limit: held.limit(Limit::Collections),
    })
}

/// A collection with all its items, to take along. In one statement, so that nothing moves while it
/// is read.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn export(tx: &mut UserTx, id: CollectionId) -> Result<(Collection, Vec<Item>), Error> {
    let collection = get(tx, id).await?;
    let items =
        db::collection_items::page(tx, id, None, None, Limit::ItemsPerCollection.ceiling()).await?;
    Ok((collection, items))
}

/// Items as a table: one line each, with a line of names before them.
#[must_use]
pub fn table(items: &[Item]) -> String {
    let names = [
        "position",
        "title",
        "status",
        "notes",
        "price_usd",
        "adjusted_price_usd",
        "usd_per_multi_adj",
        "score",
        "condition",
        "cpu",
        "url",
        "listing_id",
    ];
    let mut table = csv::line(names);
    for item in items {
        let listing = &item.listing;
        let amount = |amount: Option<Usd>| amount.map(|it| it.to_string()).unwrap_or_default();
        let cells = [
            (item.position + 1).to_string(),
            listing.title.clone(),
            item.status.name().to_owned(),
            item.notes.clone().unwrap_or_default(),
            amount(listing.price_usd),
            amount(listing.adjusted_price_usd),
            listing.usd_per_multi_adj.clone().unwrap_or_default(),
            listing.score_composite.clone().unwrap_or_default(),
            listing.condition.name().to_owned(),
            listing.cpu_name.clone().unwrap_or_default(),
            listing.listing_url.clone().unwrap_or_default(),
            listing.id.0.to_string(),
        ];
        table.push_str(&csv::line(cells.iter().map(String::as_str)));
    }
    table
}
