//! Offers that one person shows to another.

use super::{Page, by_oneself, notifications};
use crate::{
    db::{self, UserTx, notifications::News},
    domain::{
        collection::{CollectionId, Item},
        listing::{FieldError, ListingId},
        notification::NotificationKind,
        share::{FoundPerson, PublicListing, ShareDraft, ShareId, ShareState, UserShare},
        user::UserId,
    },
    error::Error,
};

/// The most that one answer holds.
pub const PAGE: i64 = 200;

/// The active person with that exact name or address. The asking counts, twenty times an hour:
/// commit, whatever comes of it.
///
/// # Errors
/// [`Error::RateLimited`].
pub async fn look_up(tx: &mut UserTx, handle: &str) -> Result<Option<FoundPerson>, Error> {
    let handle = handle.trim();
    if handle.is_empty() || handle.contains('\0') {
        return Ok(None);
    }
    Ok(db::user_shares::person_by_handle(tx, handle).await?)
}

/// Sends an offer of the caller's own to somebody, and tells them.
///
/// # Errors
/// [`Error::NotFound`] when the offer is not the caller's, or there is no such person;
/// [`Error::Invalid`]; [`Error::RateLimited`]; [`Error::Forbidden`] in another's name.
pub async fn send(
    tx: &mut UserTx,
    recipient: UserId,
    draft: &ShareDraft,
) -> Result<UserShare, Error> {
    by_oneself(tx)?;
    let message = draft.message()?;
    if recipient == tx.user() {
        let reason = "must be somebody else";
        return Err(Error::Invalid(vec![FieldError::new("recipient", reason)]));
    }
    let title = db::user_shares::own_title(tx, draft.listing_id)
        .await?
        .ok_or(Error::NotFound)?;
    super::found(db::user_shares::is_active_person(tx, recipient).await?)?;
    let share =
        db::user_shares::insert(tx, recipient, draft.listing_id, message.as_deref()).await?;
    let sender = db::user_shares::own_name(tx).await?;
    let news = News {
        person: recipient,
        kind: NotificationKind::ShareReceived,
        title: &notifications::short(&format!("{sender} sent you an offer")),
        message: Some(&title),
        link: &format!("/inbox/{}", share.0),
        share: Some(share),
    };
    db::notifications::tell(tx, &news).await?;
    db::user_shares::by_id(tx, share)
        .await?
        .ok_or(Error::NotFound)
}

/// What the caller has received, the newest first: first what they can open, then what has expired
/// in the last thirty days. Of one state only, if given.
///
/// # Errors
/// When the database cannot be asked.
pub async fn received(
    tx: &mut UserTx,
    state: Option<ShareState>,
    after: Option<ShareId>,
    limit: i64,
) -> Result<Page<UserShare>, Error> {
    let limit = limit.clamp(1, PAGE);
    let shares = db::user_shares::received(tx, state, after, limit + 1).await?;
    let mut page = Page::of(shares, limit, |it| it.id.0);
    if page.next.is_none() {
        page.items
            .extend(db::user_shares::expired(tx, state).await?);
    }
    Ok(page)
}

/// What the caller has sent, the newest first; of one state only, if given.
///
/// # Errors
/// When the database cannot be asked.
pub async fn sent(
    tx: &mut UserTx,
    state: Option<ShareState>,
    after: Option<ShareId>,
    limit: i64,
) -> Result<Page<UserShare>, Error> {
    let limit = limit.clamp(1, PAGE);
    let shares = db::user_shares::sent(tx, state, after, limit + 1).await?;
    Ok(Page::of(shares, limit, |it| it.id.0))
}

/// The caller's shares of an offer of theirs that were not taken back, the newest first.
///
/// # Errors
/// When the database cannot be asked.
pub async fn of_listing(tx: &mut UserTx, listing: ListingId) -> Result<Vec<UserShare>, Error> {
    Ok(db::user_shares::of_listing(tx, listing, PAGE).await?)
}

/// A share that the caller has sent or received. Its recipient has opened it by that, unless somebody
/// else looks in their name: commit.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Gone`] for the recipient of one that has expired.
pub async fn open(tx: &mut UserTx, id: ShareId) -> Result<UserShare, Error> {
    let share = live(tx, id).await?;
    if !share.is_mine && share.viewed_at.is_none() && !tx.is_acted() {
        db::user_shares::mark_viewed(tx, id).await?;
        db::notifications::mark_share_read(tx, id).await?;
        return live(tx, id).await;
    }
    Ok(share)
}

/// What the recipient of a live share sees of its offer.
///
/// # Errors
/// [`Error::NotFound`] for anybody else.
pub async fn offer(tx: &mut UserTx, id: ShareId) -> Result<PublicListing, Error> {
    db::public::share_to_import(tx, id.0)
        .await?
        .ok_or(Error::NotFound)
}

/// Keeps a copy of a share's offer for its recipient, who is the caller, and tells the sender.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Gone`] when the share has expired; a conflict when they have a copy
/// already; [`Error::PlanLimit`]; [`Error::Forbidden`] in another's name.
pub async fn import(
    tx: &mut UserTx,
    id: ShareId,
    into: Option<CollectionId>,
) -> Result<Item, Error> {
    by_oneself(tx)?;
    let share = live(tx, id).await?;
    if share.is_mine {
        return Err(Error::NotFound);
    }
    let item = super::copies::import_share(tx, id, into).await?;
    let sender = db::user_shares::mark_imported(tx, id)
        .await?
        .ok_or(Error::NotFound)?;
    db::notifications::mark_share_read(tx, id).await?;
    let recipient = db::user_shares::own_name(tx).await?;
    let news = News {
        person: sender,
        kind: NotificationKind::ShareImported,
        title: &notifications::short(&format!("{recipient} saved the offer you sent")),
        message: Some(&item.listing.title),
        link: "/inbox?tab=sent",
        share: Some(id),
    };
    db::notifications::tell(tx, &news).await?;
    Ok(item)
}

/// Ends a share: its sender takes it back for good; its recipient puts it out of sight.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Gone`] for the recipient of one that has expired;
/// [`Error::Forbidden`] in another's name.
pub async fn end(tx: &mut UserTx, id: ShareId) -> Result<(), Error> {
    by_oneself(tx)?;
    let share = live(tx, id).await?;
    super::found(if share.is_mine {
        db::user_shares::revoke(tx, id).await?
    } else {
        db::user_shares::dismiss(tx, id).await?
    })
}

async fn live(tx: &mut UserTx, id: ShareId) -> Result<UserShare, Error> {
    if let Some(share) = db::user_shares::by_id(tx, id).await? {
        return Ok(share);
    }
    let expired = db::user_shares::expired(tx, None).await?;
    Err(if expired.iter().any(|share| share.id == id) {
        Error::Gone
    } else {
        Error::NotFound
    })
}
