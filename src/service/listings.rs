//! Offers.

use crate::{
    db::{self, UserTx},
    domain::listing::{Listing, ListingDraft, Summary},
    error::Error,
};

/// The most offers that one answer holds.
const PAGE: i64 = 200;

/// The caller's active offers, newest first.
///
/// # Errors
/// When the database cannot be asked.
pub async fn list(tx: &mut UserTx) -> Result<Vec<Listing>, Error> {
    Ok(db::listings::newest(tx, PAGE).await?)
}

/// The caller's newest offers for the dashboard, and all of them in figures.
///
/// # Errors
/// When the database cannot be asked.
pub async fn overview(tx: &mut UserTx, newest: u8) -> Result<(Vec<Listing>, Summary), Error> {
    let listings = db::listings::newest(tx, i64::from(newest)).await?;
    let summary = db::listings::summary(tx).await?;
    Ok((listings, summary))
}

/// Keeps an offer for the caller.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field.
pub async fn create(tx: &mut UserTx, draft: ListingDraft) -> Result<Listing, Error> {
    let new = draft.check()?;
    Ok(db::listings::insert(tx, &new).await?)
}
