//! Offers.

use time::OffsetDateTime;

use super::{notifications, plan, valuation};
use crate::{
    db::{self, UserTx},
    domain::{
        appraisal::Appraisal,
        compare::{COMPARED_MAX, Compared},
        cpu::{CpuId, CpuSpec},
        facts::Facts,
        gpu::{GpuId, GpuSpec},
        listing::{
            Details, Facets, FieldError, Listing, ListingDraft, ListingFilter, ListingId,
            ListingPage, NewListing, PriceDraft, PricePoint, SeenPrice, Status, seen_at,
        },
        plan::{Limit, Room},
        profile::ProfileId,
        valuation::RulesetChoice,
    },
    error::{Conflict, Error, Refusal},
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

/// What an offer that the caller may read has cost, newest first.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn history(tx: &mut UserTx, id: ListingId) -> Result<Vec<PricePoint>, Error> {
    get(tx, id).await?;
    Ok(db::listing_prices::history(tx, id).await?)
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

/// What an offer would come to if the caller kept it. Nothing is kept, and a title is not needed.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field.
pub async fn preview(tx: &mut UserTx, mut draft: ListingDraft) -> Result<Appraisal, Error> {
    draft.title.get_or_insert_with(|| "Preview".to_owned());
    let new = checked(tx, draft, &Details::default()).await?;
    let (cpu, gpu) = parts(tx, &new).await?;
    let facts = Facts::of(&new, cpu, gpu);
    let yardstick = valuation::yardstick(tx).await?;
    let profile = new.profile_id.map(ProfileId);
    let (valuation, figures) = yardstick.appraise(&facts, &RulesetChoice::default(), profile);
    Ok(Appraisal::new(valuation, &figures))
}

/// Keeps an offer for the caller, valued, and its price as the first of its history.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field; [`Error::PlanLimit`].
pub async fn create(tx: &mut UserTx, draft: ListingDraft) -> Result<Listing, Error> {
    let new = checked(tx, draft, &Details::default()).await?;
    if new.status == Status::Active {
        plan::room_for_offers(tx, 1).await?;
    }
    let id = db::listings::insert(tx, &new).await?;
    valuation::revalue_listing(tx, id).await?;
    let listing = get(tx, id).await?;
    remember_price(tx, &listing, listing.created_at).await?;
    Ok(listing)
}

/// Keeps many offers for the caller at once, valued, with their prices; tells how many.
///
/// # Errors
/// [`Error::PlanLimit`].
pub(super) async fn create_all(
    tx: &mut UserTx,
    offers: &[NewListing],
    is_sample: bool,
) -> Result<i64, Error> {
    plan::room_for_offers(tx, active(offers)).await?;
    let ids = db::listing_batches::insert(tx, offers, is_sample).await?;
    db::listing_batches::remember_prices(tx, &ids).await?;
    valuation::revalue_owner(tx).await?;
    Ok(i64::try_from(ids.len()).unwrap_or(i64::MAX))
}

/// How many of the offers are active.
pub(super) fn active(offers: &[NewListing]) -> i64 {
    let active = offers
        .iter()
        .filter(|offer| offer.status == Status::Active)
        .count();
    i64::try_from(active).unwrap_or(i64::MAX)
}

/// Gives offers of the caller's own a status; tells how many had another one.
///
/// # Errors
/// [`Error::NotFound`] when one of them is not the caller's, [`Error::PlanLimit`] when so many
/// cannot become active; then nothing is changed.
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

/// Changes what the draft names of one of the caller's own offers, and values it anew.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field, [`Conflict::Stale`] when it has changed since,
/// [`Refusal::ReadOnly`] when it is not the caller's, [`Error::PlanLimit`] when one more cannot
/// become active.
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

/// Notes a price that was seen. The newest becomes the offer's own; one from before that only goes
/// into the history, and an unchanged one is no change.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field, [`Conflict::Stale`] when it has changed since,
/// [`Refusal::ReadOnly`] when it is not the caller's.
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
        db::listing_prices::insert(tx, id, &seen).await?;
    }
    valuation::revalue_listing(tx, id).await?;
    let after = get(tx, id).await?;
    tell_of_drop(tx, &before, &after).await?;
    let history = db::listing_prices::history(tx, id).await?;
    Ok((after, history))
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

/// Holds one of the caller's own offers, as they last saw it, and tells the time.
pub(super) async fn lock(
    tx: &mut UserTx,
    id: ListingId,
    if_updated_at: Option<OffsetDateTime>,
) -> Result<OffsetDateTime, Error> {
    let Some(locked) = db::listings::lock(tx, id).await? else {
        get(tx, id).await?;
        return Err(Error::Forbidden(Refusal::ReadOnly));
    };
    if if_updated_at.is_some_and(|seen| seen != locked.updated_at) {
        return Err(Error::Conflict(Conflict::Stale));
    }
    Ok(locked.now)
}

/// What the draft makes of what is there, with all that it names found.
async fn checked(
    tx: &mut UserTx,
    mut draft: ListingDraft,
    there: &Details,
) -> Result<NewListing, Error> {
    let mut errors = find_parts(tx, &mut draft).await?;
    let new = match draft.over(there).check() {
        Ok(new) => new,
        Err(wrong) => {
            errors.extend(wrong);
            return Err(Error::Invalid(errors));
        }
    };
    let known = db::listings::known(tx, &new).await?;
    for (is_known, field) in [
        (known.cpu, "cpu_id"),
        (known.gpu, "gpu_id"),
        (known.profile, "profile_id"),
    ] {
        if !is_known {
            errors.push(FieldError::new(field, "is not there"));
        }
    }
    if errors.is_empty() {
        Ok(new)
    } else {
        Err(Error::Invalid(errors))
    }
}

/// Replaces names of parts by their numbers; tells which are not in the catalogue.
async fn find_parts(tx: &mut UserTx, draft: &mut ListingDraft) -> Result<Vec<FieldError>, Error> {
    let (cpu, gpu) = (draft.cpu.take(), draft.gpu.take());
    if cpu.is_none() && gpu.is_none() {
        return Ok(Vec::new());
    }
    // PostgreSQL's text cannot hold NUL, and no name has one.
    let name = |text: &Option<String>| {
        let text = text.as_deref().map(str::trim).unwrap_or_default();
        (!text.is_empty()).then(|| text.replace('\0', "\u{fffd}"))
    };
    let (cpu_name, gpu_name) = (name(&cpu), name(&gpu));
    let (cpu_id, gpu_id) =
        db::listings::parts_by_name(tx, cpu_name.as_deref(), gpu_name.as_deref()).await?;
    let mut errors = Vec::new();
    let mut found = |field: &str, name: Option<String>, id: Option<i64>| {
        if name.is_some() && id.is_none() {
            errors.push(FieldError::new(field, "is not in the catalogue"));
        }
        id.map_or_else(String::new, |id| id.to_string())
    };
    if cpu.is_some() {
        draft.cpu_id = Some(found("cpu", cpu_name, cpu_id));
    }
    if gpu.is_some() {
        draft.gpu_id = Some(found("gpu", gpu_name, gpu_id));
    }
    Ok(errors)
}

async fn tell_of_drop(tx: &mut UserTx, before: &Listing, after: &Listing) -> Result<(), Error> {
    match (before.details.price_usd, after.details.price_usd) {
        (Some(was), Some(is)) => notifications::price_dropped(tx, after.id, was, is).await,
        _ => Ok(()),
    }
}

/// Keeps the price of an offer that is new here as the first of its history.
pub(super) async fn remember_price(
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
        db::listing_prices::insert(tx, listing.id, &seen).await?;
    }
    Ok(())
}
