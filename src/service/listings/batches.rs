//! Many offers at once.

use super::stay_as_shown;
use crate::{
    db::{self, UserTx},
    domain::listing::{ListingId, NewListing, Status},
    error::Error,
    service::{count, plan, valuation},
};

/// Keeps many offers for the caller at once, valued, with their prices; tells how many.
///
/// # Errors
/// [`Error::PlanLimit`].
pub(in crate::service) async fn create_all(
    tx: &mut UserTx,
    offers: &[NewListing],
    is_sample: bool,
) -> Result<i64, Error> {
    plan::room_for_new_offers(tx, count(offers.len()), active(offers)).await?;
    let ids = db::listing_batches::insert(tx, offers, is_sample).await?;
    db::listing_batches::remember_prices(tx, &ids).await?;
    valuation::revalue_owner(tx).await?;
    Ok(count(ids.len()))
}

/// How many of the offers are active.
pub(in crate::service) fn active(offers: &[NewListing]) -> i64 {
    let active = offers.iter().filter(|offer| offer.status == Status::Active);
    count(active.count())
}

/// Gives offers of the caller's own a status; tells how many had another one.
///
/// # Errors
/// [`Error::NotFound`] when one of them is not the caller's, [`Error::Forbidden`] in another's
/// name when others see one, [`Error::PlanLimit`] when so many cannot become active; then nothing is
/// changed.
pub async fn set_status_of_all(
    tx: &mut UserTx,
    ids: &[ListingId],
    status: Status,
) -> Result<i64, Error> {
    // The person first, then the offers: always in this order, so that nobody waits in a circle.
    plan::hold(tx).await?;
    let mut ids = ids.to_vec();
    ids.sort_unstable_by_key(|id| id.0);
    ids.dedup();
    let (own, such) = db::listing_batches::count_own(tx, &ids, status).await?;
    if usize::try_from(own) != Ok(ids.len()) {
        return Err(Error::NotFound);
    }
    stay_as_shown(tx, Some(&ids)).await?;
    if status == Status::Active {
        plan::room_for_offers(tx, own - such).await?;
    }
    let changed = db::listing_batches::set_status(tx, &ids, status).await?;
    if status != Status::Archived {
        // Archived offers were not kept valued.
        valuation::revalue_owner(tx).await?;
    }
    Ok(i64::try_from(changed).unwrap_or(i64::MAX))
}
