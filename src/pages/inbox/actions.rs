//! What the inbox asks the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    domain::{
        collection::CollectionId,
        listing::ListingId,
        notification::{Notification, NotificationId, Unread},
        plan::Room,
        share::{PublicListing, ShareId, UserShare},
    },
    error::Error,
    pages::keep::actions::Target,
};

/// Offers that were sent, or received.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shares {
    /// The newest first.
    pub items: Vec<UserShare>,
    /// Where the next page begins, when there is one.
    pub next: Option<i64>,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// Offers that were received, and how much room there is to save them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReceivedShares {
    /// The offers.
    pub shares: Shares,
    /// How many active offers the caller has, and may have.
    pub room: Room,
}

/// What the caller was told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// What they have not read yet, the newest first.
    pub unread: Vec<Notification>,
    /// What they have, the newest first.
    pub read: Vec<Notification>,
    /// Where the next page of what is read begins, when there is one.
    pub next: Option<i64>,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// One share, opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenedShare {
    /// The share.
    pub share: UserShare,
    /// The offer, for its recipient.
    pub offer: Option<PublicListing>,
    /// The offer that its recipient keeps of it already.
    pub kept: Option<ListingId>,
    /// The caller's collections, to save it in.
    pub targets: Vec<Target>,
    /// How many active offers the caller has, and may have.
    pub room: Room,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// How much the caller has not looked at yet.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_unread() -> Result<Unread, Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::notifications::unread(&mut tx).await
}

/// How many entries a page of the inbox shows.
#[cfg(feature = "ssr")]
const SHOWN: i64 = 50;

/// What the caller has received, after the share of that number.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn list_received(
    /// A number, or nothing.
    after: String,
) -> Result<ReceivedShares, Error> {
    let after = after.parse().ok().map(ShareId);
    let mut tx = crate::serverfn::begin().await?;
    let page = crate::service::shares::received(&mut tx, None, after, SHOWN).await?;
    Ok(ReceivedShares {
        shares: shares(page),
        room: crate::service::listings::room(&mut tx).await?,
    })
}

/// What the caller has sent, after the share of that number.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn list_sent(
    /// A number, or nothing.
    after: String,
) -> Result<Shares, Error> {
    let after = after.parse().ok().map(ShareId);
    let mut tx = crate::serverfn::begin().await?;
    let page = crate::service::shares::sent(&mut tx, None, after, SHOWN).await?;
    Ok(shares(page))
}

#[cfg(feature = "ssr")]
fn shares(page: crate::service::Page<UserShare>) -> Shares {
    Shares {
        items: page.items,
        next: page.next,
        as_of: crate::serverfn::now(),
    }
}

/// Opens a share that the caller has sent or received.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn open_share(
    /// Which one.
    id: ShareId,
) -> Result<OpenedShare, Error> {
    use crate::service::{copies, listings, shares};

    let mut tx = crate::serverfn::begin().await?;
    let share = shares::open(&mut tx, id).await?;
    let offer = if share.is_mine {
        None
    } else {
        Some(shares::offer(&mut tx, id).await?)
    };
    let kept = match &offer {
        Some(offer) => copies::kept_already(&mut tx, offer.id).await?,
        None => None,
    };
    let targets = crate::pages::keep::actions::targets(&mut tx).await?;
    let room = listings::room(&mut tx).await?;
    tx.commit().await?;
    Ok(OpenedShare {
        share,
        offer,
        kept,
        targets,
        room,
        as_of: crate::serverfn::now(),
    })
}

/// Keeps a copy of a share's offer, and goes to the collection that it is in.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn save_share(
    /// Which share.
    id: ShareId,
    /// The number of a collection; the default one, when empty.
    #[server(default)]
    collection: String,
) -> Result<CollectionId, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let into = crate::pages::keep::actions::chosen(&mut tx, &collection).await?;
    crate::service::shares::import(&mut tx, id, Some(into)).await?;
    tx.commit().await?;
    crate::serverfn::go_to(&crate::pages::collections::address(into));
    Ok(into)
}

/// Ends a share: its sender takes it back, its recipient puts it out of sight.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn end_share(
    /// Which one.
    id: ShareId,
    /// Where to go then: one of the inbox's own addresses.
    #[server(default)]
    then: String,
) -> Result<ShareId, Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::shares::end(&mut tx, id).await?;
    tx.commit().await?;
    if then == super::INBOX || then == super::SENT {
        crate::serverfn::go_to(&then);
    }
    Ok(id)
}

/// What the caller was told: what is unread, and a page of what is read.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn list_news(
    /// A number, or nothing.
    after: String,
) -> Result<News, Error> {
    use crate::service::notifications::{PAGE, list};

    let after = after.parse().ok().map(NotificationId);
    let mut tx = crate::serverfn::begin().await?;
    let unread = match after {
        None => list(&mut tx, Some(true), None, PAGE).await?.items,
        Some(_) => Vec::new(),
    };
    let read = list(&mut tx, Some(false), after, SHOWN).await?;
    Ok(News {
        unread,
        read: read.items,
        next: read.next,
        as_of: crate::serverfn::now(),
    })
}

/// Notes that the caller has read something.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn read_news(
    /// Which notification.
    id: NotificationId,
) -> Result<(), Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::notifications::mark_read(&mut tx, id).await?;
    Ok(tx.commit().await?)
}

/// Notes that the caller has read everything.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn read_all_news() -> Result<u64, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let count = crate::service::notifications::mark_all_read(&mut tx).await?;
    tx.commit().await?;
    Ok(count)
}

/// Takes a notification away.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn delete_news(
    /// Which notification.
    id: NotificationId,
) -> Result<(), Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::notifications::delete(&mut tx, id).await?;
    Ok(tx.commit().await?)
}
