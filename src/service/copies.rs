//! Copies that people keep of what others show them. Notes are never copied, and the copies are
//! valued by the rules of whoever keeps them.

use super::{links::hash, listings, plan, valuation};
use crate::{
    db::{self, UserTx},
    domain::{
        collection::{Collection, CollectionDraft, CollectionId, Item, NewItem},
        listing::{Listing, ListingId},
        share::{PublicCollection, PublicListing, ShareId},
    },
    error::{Conflict, Error},
};

/// The offer behind a link, for somebody who is about to copy it. No look that counts.
///
/// # Errors
/// [`Error::NotFound`], whatever the reason.
pub async fn deal_to_import(
    tx: &mut UserTx,
    listing: ListingId,
    secret: &str,
) -> Result<PublicListing, Error> {
    db::public::deal_to_import(tx, listing, &hash(secret))
        .await?
        .ok_or(Error::NotFound)
}

/// The offer itself if it is the caller's own, else the copy that they have of it.
///
/// # Errors
/// When the database cannot be asked.
pub async fn kept_already(
    tx: &mut UserTx,
    original: ListingId,
) -> Result<Option<ListingId>, Error> {
    Ok(db::copies::kept(tx, original).await?)
}

/// Keeps a copy of the offer behind a link, in a collection of the caller's; in "My Deals", unless
/// one is named.
///
/// # Errors
/// [`Error::NotFound`]; [`Conflict::Duplicate`] when it is theirs, or they have a copy already;
/// [`Error::PlanLimit`].
pub async fn import_deal(
    tx: &mut UserTx,
    listing: ListingId,
    secret: &str,
    into: Option<CollectionId>,
) -> Result<Item, Error> {
    let into = target(tx, into).await?;
    deal_to_import(tx, listing, secret).await?;
    plan::room_for_new_offers(tx, 1, 1).await?;
    once(tx, listing).await?;
    let copy = db::copies::of_deal(tx, listing, &hash(secret))
        .await?
        .ok_or(Error::NotFound)?;
    kept(tx, into, copy).await
}

/// Keeps a copy of the offer of a live share, of which the caller is the recipient.
///
/// # Errors
/// As [`import_deal`].
pub(super) async fn import_share(
    tx: &mut UserTx,
    share: ShareId,
    into: Option<CollectionId>,
) -> Result<Item, Error> {
    let into = target(tx, into).await?;
    let original = db::public::share_to_import(tx, share.0)
        .await?
        .ok_or(Error::NotFound)?;
    plan::room_for_new_offers(tx, 1, 1).await?;
    once(tx, original.id).await?;
    let copy = db::copies::of_share(tx, share)
        .await?
        .ok_or(Error::NotFound)?;
    kept(tx, into, copy).await
}

/// Keeps a copy of an offer of the shared library: an offer of the caller's as any other.
///
/// # Errors
/// [`Error::NotFound`] when there is no such offer, or no shared library any more;
/// [`Conflict::Duplicate`] when they have a copy already; [`Error::PlanLimit`].
pub async fn from_library(tx: &mut UserTx, original: ListingId) -> Result<Listing, Error> {
    super::found(listings::get(tx, original).await?.is_ownerless)?;
    plan::room_for_new_offers(tx, 1, 1).await?;
    once(tx, original).await?;
    let copy = db::copies::of_library(tx, original)
        .await?
        .ok_or(Error::NotFound)?;
    valuation::revalue_listing(tx, copy).await?;
    let copy = listings::get(tx, copy).await?;
    let seen_at = copy.last_seen_at.unwrap_or(copy.created_at);
    listings::remember_price(tx, &copy, seen_at).await?;
    Ok(copy)
}

/// The collection behind a link, for somebody who is about to copy it. No look that counts.
///
/// # Errors
/// [`Error::NotFound`], whatever the reason.
pub async fn collection_to_copy(tx: &mut UserTx, secret: &str) -> Result<PublicCollection, Error> {
    db::public::collection_to_copy(tx, &hash(secret))
        .await?
        .ok_or(Error::NotFound)
}

/// Where a collection that is to be copied is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Original {
    /// Behind a link with this secret.
    Link(String),
    /// On the discover page.
    Discovered(CollectionId),
}

/// Makes a private collection of the caller's with copies of all offers of another's.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] with a wrong name; [`Error::PlanLimit`].
pub async fn copy_collection(
    tx: &mut UserTx,
    original: &Original,
    name: Option<String>,
) -> Result<Collection, Error> {
    let found = match original {
        Original::Link(secret) => collection_to_copy(tx, secret).await?,
        Original::Discovered(id) => super::discover::get(tx, *id).await?,
    };
    let draft = CollectionDraft {
        name: name
            .filter(|name| !name.trim().is_empty())
            .unwrap_or_else(|| copy_name(&found.name)),
        description: found.description.clone(),
        ..CollectionDraft::default()
    };
    let made = super::collections::create(tx, draft).await?;
    plan::room_for_new_offers(tx, found.count, found.count).await?;
    match original {
        Original::Link(secret) => {
            db::copies::of_collection(tx, &hash(secret), found.count, made.id).await?;
        }
        Original::Discovered(id) => {
            db::copies::of_discovered(tx, *id, found.count, made.id).await?;
        }
    };
    valuation::revalue_owner(tx).await?;
    super::collections::get(tx, made.id).await
}

/// "Copy of …", as long as names may be.
#[must_use]
pub fn copy_name(name: &str) -> String {
    format!("Copy of {name}")
        .chars()
        .take(crate::domain::collection::NAME_MAX)
        .collect()
}

/// The collection that a copy goes into, held; the default one unless one is named.
async fn target(tx: &mut UserTx, into: Option<CollectionId>) -> Result<CollectionId, Error> {
    let id = match into {
        Some(id) => id,
        None => super::collections::default_collection(tx).await?,
    };
    super::collections::room_for(tx, id, 1).await?;
    Ok(id)
}

async fn once(tx: &mut UserTx, original: ListingId) -> Result<(), Error> {
    match db::copies::kept(tx, original).await? {
        Some(_) => Err(Error::Conflict(Conflict::Duplicate)),
        None => Ok(()),
    }
}

async fn kept(tx: &mut UserTx, into: CollectionId, copy: ListingId) -> Result<Item, Error> {
    valuation::revalue_listing(tx, copy).await?;
    let id = db::collection_items::insert(tx, into, &NewItem::undecided(copy))
        .await?
        .ok_or(Error::Conflict(Conflict::Duplicate))?;
    db::collection_items::by_id(tx, into, id)
        .await?
        .ok_or(Error::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_copy_is_no_longer_than_names_may_be() {
        assert_eq!(copy_name("Quiet desk PC"), "Copy of Quiet desk PC");
        assert_eq!(copy_name(&"ü".repeat(100)).chars().count(), 100);
    }
}
