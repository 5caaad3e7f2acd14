//! Offers come, change and go, one at a time.

use time::OffsetDateTime;

use super::{
    draft::checked,
    get,
    prices::{remember_price, tell_of_drop},
};
use crate::{
    db::{self, UserTx},
    domain::listing::{Details, Listing, ListingDraft, ListingId, Status},
    error::{Conflict, Error, Refusal},
    service::{by_oneself, plan, valuation},
};

/// Keeps an offer for the caller, valued, and its price as the first of its history.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field; [`Error::PlanLimit`].
pub async fn create(tx: &mut UserTx, draft: ListingDraft) -> Result<Listing, Error> {
    let new = checked(tx, draft, &Details::default()).await?;
    plan::room_for_new_offers(tx, 1, i64::from(new.status == Status::Active)).await?;
    let id = db::listings::insert(tx, &new).await?;
    valuation::revalue_listing(tx, id).await?;
    let listing = get(tx, id).await?;
    remember_price(tx, &listing, listing.created_at).await?;
    Ok(listing)
}

/// Changes what the draft names of one of the caller's own offers, and values it anew.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field, [`Conflict::Stale`] when it has changed since,
/// [`Refusal::ReadOnly`] when it is not the caller's, [`Refusal::Impersonation`] when others see it,
/// [`Error::PlanLimit`] when one more cannot become active.
pub async fn update(tx: &mut UserTx, id: ListingId, draft: ListingDraft) -> Result<Listing, Error> {
    let seen_at = draft.seen_at().map_err(|wrong| vec![wrong])?;
    if draft.status.is_some() {
        // The person first, then the offer: always in this order, so that nobody waits in a circle.
        plan::hold(tx).await?;
    }
    let now = lock(tx, id, seen_at).await?;
    let before = get(tx, id).await?;
    let new = checked(tx, draft, &before.details).await?;
    if new.status == Status::Active && before.details.status != Status::Active {
        plan::room_for_offers(tx, 1).await?;
    }
    db::listings::update(tx, id, &new).await?;
    valuation::revalue_listing(tx, id).await?;
    let after = get(tx, id).await?;
    if after.details.price_usd != before.details.price_usd {
        remember_price(tx, &after, now).await?;
        tell_of_drop(tx, &before, &after).await?;
    }
    Ok(after)
}

/// Moves one of the caller's own offers out of the way, or back.
///
/// # Errors
/// As [`update`].
pub async fn set_status(tx: &mut UserTx, id: ListingId, status: Status) -> Result<Listing, Error> {
    let draft = ListingDraft {
        status: Some(status.name().to_owned()),
        ..ListingDraft::default()
    };
    update(tx, id, draft).await
}

/// Takes one of the caller's own offers away for good.
///
/// # Errors
/// As [`update`].
pub async fn delete(
    tx: &mut UserTx,
    id: ListingId,
    if_updated_at: Option<OffsetDateTime>,
) -> Result<(), Error> {
    lock(tx, id, if_updated_at).await?;
    db::listings::delete(tx, id).await?;
    Ok(())
}

/// What others see of these offers of the caller's, or of all, is the caller's alone to change.
///
/// # Errors
/// [`Refusal::Impersonation`].
pub(in crate::service) async fn stay_as_shown(
    tx: &mut UserTx,
    ids: Option<&[ListingId]>,
) -> Result<(), Error> {
    if tx.is_acted() && db::listings::are_shown(tx, ids).await? {
        by_oneself(tx)?;
    }
    Ok(())
}

/// Holds one of the caller's own offers, as they last saw it, and tells the time.
pub(in crate::service) async fn lock(
    tx: &mut UserTx,
    id: ListingId,
    if_updated_at: Option<OffsetDateTime>,
) -> Result<OffsetDateTime, Error> {
    let Some(locked) = db::listings::lock(tx, id).await? else {
        get(tx, id).await?;
        return Err(Error::Forbidden(Refusal::ReadOnly));
    };
    stay_as_shown(tx, Some(&[id])).await?;
    if if_updated_at.is_some_and(|seen| seen != locked.updated_at) {
        return Err(Error::Conflict(Conflict::Stale));
    }
    Ok(locked.now)
}
