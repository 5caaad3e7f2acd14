//! What the pages about collections ask the server.

mod items;
mod links;

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

#[cfg(feature = "ssr")]
use self::links::made_just_now;
pub use self::{
    items::{
        AddToCollection, ArchiveBought, ChangeItem, GetOffersToAdd, MoveItem, RemoveItem,
        add_to_collection, archive_bought, change_item, get_offers_to_add, move_item, remove_item,
    },
    links::{
        MadeLink, MakeCollectionLink, RevokeCollectionLink, make_collection_link,
        revoke_collection_link,
    },
};

use crate::{
    domain::{
        collection::{
            Collection, CollectionDraft, CollectionId, CollectionPatch, Item, SharingForm,
        },
        plan::Room,
        share::Link,
    },
    error::Error,
};

/// The caller's collections.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Collections {
    /// The newest first.
    pub items: Vec<Collection>,
    /// Where the next page begins, when there is one.
    pub next: Option<i64>,
    /// How many there are on all pages, and may be.
    pub room: Room,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// Which part of a collection is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The number of the collection.
    pub id: i64,
    /// Only items of this status; all, when empty.
    pub status: String,
    /// After this item; from the beginning, when empty.
    pub after: String,
}

/// A collection with its items and links.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Workspace {
    /// The collection.
    pub collection: Collection,
    /// Its items, in order.
    pub items: Vec<Item>,
    /// Where the next page of items begins, when there is one.
    pub next: Option<i64>,
    /// Its links, the newest first.
    pub links: Vec<Link>,
    /// Whether there are older links than these.
    pub has_more_links: bool,
    /// How many links of the caller's work, and may.
    pub room: Room,
    /// The address of a link that has just been made by a form without a script.
    pub made: Option<String>,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// The caller's collections, the newest first, after the one of that number.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn list_collections(
    /// A number, or nothing.
    after: String,
) -> Result<Collections, Error> {
    use crate::service::collections;

    const SHOWN: i64 = 50;
    let after = after.parse().ok().map(CollectionId);
    let mut tx = crate::serverfn::begin().await?;
    let page = collections::list(&mut tx, after, SHOWN).await?;
    Ok(Collections {
        items: page.items,
        next: page.next,
        room: collections::room(&mut tx).await?,
        as_of: crate::serverfn::now(),
    })
}

/// Makes a collection, and goes there.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn create_collection(
    /// The collection, as the form holds it.
    collection: CollectionDraft,
) -> Result<Collection, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let made = crate::service::collections::create(&mut tx, collection).await?;
    tx.commit().await?;
    crate::serverfn::go_to(&super::address(made.id));
    Ok(made)
}

/// A collection of the caller's.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_workspace(
    /// Which part of it.
    asked: Asked,
) -> Result<Workspace, Error> {
    use crate::{
        domain::{
            collection::{ItemId, ItemStatus},
            listing::FieldError,
        },
        service::{collections, links},
    };

    const SHOWN: i64 = 100;
    let id = CollectionId(asked.id);
    let status = match &*asked.status {
        "" => None,
        name => Some(ItemStatus::from_name(name).ok_or_else(|| {
            Error::Invalid(vec![FieldError::new("status", "is not one of the four")])
        })?),
    };
    let after = asked.after.parse().ok().map(ItemId);
    let mut tx = crate::serverfn::begin().await?;
    let collection = collections::get(&mut tx, id).await?;
    let page = collections::items(&mut tx, id, status, after, SHOWN).await?;
    let page_of_links = links::of_collection(&mut tx, id, None, links::SHOWN).await?;
    let room = links::room(&mut tx).await?;
    Ok(Workspace {
        made: made_just_now(id),
        collection,
        items: page.items,
        next: page.next,
        has_more_links: page_of_links.next.is_some(),
        links: page_of_links.items,
        room,
        as_of: crate::serverfn::now(),
    })
}

/// Changes a collection's name, description or visibility.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn change_collection(
    /// Which one.
    id: CollectionId,
    /// What to change.
    collection: CollectionPatch,
) -> Result<Collection, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let changed = crate::service::collections::update(&mut tx, id, collection).await?;
    tx.commit().await?;
    Ok(changed)
}

/// Changes who may look at a collection, and whether they see what was decided.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn change_sharing(
    /// Which one.
    id: CollectionId,
    /// Who may look, and at what, as the form holds it.
    collection: SharingForm,
) -> Result<Collection, Error> {
    change_collection(id, collection.into()).await
}

/// Takes a collection away, and goes to the others.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn delete_collection(
    /// Which one.
    id: CollectionId,
) -> Result<(), Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::collections::delete(&mut tx, id).await?;
    tx.commit().await?;
    crate::serverfn::go_to(super::COLLECTIONS);
    Ok(())
}
