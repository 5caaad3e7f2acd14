//! What the list of offers asks the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    domain::listing::{Listing, ListingDraft, ListingPage},
    error::Error,
};

/// The caller's offers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listings {
    /// Newest first.
    pub page: ListingPage,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// The caller's offers, newest first.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn list_listings() -> Result<Listings, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let filter = crate::domain::listing::ListingFilter::default();
    let page = crate::service::listings::list(&mut tx, filter).await?;
    Ok(Listings {
        page,
        as_of: crate::serverfn::now(),
    })
}

/// Keeps an offer for the caller.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn add_listing(
    /// The offer, as the form holds it.
    listing: ListingDraft,
) -> Result<Listing, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let listing = crate::service::listings::create(&mut tx, listing).await?;
    tx.commit().await?;
    Ok(listing)
}
