//! What offers cost, and have cost.

use time::OffsetDateTime;

use super::{get, lock};
use crate::{
    db::{self, UserTx},
    domain::{
        listing::{Listing, ListingId, PriceDraft, PricePoint, SeenPrice, seen_at},
        plan::Limit,
    },
    error::Error,
    service::{notifications, valuation},
};

/// What an offer that the caller may read has cost, newest first.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn history(tx: &mut UserTx, id: ListingId) -> Result<Vec<PricePoint>, Error> {
    get(tx, id).await?;
    Ok(db::listing_prices::history(tx, id).await?)
}

/// Notes a price that was seen. The newest becomes the offer's own; one from before that only goes
/// into the history, and an unchanged one is no change.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field, [`Conflict::Stale`](crate::error::Conflict::Stale)
/// when it has changed since, [`Refusal::ReadOnly`](crate::error::Refusal::ReadOnly) when it is not
/// the caller's, [`Error::PlanLimit`] when it has had too many prices.
pub async fn change_price(
    tx: &mut UserTx,
    id: ListingId,
    mut draft: PriceDraft,
) -> Result<(Listing, Vec<PricePoint>), Error> {
    let seen_at = seen_at(draft.if_updated_at.take()).map_err(|wrong| vec![wrong])?;
    let now = lock(tx, id, seen_at).await?;
    let seen = draft.check(now)?;
    let before = get(tx, id).await?;
    let newest = db::listing_prices::newest(tx, id).await?;
    let is_newest = newest.is_none_or(|newest| newest <= seen.seen_at);
    if is_newest {
        db::listings::set_price(tx, id, seen.price_usd, seen.seen_at).await?;
    }
    let is_change = !is_newest || before.details.price_usd != Some(seen.price_usd);
    if is_change || seen.note.is_some() {
        insert(tx, id, &seen).await?;
    }
    valuation::revalue_listing(tx, id).await?;
    let after = get(tx, id).await?;
    tell_of_drop(tx, &before, &after).await?;
    let history = db::listing_prices::history(tx, id).await?;
    Ok((after, history))
}

/// Keeps the price of an offer that is new here as the first of its history.
pub(in crate::service) async fn remember_price(
    tx: &mut UserTx,
    listing: &Listing,
    seen_at: OffsetDateTime,
) -> Result<(), Error> {
    if let Some(price_usd) = listing.details.price_usd {
        let seen = SeenPrice {
            price_usd,
            seen_at,
            note: None,
        };
        insert(tx, listing.id, &seen).await?;
    }
    Ok(())
}

async fn insert(tx: &mut UserTx, id: ListingId, seen: &SeenPrice) -> Result<(), Error> {
    let current = db::listing_prices::count(tx, id).await?;
    Limit::PricesPerListing.check_ceiling(current, 1)?;
    Ok(db::listing_prices::insert(tx, id, seen).await?)
}

pub(super) async fn tell_of_drop(
    tx: &mut UserTx,
    before: &Listing,
    after: &Listing,
) -> Result<(), Error> {
    match (before.details.price_usd, after.details.price_usd) {
        (Some(was), Some(is)) => notifications::price_dropped(tx, after.id, was, is).await,
        _ => Ok(()),
    }
}
