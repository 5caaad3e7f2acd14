//! What the pages about public collections ask the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    domain::{
        collection::CollectionId,
        discover::{DiscoverAsked, Discoveries},
        share::{PublicCollection, PublicItem},
    },
    error::Error,
    pages::keep::actions::CollectionToCopy,
};

/// A page of public collections.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DiscoveriesFound {
    /// The collections.
    pub page: Discoveries,
    /// Which of them are the caller's own.
    pub own: Vec<CollectionId>,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// A public collection, to look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Discovered {
    /// The collection.
    pub collection: PublicCollection,
    /// Its offers, in its order.
    pub offers: Vec<PublicItem>,
    /// Whether it is the caller's own.
    pub is_own: bool,
}

/// How many collections are on a page.
#[cfg(feature = "ssr")]
const PAGE: i64 = 50;

/// The public collections that a question finds.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn find_discoveries(
    /// The question.
    #[server(default)]
    asked: DiscoverAsked,
) -> Result<DiscoveriesFound, Error> {
    use crate::service::discover;

    let mut tx = crate::serverfn::begin().await?;
    let page = discover::find(&mut tx, &asked, PAGE).await?;
    Ok(DiscoveriesFound {
        own: discover::own_among(&mut tx, &page.items).await?,
        page,
        as_of: crate::serverfn::now(),
    })
}

/// A public collection, to look at.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_discovered(
    /// Which one.
    id: CollectionId,
) -> Result<Discovered, Error> {
    use crate::service::discover;

    let mut tx = crate::serverfn::begin().await?;
    let (collection, offers) = discover::show(&mut tx, id).await?;
    Ok(Discovered {
        collection,
        offers,
        is_own: discover::is_own(&mut tx, id).await?,
    })
}

/// A public collection, to copy it.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_discovered_to_copy(
    /// Which one.
    id: CollectionId,
) -> Result<CollectionToCopy, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let collection = crate::service::discover::get(&mut tx, id).await?;
    crate::pages::keep::actions::to_copy(&mut tx, collection).await
}

/// Makes a private copy of a public collection, and goes there.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn copy_discovered(
    /// Which one.
    id: CollectionId,
    /// What the copy is called; "Copy of …", when empty.
    #[server(default)]
    name: String,
) -> Result<CollectionId, Error> {
    let original = crate::service::copies::Original::Discovered(id);
    crate::pages::keep::actions::copy(original, name).await
}

/// Takes somebody's collection off the discover page. For administrators.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn withdraw_collection(
    /// Which one.
    id: CollectionId,
    /// Why, for its owner and for the audit log.
    reason: String,
) -> Result<(), Error> {
    let reason =
        crate::domain::admin::Reason::new(&reason).map_err(|error| Error::Invalid(vec![error]))?;
    let mut tx = crate::serverfn::begin_admin().await?;
    crate::service::admin::moderation::withdraw(&mut tx, id, &reason).await?;
    tx.commit().await?;
    let (discover, withdrawn) = (super::DISCOVER, super::WITHDRAWN);
    crate::serverfn::lead_to(&format!("{discover}?{withdrawn}=1"));
    Ok(())
}
