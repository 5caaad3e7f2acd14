//! The sample offers: invented ones to try the application with, loaded and taken away as a whole.

use serde_json::Value;

use super::{listing_files::with_parts, listings, plan};
use crate::{
    db::{self, UserTx},
    domain::{
        listing::ListingDraft,
        sample::{SampleListing, sample},
    },
    error::{Conflict, Error},
};

/// Keeps the sample offers for the caller, valued; tells how many.
///
/// # Errors
/// [`Conflict::SamplesLoaded`] when they are there already; [`Error::PlanLimit`].
pub async fn load(tx: &mut UserTx) -> Result<i64, Error> {
    // Two at once load them once.
    plan::hold(tx).await?;
    if db::listing_batches::count_samples(tx).await? > 0 {
        return Err(Error::Conflict(Conflict::SamplesLoaded));
    }
    let sample = sample().map_err(|_| Error::Internal)?;
    let mut drafts: Vec<ListingDraft> = sample.listings.into_iter().map(draft).collect();
    // What an administrator has taken out of the catalogue is left open.
    let missing = with_parts(tx, &mut drafts).await?;
    let offers = drafts
        .into_iter()
        .map(ListingDraft::check)
        .collect::<Result<Vec<_>, _>>()?;
    if !missing.is_empty() {
        tracing::warn!(
            missing = missing.len(),
            "sample offers name parts that are not in the catalogue"
        );
    }
    listings::create_all(tx, &offers, true).await
}

/// Takes the caller's sample offers away; tells how many there were.
///
/// # Errors
/// [`Error::Forbidden`] in another's name when others see any offer of the caller's.
pub async fn remove(tx: &mut UserTx) -> Result<i64, Error> {
    listings::stay_as_shown(tx, None).await?;
    let removed = db::listing_batches::delete_samples(tx).await?;
    Ok(i64::try_from(removed).unwrap_or(i64::MAX))
}

/// The offer as somebody would write it down.
pub(super) fn draft(offer: SampleListing) -> ListingDraft {
    let amount = |amount: i32| Some(amount.to_string());
    ListingDraft {
        title: Some(offer.title),
        price_usd: Some(offer.price_usd.to_string()),
        condition: Some(offer.condition.name().to_owned()),
        listing_url: Some(offer.listing_url),
        seller: Some(offer.seller),
        manufacturer: Some(offer.manufacturer),
        form_factor: Some(offer.form_factor),
        cpu: Some(offer.cpu),
        gpu: offer.gpu,
        ram_gb: amount(offer.ram_gb),
        ram_type: offer.ram_type,
        primary_storage_gb: amount(offer.primary_storage_gb),
        primary_storage_medium: offer.primary_storage_medium,
        secondary_storage_gb: amount(offer.secondary_storage_gb),
        secondary_storage_medium: offer.secondary_storage_medium,
        os_license: offer.os_license,
        attrs: offer
            .attrs
            .into_iter()
            .filter(|(_, value)| *value != Value::Null)
            .collect(),
        ..ListingDraft::default()
    }
}
