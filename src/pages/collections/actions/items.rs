//! What is asked of the server about the offers in a collection.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::pages::collections::address;
use crate::{
    domain::{
        collection::{CollectionId, Item, ItemId, ItemPatch, ToAdd},
        listing::ListingId,
    },
    error::Error,
};

/// Changes what was decided and noted about an offer.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn change_item(
    /// In which collection.
    collection: CollectionId,
    /// Which item.
    id: ItemId,
    /// What to change.
    item: ItemPatch,
) -> Result<Item, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let changed = crate::service::collections::update_item(&mut tx, collection, id, item).await?;
    tx.commit().await?;
    Ok(changed)
}

/// Moves an item to where another one stands.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn move_item(
    /// In which collection.
    collection: CollectionId,
    /// Which item.
    id: ItemId,
    /// Whose place it takes.
    to: ItemId,
) -> Result<(), Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::collections::move_item(&mut tx, collection, id, to).await?;
    Ok(tx.commit().await?)
}

/// Takes an offer out of a collection. The offer stays.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn remove_item(
    /// Out of which collection.
    collection: CollectionId,
    /// Which item.
    id: ItemId,
) -> Result<ItemId, Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::collections::remove_item(&mut tx, collection, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Moves an offer that is bought out of the way.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn archive_bought(
    /// Which offer.
    listing: ListingId,
) -> Result<ListingId, Error> {
    use crate::domain::listing::Status;

    let mut tx = crate::serverfn::begin().await?;
    crate::service::listings::set_status(&mut tx, listing, Status::Archived).await?;
    tx.commit().await?;
    Ok(listing)
}

/// Offers that are to be put into a collection, and where they could go.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_offers_to_add(
    /// Their numbers, with commas between.
    listing: String,
) -> Result<ToAdd, Error> {
    let listings = crate::domain::collection::listing_ids(&listing);
    let mut tx = crate::serverfn::begin().await?;
    crate::service::collections::to_add(&mut tx, &listings).await
}

/// Puts offers into a collection, or into a new one, and goes there.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn add_to_collection(
    /// The offers' numbers, with commas between.
    listing: String,
    /// The number of the collection; `new` for one that is to be made.
    #[server(default)]
    collection: String,
    /// What a new one is called.
    #[server(default)]
    name: String,
) -> Result<CollectionId, Error> {
    use crate::{
        domain::{
            collection::{CollectionDraft, listing_ids},
            listing::FieldError,
        },
        service::collections,
    };

    let listings = listing_ids(&listing);
    let mut tx = crate::serverfn::begin().await?;
    let into = if collection == "new" {
        let draft = CollectionDraft {
            name,
            ..CollectionDraft::default()
        };
        collections::create(&mut tx, draft).await?.id
    } else {
        let id = collection.parse().map(CollectionId);
        id.map_err(|_| Error::Invalid(vec![FieldError::new("collection", "must be chosen")]))?
    };
    collections::add_items(&mut tx, into, &listings).await?;
    tx.commit().await?;
    crate::serverfn::go_to(&address(into));
    Ok(into)
}
