//! What the pages that keep a copy of something ask the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        collection::CollectionId,
        listing::ListingId,
        plan::Room,
        share::{PublicCollection, PublicListing},
    },
    error::Error,
};

/// A collection that a copy can go into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The number of the collection.
    pub id: i64,
    /// What it is called.
    pub name: String,
}

/// An offer behind a link, for somebody who is about to save it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DealToSave {
    /// The offer.
    pub offer: PublicListing,
    /// The caller's own offer, or the copy that they have already.
    pub kept: Option<ListingId>,
    /// The caller's collections.
    pub targets: Vec<Target>,
    /// How many active offers the caller has, and may have.
    pub room: Room,
}

/// A collection behind a link, for somebody who is about to copy it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CollectionToCopy {
    /// The collection.
    pub collection: PublicCollection,
    /// What the copy is called unless said otherwise.
    pub name: String,
    /// How many collections the caller has, and may have.
    pub room: Room,
    /// How many active offers the caller has, and may have.
    pub offers: Room,
}

/// The offer behind a link, to save it. No look that counts.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_deal_to_save(
    /// The number of the offer.
    listing: ListingId,
    /// What the link ends with.
    token: String,
) -> Result<DealToSave, Error> {
    use crate::service::{copies, listings};

    let mut tx = crate::serverfn::begin().await?;
    let offer = copies::deal_to_import(&mut tx, listing, &token).await?;
    Ok(DealToSave {
        kept: copies::kept_already(&mut tx, offer.id).await?,
        targets: targets(&mut tx).await?,
        room: listings::room(&mut tx).await?,
        offer,
    })
}

/// Keeps a copy of the offer behind a link, and goes to the collection that it is in.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn save_deal(
    /// The number of the offer.
    listing: ListingId,
    /// What the link ends with.
    token: String,
    /// The number of a collection; the default one, when empty.
    #[server(default)]
    collection: String,
) -> Result<CollectionId, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let into = chosen(&mut tx, &collection).await?;
    crate::service::copies::import_deal(&mut tx, listing, &token, Some(into)).await?;
    tx.commit().await?;
    crate::serverfn::go_to(&crate::pages::collections::address(into));
    Ok(into)
}

/// The collection behind a link, to copy it. No look that counts.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_collection_to_copy(
    /// What the link ends with.
    token: String,
) -> Result<CollectionToCopy, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let collection = crate::service::copies::collection_to_copy(&mut tx, &token).await?;
    to_copy(&mut tx, collection).await
}

/// Makes a private copy of the collection behind a link, and goes there.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn copy_collection(
    /// What the link ends with.
    token: String,
    /// What the copy is called; "Copy of …", when empty.
    #[server(default)]
    name: String,
) -> Result<CollectionId, Error> {
    copy(crate::service::copies::Original::Link(token), name).await
}

/// What there is to know before that collection is copied.
#[cfg(feature = "ssr")]
pub(in crate::pages) async fn to_copy(
    tx: &mut crate::serverfn::Scope,
    collection: PublicCollection,
) -> Result<CollectionToCopy, Error> {
    Ok(CollectionToCopy {
        name: crate::service::copies::copy_name(&collection.name),
        room: crate::service::collections::room(tx).await?,
        offers: crate::service::listings::room(tx).await?,
        collection,
    })
}

/// Makes a private copy, and goes there.
#[cfg(feature = "ssr")]
pub(in crate::pages) async fn copy(
    original: crate::service::copies::Original,
    name: String,
) -> Result<CollectionId, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let made = crate::service::copies::copy_collection(&mut tx, &original, Some(name)).await?;
    tx.commit().await?;
    crate::serverfn::go_to(&crate::pages::collections::address(made.id));
    Ok(made.id)
}

/// The caller's collections, to choose from.
#[cfg(feature = "ssr")]
pub(in crate::pages) async fn targets(
    tx: &mut crate::serverfn::Scope,
) -> Result<Vec<Target>, Error> {
    let collections = crate::service::collections::all(tx).await?;
    Ok(collections
        .into_iter()
        .map(|it| Target {
            id: it.id.0,
            name: it.name,
        })
        .collect())
}

/// The collection that a form names; the default one, when it names none.
#[cfg(feature = "ssr")]
pub(in crate::pages) async fn chosen(
    tx: &mut crate::serverfn::Scope,
    collection: &str,
) -> Result<CollectionId, Error> {
    use crate::{domain::listing::FieldError, service::collections::default_collection};

    if collection.is_empty() {
        return default_collection(tx).await;
    }
    collection
        .parse()
        .map(CollectionId)
        .map_err(|_| Error::Invalid(vec![FieldError::new("collection", "must be chosen")]))
}
