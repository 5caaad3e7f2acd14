//! Public links, and what is behind them.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use super::{Page, by_oneself};
use crate::{
    db::{self, UserTx, VisitorTx, public::LinkHash},
    domain::{
        collection::{CollectionId, Visibility},
        listing::ListingId,
        plan::{Limit, Room},
        share::{LINK_DAYS, Link, LinkDraft, LinkId, PublicCollection, PublicItem, PublicListing},
    },
    error::{Conflict, Error},
};

/// The most links that one answer holds.
const PAGE: i64 = 200;
/// How many links a page shows beside what they lead to.
pub const SHOWN: i64 = 50;
/// The most offers that one public page holds.
pub(super) const PUBLIC_ITEMS: i64 = 500;
/// How much of a secret tells links apart, in characters.
const PREFIX: usize = 6;

/// What makes a link work. It is in the link and nowhere else: the database has its hash.
pub struct Secret(String);

impl Secret {
    /// From 32 bytes that nobody can guess.
    #[must_use]
    pub fn new(random: [u8; 32]) -> Self {
        Self(BASE64_URL_SAFE_NO_PAD.encode(random))
    }

    /// As it stands in the link.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn prefix(&self) -> &str {
        self.0.get(..PREFIX).unwrap_or(&self.0)
    }
}

/// What the database knows a secret by.
pub(super) fn hash(secret: &str) -> LinkHash {
    Sha256::digest(secret).into()
}

/// The caller's links to an offer of theirs, the newest first, after the link `after`.
///
/// # Errors
/// [`Error::NotFound`] when the offer is not theirs.
pub async fn of_listing(
    tx: &mut UserTx,
    listing: ListingId,
    after: Option<LinkId>,
    limit: i64,
) -> Result<Page<Link>, Error> {
    own_offer(tx, listing).await?;
    let limit = limit.clamp(1, PAGE);
    let links = db::listing_links::of_listing(tx, listing, after, limit + 1).await?;
    Ok(Page::of(links, limit, |it| it.id.0))
}

/// Makes a link to an offer of the caller's.
///
/// # Errors
/// [`Error::NotFound`] when it is not theirs; [`Error::Invalid`]; [`Error::PlanLimit`];
/// [`Error::Forbidden`] in another's name.
pub async fn make_for_listing(
    tx: &mut UserTx,
    listing: ListingId,
    draft: LinkDraft,
    secret: &Secret,
) -> Result<Link, Error> {
    by_oneself(tx)?;
    let days = draft.days(Some(LINK_DAYS))?;
    own_offer(tx, listing).await?;
    has_room(tx).await?;
    db::listing_links::insert(tx, listing, &hash(secret.as_str()), secret.prefix(), days)
        .await?
        .ok_or(Error::NotFound)
}

/// Ends a link to an offer for good.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] in another's name.
pub async fn revoke_for_listing(tx: &mut UserTx, id: LinkId) -> Result<(), Error> {
    by_oneself(tx)?;
    super::found(db::listing_links::revoke(tx, id).await?)
}

/// The links to a collection of the caller's, the newest first, after the link `after`.
///
/// # Errors
/// [`Error::NotFound`] when it is not theirs.
pub async fn of_collection(
    tx: &mut UserTx,
    id: CollectionId,
    after: Option<LinkId>,
    limit: i64,
) -> Result<Page<Link>, Error> {
    super::collections::get(tx, id).await?;
    let limit = limit.clamp(1, PAGE);
    let links = db::collection_links::of_collection(tx, id, after, limit + 1).await?;
    Ok(Page::of(links, limit, |it| it.id.0))
}

/// How many links of the caller's work, to offers and to collections, and how many may.
///
/// # Errors
/// When the database cannot be asked.
pub async fn room(tx: &mut UserTx) -> Result<Room, Error> {
    let held = super::plan::hold(tx).await?;
    Ok(Room {
        used: db::listing_links::count_live(tx).await?,
        limit: held.limit(Limit::LiveLinks),
    })
}

/// Makes a link to a collection of the caller's.
///
/// # Errors
/// [`Error::NotFound`] when it is not theirs; [`Conflict::CollectionPrivate`]; [`Error::Invalid`];
/// [`Error::PlanLimit`]; [`Error::Forbidden`] in another's name.
pub async fn make_for_collection(
    tx: &mut UserTx,
    id: CollectionId,
    draft: LinkDraft,
    secret: &Secret,
) -> Result<Link, Error> {
    by_oneself(tx)?;
    let days = draft.days(None)?;
    // The person first, then the collection: always in this order, so that nobody waits in a circle.
    // Held, it is not made private in between.
    db::limits::hold(tx).await?;
    super::found(db::collections::touch(tx, id).await?)?;
    if super::collections::get(tx, id).await?.visibility == Visibility::Private {
        return Err(Error::Conflict(Conflict::CollectionPrivate));
    }
    has_room(tx).await?;
    let hash = hash(secret.as_str());
    Ok(db::collection_links::insert(tx, id, &hash, secret.prefix(), days).await?)
}

/// Ends a link to a collection for good.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] in another's name.
pub async fn revoke_for_collection(tx: &mut UserTx, id: LinkId) -> Result<(), Error> {
    by_oneself(tx)?;
    super::found(db::collection_links::revoke(tx, id).await?)
}

/// The offer behind a link. The look counts, unless it is the owner's own: commit.
///
/// # Errors
/// [`Error::NotFound`], whatever the reason.
pub async fn deal(
    tx: &mut VisitorTx,
    listing: ListingId,
    secret: &str,
) -> Result<PublicListing, Error> {
    db::public::deal(tx, listing, &hash(secret))
        .await?
        .ok_or(Error::NotFound)
}

/// How often others have looked at the offer behind a link, through that link.
///
/// # Errors
/// As [`deal`].
pub async fn deal_views(
    tx: &mut VisitorTx,
    listing: ListingId,
    secret: &str,
) -> Result<i64, Error> {
    db::public::deal_views(tx, listing, &hash(secret))
        .await?
        .ok_or(Error::NotFound)
}

/// The collection behind a link, with its offers. The look counts, unless it is the owner's own:
/// commit.
///
/// # Errors
/// [`Error::NotFound`], whatever the reason.
pub async fn collection(
    tx: &mut VisitorTx,
    secret: &str,
) -> Result<(PublicCollection, Vec<PublicItem>), Error> {
    let hash = hash(secret);
    let collection = db::public::collection(tx, &hash)
        .await?
        .ok_or(Error::NotFound)?;
    let items = db::public::collection_items(tx, &hash, PUBLIC_ITEMS).await?;
    Ok((collection, items))
}

async fn own_offer(tx: &mut UserTx, listing: ListingId) -> Result<String, Error> {
    db::user_shares::own_title(tx, listing)
        .await?
        .ok_or(Error::NotFound)
}

async fn has_room(tx: &mut UserTx) -> Result<(), Error> {
    let (plan, role) = db::limits::hold(tx).await?;
    let current = db::listing_links::count_live(tx).await?;
    Ok(Limit::LiveLinks.check(plan, role, current, 1)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_long_and_fit_for_an_address() {
        let secret = Secret::new([251; 32]);
        assert_eq!(secret.as_str().len(), 43);
        assert!(
            secret
                .as_str()
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        );
        assert_eq!(secret.prefix().len(), PREFIX);
        assert_ne!(hash(secret.as_str()), hash(Secret::new([250; 32]).as_str()));
    }
}
