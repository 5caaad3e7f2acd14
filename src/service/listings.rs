//! Offers.

mod batches;
mod draft;
mod prices;
mod writing;

pub use self::{
    batches::set_status_of_all,
    draft::preview,
    prices::{change_price, history},
    writing::{create, delete, set_status, update},
};
pub(super) use self::{
    batches::{active, create_all},
    prices::remember_price,
    writing::{lock, stay_as_shown},
};

use crate::{
    db::{self, UserTx},
    domain::{
        compare::{COMPARED_MAX, Compared},
        cpu::{CpuId, CpuSpec},
        gpu::{GpuId, GpuSpec},
        listing::{Details, Facets, Listing, ListingFilter, ListingId, ListingPage},
        plan::{Limit, Room},
    },
    error::Error,
};

/// A page of the caller's offers, or of the shared library.
///
/// # Errors
/// [`Error::Invalid`] with every wrong parameter.
pub async fn list(tx: &mut UserTx, filter: ListingFilter) -> Result<ListingPage, Error> {
    let asked = filter.check()?;
    let market = db::market::of_caller(tx).await?;
    let total = db::listings::count(tx, &asked, market).await?;
    let (items, next) = db::listings::list(tx, &asked, market).await?;
    Ok(ListingPage {
        items,
        total,
        next_cursor: next.map(|row| asked.cursor(&row)),
    })
}

/// What stands around a list of the caller's offers.
pub struct Surroundings {
    /// What the offers have in common.
    pub facets: Facets,
    /// How much of the plan they take.
    pub room: Room,
    /// How many of them are samples.
    pub samples: i64,
    /// Whether there is a shared library beside them.
    pub has_shared_library: bool,
}

/// What stands around a list of the caller's offers.
///
/// # Errors
/// When the database cannot be asked.
pub async fn surroundings(tx: &mut UserTx) -> Result<Surroundings, Error> {
    Ok(Surroundings {
        facets: db::listings::facets(tx).await?,
        room: room(tx).await?,
        samples: db::listing_batches::count_samples(tx).await?,
        has_shared_library: db::listings::has_shared_library(tx).await?,
    })
}

/// How much of the caller's plan their active offers take.
///
/// # Errors
/// When the database cannot be asked.
pub async fn room(tx: &mut UserTx) -> Result<Room, Error> {
    let (plan, role) = db::limits::plan(tx).await?;
    Ok(Room {
        used: db::limits::active_listings(tx).await?,
        limit: Limit::ActiveListings.of(plan, role),
    })
}

/// Offers that the caller may read, to be compared, in the order of their numbers here; at most
/// four. What is not there is left out.
///
/// # Errors
/// When the database cannot be asked.
pub async fn compared(tx: &mut UserTx, ids: &[i64]) -> Result<Vec<Compared>, Error> {
    let ids: Vec<i64> = ids.iter().copied().take(COMPARED_MAX).collect();
    let mut listings = db::listings::by_ids(tx, &ids).await?;
    listings.sort_by_key(|listing| ids.iter().position(|id| *id == listing.id.0));
    let cpu_ids: Vec<i64> = listings
        .iter()
        .filter_map(|listing| listing.details.cpu_id)
        .collect();
    let cpus = db::cpus::by_ids(tx, &cpu_ids).await?;
    Ok(listings
        .into_iter()
        .map(|listing| Compared {
            cpu: cpus
                .iter()
                .find(|cpu| Some(cpu.id.0) == listing.details.cpu_id)
                .map(|cpu| cpu.spec.clone()),
            listing,
        })
        .collect())
}

/// An offer that the caller may read.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn get(tx: &mut UserTx, id: ListingId) -> Result<Listing, Error> {
    db::listings::by_id(tx, id).await?.ok_or(Error::NotFound)
}

/// What is known of the parts that an offer names.
///
/// # Errors
/// When the database cannot be asked.
pub async fn parts(
    tx: &mut UserTx,
    details: &Details,
) -> Result<(Option<CpuSpec>, Option<GpuSpec>), Error> {
    let cpu = match details.cpu_id {
        Some(id) => db::cpus::by_id(tx, CpuId(id)).await?,
        None => None,
    };
    let gpu = match details.gpu_id {
        Some(id) => db::gpus::by_id(tx, GpuId(id)).await?,
        None => None,
    };
    Ok((cpu.map(|cpu| cpu.spec), gpu.map(|gpu| gpu.spec)))
}
