//! What the pages about collections ask the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    domain::{
        collection::{
            Collection, CollectionDraft, CollectionId, CollectionPatch, Item, ItemId, ItemPatch,
            ToAdd,
        },
        listing::ListingId,
        plan::Room,
        share::{Link, LinkId},
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

/// A link that has just been made. Its address is told this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeLink {
    /// The address to pass on.
    pub url: String,
    /// The link.
    pub link: Link,
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
        domain::{collection::ItemStatus, listing::FieldError},
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

/// The cookie that carries a new link's secret to the page that shows it.
#[cfg(feature = "ssr")]
const MADE: &str = "made_link";

#[cfg(feature = "ssr")]
fn made_just_now(id: CollectionId) -> Option<String> {
    let secret = crate::serverfn::told_once(MADE, &super::address(id))?;
    let is_fit = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let origin = crate::serverfn::origin().ok()?;
    secret
        .chars()
        .all(is_fit)
        .then(|| format!("{origin}/c/{secret}"))
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

/// Makes a public link to a collection. Its address is told this once.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn make_collection_link(
    /// To which collection.
    collection: CollectionId,
    /// Days until it stops working; 0 for never.
    expires_in_days: i32,
) -> Result<MadeLink, Error> {
    use crate::{
        domain::share::LinkDraft,
        serverfn,
        service::links::{self, Secret},
    };

    let secret = Secret::new(serverfn::unguessable()?);
    let draft = LinkDraft {
        expires_in_days: Some(expires_in_days),
    };
    let mut tx = serverfn::begin().await?;
    let link = links::make_for_collection(&mut tx, collection, draft, &secret).await?;
    tx.commit().await?;
    serverfn::tell_once(MADE, &super::address(collection), secret.as_str());
    Ok(MadeLink {
        url: format!("{}/c/{}", serverfn::origin()?, secret.as_str()),
        link,
    })
}

/// Ends a link to a collection for good.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn revoke_collection_link(
    /// Which link.
    id: LinkId,
) -> Result<LinkId, Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::links::revoke_for_collection(&mut tx, id).await?;
    tx.commit().await?;
    Ok(id)
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
        domain::{collection::listing_ids, listing::FieldError},
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
    crate::serverfn::go_to(&super::address(into));
    Ok(into)
}
