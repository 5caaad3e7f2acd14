//! What the form of an offer asks the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        appraisal::{Catalogue, Yardstick},
        cpu::Cpu,
        gpu::Gpu,
        listing::{Listing, ListingDraft, ListingId},
        plan::Room,
    },
    error::Error,
};

/// Everything that the form needs, also to reckon in the browser what the offer comes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListingForm {
    /// The offer that is changed; none for a new one.
    pub listing: Option<Listing>,
    /// What it is valued and scored by.
    pub yardstick: Yardstick,
    /// Parts to choose from.
    pub catalogue: Catalogue,
    /// Whether the catalogue holds more than these.
    pub has_more: bool,
    /// How much of the plan the caller's active offers take.
    pub room: Room,
}

/// The form of a new offer, or of one of the caller's own.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_listing_form(
    /// The offer that is to be changed.
    id: Option<ListingId>,
) -> Result<ListingForm, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let listing = match id {
        None => None,
        Some(id) => match crate::service::listings::get(&mut tx, id).await {
            Ok(listing) if listing.is_mine => Some(listing),
            Ok(_) => return Err(Error::Forbidden(crate::error::Refusal::ReadOnly)),
            Err(error) => {
                crate::serverfn::answer_with(&error);
                return Err(error);
            }
        },
    };
    let chosen = listing.as_ref().map(|listing| &listing.details);
    let (catalogue, has_more) = crate::service::catalogue::to_choose(&mut tx, chosen).await?;
    Ok(ListingForm {
        yardstick: crate::service::valuation::yardstick(&mut tx).await?,
        catalogue,
        has_more,
        room: crate::service::listings::room(&mut tx).await?,
        listing,
    })
}

/// How many parts are suggested at once.
#[cfg(feature = "ssr")]
const SUGGESTED: i64 = 20;

/// Processors with all these words in their name, for a catalogue that does not fit a page.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn suggest_cpus(
    /// The words.
    words: String,
) -> Result<Vec<Cpu>, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let asked = crate::domain::cpu::CpuAsked {
        q: words,
        ..Default::default()
    };
    let found = crate::service::catalogue::cpus(&mut tx, &asked, None, SUGGESTED).await?;
    Ok(found.items.into_iter().map(|entry| entry.cpu).collect())
}

/// The same of graphics cards.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn suggest_gpus(
    /// The words.
    words: String,
) -> Result<Vec<Gpu>, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let asked = crate::domain::gpu::GpuAsked {
        q: words,
        ..Default::default()
    };
    let found = crate::service::catalogue::gpus(&mut tx, &asked, None, SUGGESTED).await?;
    Ok(found.items.into_iter().map(|entry| entry.gpu).collect())
}

/// Keeps an offer for the caller, or changes one of theirs.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn save_listing(
    /// The offer that is changed; none for a new one.
    #[server(default)]
    id: Option<ListingId>,
    /// The offer, as the form holds it.
    listing: ListingDraft,
) -> Result<Listing, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let draft = listing.of_form();
    let listing = match id {
        None => crate::service::listings::create(&mut tx, draft).await?,
        Some(id) => crate::service::listings::update(&mut tx, id, draft).await?,
    };
    tx.commit().await?;
    let news = if id.is_none() { "?added=1" } else { "" };
    crate::serverfn::lead_to(&format!("/listings/{}{news}", listing.id.0));
    Ok(listing)
}

/// One of the caller's own offers, as it stands now.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_current(
    /// The offer.
    id: ListingId,
) -> Result<Listing, Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::listings::get(&mut tx, id).await
}
