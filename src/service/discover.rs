//! The discover page: public collections, for everybody who is signed in, while an administrator
//! has it switched on.

use super::{Page, found, links::PUBLIC_ITEMS};
use crate::{
    db::{self, UserTx, switches::PUBLIC_COLLECTIONS},
    domain::{
        collection::CollectionId,
        discover::{DiscoverAsked, DiscoverCursor, Discoveries},
        share::{PublicCollection, PublicItem},
    },
    error::Error,
};

/// The most collections that one answer holds.
const PAGE: i64 = 200;

/// Whether there is such a page.
///
/// # Errors
/// When the database cannot be asked.
pub async fn is_open(tx: &mut UserTx) -> Result<bool, Error> {
    Ok(db::switches::is_on(tx, PUBLIC_COLLECTIONS).await?)
}

/// The public collections that a question finds, the caller's own among them, the newest first.
///
/// # Errors
/// [`Error::NotFound`] when there is no such page; [`Error::Invalid`] when the question's cursor is
/// none.
pub async fn find(
    tx: &mut UserTx,
    asked: &DiscoverAsked,
    limit: i64,
) -> Result<Discoveries, Error> {
    found(is_open(tx).await?)?;
    let query = asked.check()?;
    let limit = limit.clamp(1, PAGE);
    let collections = db::public::discover(tx, &query, limit + 1).await?;
    let page = Page::of(collections, limit, |it| it.id.0);
    let last = page.items.last().filter(|_| page.next.is_some());
    Ok(Discoveries {
        next_cursor: last.map(|last| DiscoverCursor::of(last).write()),
        items: page.items,
    })
}

/// A collection that the page shows.
///
/// # Errors
/// [`Error::NotFound`], whatever the reason.
pub async fn get(tx: &mut UserTx, id: CollectionId) -> Result<PublicCollection, Error> {
    db::public::discovered(tx, id).await?.ok_or(Error::NotFound)
}

/// A collection that the page shows, with its offers.
///
/// # Errors
/// As [`get`].
pub async fn show(
    tx: &mut UserTx,
    id: CollectionId,
) -> Result<(PublicCollection, Vec<PublicItem>), Error> {
    let collection = get(tx, id).await?;
    let items = db::public::discovered_items(tx, id, PUBLIC_ITEMS).await?;
    Ok((collection, items))
}

/// Whether a collection is the caller's own.
///
/// # Errors
/// When the database cannot be asked.
pub async fn is_own(tx: &mut UserTx, id: CollectionId) -> Result<bool, Error> {
    Ok(db::collections::by_id(tx, id).await?.is_some())
}

/// Which of these collections are the caller's own.
///
/// # Errors
/// When the database cannot be asked.
pub async fn own_among(
    tx: &mut UserTx,
    collections: &[PublicCollection],
) -> Result<Vec<CollectionId>, Error> {
    let ids: Vec<i64> = collections.iter().map(|it| it.id.0).collect();
    Ok(db::collections::own_among(tx, &ids).await?)
}
