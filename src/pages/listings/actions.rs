//! What the pages about the list of offers ask the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    domain::{
        listing::{
            Facets, ImportState, Listing, ListingDraft, ListingFilter, ListingId, ListingPage,
        },
        plan::Room,
    },
    error::Error,
};

/// A page of the caller's offers, and what stands around it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listings {
    /// The offers.
    pub page: ListingPage,
    /// What all of the caller's offers have in common.
    pub facets: Facets,
    /// How much of the plan they take.
    pub room: Room,
    /// How many of them are samples.
    pub samples: i64,
    /// Whether there is a shared library beside them.
    pub has_shared_library: bool,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// A page of the caller's offers, or of the shared library.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn list_listings(
    /// Which ones, and in which order.
    #[server(default)]
    asked: ListingFilter,
) -> Result<Listings, Error> {
    use crate::service::listings;

    let mut tx = crate::serverfn::begin().await?;
    let page = listings::list(&mut tx, asked).await?;
    let around = listings::surroundings(&mut tx).await?;
    Ok(Listings {
        page,
        facets: around.facets,
        room: around.room,
        samples: around.samples,
        has_shared_library: around.has_shared_library,
        as_of: crate::serverfn::now(),
    })
}

/// The names of the catalogue's processors, to pick from.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn list_cpus() -> Result<Vec<String>, Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::catalogue::cpu_names(&mut tx).await
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

/// What can be done with several offers at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Puts them side by side.
    Compare,
    /// Puts them into a collection.
    Collect,
    /// Moves them out of the way.
    Archive,
    /// Brings them back.
    Restore,
}

/// What was done with how many offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acted {
    /// What.
    pub act: Act,
    /// How many have changed by it.
    pub count: i64,
}

/// Does something with the offers that are ticked, or leads to where it is done.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn act_on_offers(
    /// The offers.
    #[server(default)]
    offers: Vec<ListingId>,
    /// What to do.
    act: Act,
) -> Result<Acted, Error> {
    use crate::{domain::listing::Status, serverfn::go_to};

    check_count(&offers, act)?;
    let status = match act {
        Act::Compare => {
            go_to(&format!("/compare?ids={}", commas(&offers)));
            return Ok(Acted { act, count: 0 });
        }
        Act::Collect => {
            go_to(&format!("/collections/add?listing={}", commas(&offers)));
            return Ok(Acted { act, count: 0 });
        }
        Act::Archive => Status::Archived,
        Act::Restore => Status::Active,
    };
    let mut tx = crate::serverfn::begin().await?;
    let count = crate::service::listings::set_status_of_all(&mut tx, &offers, status).await?;
    tx.commit().await?;
    Ok(Acted { act, count })
}

#[cfg(feature = "ssr")]
fn check_count(offers: &[ListingId], act: Act) -> Result<(), Error> {
    use crate::domain::{
        compare::{COMPARED_MAX, COMPARED_MIN},
        listing::{FieldError, PAGE_MAX},
    };

    let most = usize::try_from(PAGE_MAX).unwrap_or_default();
    let (allowed, reason) = match act {
        Act::Compare => (
            COMPARED_MIN..=COMPARED_MAX,
            "must be two to four to be compared",
        ),
        Act::Collect | Act::Archive | Act::Restore => (1..=most, "must be one at least"),
    };
    if allowed.contains(&offers.len()) {
        Ok(())
    } else {
        Err(Error::Invalid(vec![FieldError::new("offers", reason)]))
    }
}

#[cfg(feature = "ssr")]
fn commas(offers: &[ListingId]) -> String {
    let ids: Vec<String> = offers.iter().map(|id| id.0.to_string()).collect();
    ids.join(",")
}

/// Notes what an offer costs now.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn update_price(
    /// The offer.
    offer: ListingId,
    /// What is asked, `199.00`.
    price_usd: String,
) -> Result<Listing, Error> {
    use crate::domain::listing::PriceDraft;

    let draft = PriceDraft {
        price_usd,
        ..PriceDraft::default()
    };
    let mut tx = crate::serverfn::begin().await?;
    let (listing, _) = crate::service::listings::change_price(&mut tx, offer, draft).await?;
    tx.commit().await?;
    Ok(listing)
}

/// Keeps a copy of an offer of the shared library for the caller.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn copy_from_library(
    /// The offer.
    original: ListingId,
) -> Result<Listing, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let copy = crate::service::copies::from_library(&mut tx, original).await?;
    tx.commit().await?;
    crate::serverfn::lead_to(&format!("{}/{}", super::LISTINGS, copy.id.0));
    Ok(copy)
}

/// Keeps the sample offers for the caller; tells how many.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn load_samples() -> Result<i64, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let created = crate::service::samples::load(&mut tx).await?;
    tx.commit().await?;
    Ok(created)
}

/// Takes the caller's sample offers away; tells how many there were.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn remove_samples() -> Result<i64, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let removed = crate::service::samples::remove(&mut tx).await?;
    tx.commit().await?;
    Ok(removed)
}

/// How far the caller's import has come, and what a file may hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// How far it has come.
    pub state: ImportState,
    /// How many rows of a file the plan takes; `None` is without limit.
    pub rows: Option<i64>,
}

/// How far the caller's import has come, and what a file may hold.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_import() -> Result<Import, Error> {
    use crate::domain::plan::Limit;

    let mut tx = crate::serverfn::begin().await?;
    Ok(Import {
        state: crate::service::listing_files::state(&mut tx).await?,
        rows: crate::serverfn::plan_holds(Limit::ImportRows),
    })
}

/// Reads a file, to show what its import would do. Keeps no offer.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn preview_import(
    /// The file's text.
    text: String,
) -> Result<(), Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::listing_files::propose(&mut tx, &text).await?;
    tx.commit().await?;
    Ok(())
}

/// Imports the file that was read.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn confirm_import() -> Result<i64, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let imported = crate::service::listing_files::confirm(&mut tx).await?;
    tx.commit().await?;
    Ok(imported.created)
}

/// Forgets the file that was read, and what came of it.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn discard_import() -> Result<(), Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::listing_files::discard(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}
