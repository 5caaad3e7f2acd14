//! The catalogue of parts, which everybody shares: anybody adds what is missing, administrators
//! change it.

use super::{Page, by_oneself, scoring_profiles::unchanged_since};
use crate::{
    db::{self, AdminTx, UserTx},
    domain::{
        appraisal::Catalogue,
        cpu::{Cpu, CpuAsked, CpuDetail, CpuDraft, CpuEntry, CpuId},
        gpu::{Gpu, GpuAsked, GpuDetail, GpuDraft, GpuEntry, GpuId},
        listing::Details,
        target::Targets,
    },
    error::{Conflict, Error},
};

/// The most that one answer holds.
pub const PAGE: i64 = 200;
/// How many of the caller's offers say what to aim for, the newest first.
const AIMED_BY: i64 = 1_000;

/// Processors that a question finds, after the one with the id `after`.
///
/// # Errors
/// [`Error::Invalid`] with everything that is not understood.
pub async fn cpus(
    tx: &mut UserTx,
    asked: &CpuAsked,
    after: Option<CpuId>,
    limit: i64,
) -> Result<Page<CpuEntry>, Error> {
    let limit = limit.clamp(1, PAGE);
    let found = db::cpus::page(tx, &asked.check()?, after, limit + 1).await?;
    Ok(Page::of(found, limit, |it| it.cpu.id.0))
}

/// Who built the processors of the catalogue.
///
/// # Errors
/// When the database cannot be asked.
pub async fn cpu_makers(tx: &mut UserTx) -> Result<Vec<String>, Error> {
    Ok(db::cpus::makers(tx, PAGE).await?)
}

/// Most processors whose names a form knows at first.
const NAMES: i64 = 500;

/// The names of processors, to pick from.
///
/// # Errors
/// When the database cannot be asked.
pub async fn cpu_names(tx: &mut UserTx) -> Result<Vec<String>, Error> {
    Ok(db::cpus::names(tx, NAMES).await?)
}

/// What a form offers to choose from, and whether there is more than that. What an offer has
/// chosen before is always in it.
///
/// # Errors
/// When the database cannot be asked.
pub async fn to_choose(
    tx: &mut UserTx,
    chosen: Option<&Details>,
) -> Result<(Catalogue, bool), Error> {
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let all_cpus = CpuAsked::default().check()?;
    let cpus = db::cpus::page(tx, &all_cpus, None, PAGE + 1).await?;
    let mut cpus: Vec<Cpu> = cpus.into_iter().map(|entry| entry.cpu).collect();
    let all_gpus = GpuAsked::default().check()?;
    let gpus = db::gpus::page(tx, &all_gpus, None, PAGE + 1).await?;
    let mut gpus: Vec<Gpu> = gpus.into_iter().map(|entry| entry.gpu).collect();
    let has_more = cpus.len() > most || gpus.len() > most;
    if let Some(id) = chosen.and_then(|details| details.cpu_id).map(CpuId)
        && !cpus.iter().any(|cpu| cpu.id == id)
    {
        cpus.extend(db::cpus::by_id(tx, id).await?);
    }
    if let Some(id) = chosen.and_then(|details| details.gpu_id).map(GpuId)
        && !gpus.iter().any(|gpu| gpu.id == id)
    {
        gpus.extend(db::gpus::by_id(tx, id).await?);
    }
    Ok((Catalogue { cpus, gpus }, has_more))
}

/// A processor, with the caller's offers and what to aim for.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn cpu(tx: &mut UserTx, id: CpuId) -> Result<CpuDetail, Error> {
    let cpu = db::cpus::by_id(tx, id).await?.ok_or(Error::NotFound)?;
    let adjusted = db::part_offers::adjusted_with_cpu(tx, id, AIMED_BY).await?;
    Ok(CpuDetail {
        cpu,
        targets: Targets::of(&adjusted),
        offers: db::part_offers::with_cpu(tx, id, PAGE).await?,
    })
}

/// Adds a processor for everybody.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field; [`Conflict::Duplicate`] when there is one of this
/// name; [`Error::Forbidden`] in another's name.
pub async fn add_cpu(tx: &mut UserTx, draft: CpuDraft) -> Result<Cpu, Error> {
    by_oneself(tx)?;
    let new = draft.check()?;
    db::cpus::insert(tx, &new)
        .await?
        .ok_or(Error::Conflict(Conflict::Duplicate))
}

/// Changes a processor for everybody. What offers with it are worth follows in the background:
/// [`revalue_changed`](super::valuation::revalue_changed).
///
/// # Errors
/// [`Error::Invalid`] with every wrong field; [`Error::NotFound`]; [`Conflict::Duplicate`] when
/// another has this name; [`Conflict::Stale`].
pub async fn update_cpu(tx: &mut AdminTx, id: CpuId, draft: CpuDraft) -> Result<Cpu, Error> {
    let current = db::cpus::hold(tx, id).await?.ok_or(Error::NotFound)?;
    unchanged_since(draft.if_updated_at.as_deref(), current.updated_at)?;
    let new = draft.over(&current.spec).check()?;
    if db::cpus::is_name_taken(tx, id, &new.name).await? {
        return Err(Error::Conflict(Conflict::Duplicate));
    }
    db::cpus::update(tx, id, &new).await?.ok_or(Error::NotFound)
}

/// Takes a processor out of the catalogue.
///
/// # Errors
/// [`Error::NotFound`]; [`Conflict::InUse`] while anybody's offer names it.
pub async fn delete_cpu(tx: &mut AdminTx, id: CpuId) -> Result<(), Error> {
    db::cpus::hold(tx, id).await?.ok_or(Error::NotFound)?;
    if db::cpus::is_used(tx, id).await? {
        return Err(Error::Conflict(Conflict::InUse));
    }
    Ok(db::cpus::delete(tx, id).await?)
}

/// Graphics cards that a question finds, after the one with the id `after`.
///
/// # Errors
/// As [`cpus`].
pub async fn gpus(
    tx: &mut UserTx,
    asked: &GpuAsked,
    after: Option<GpuId>,
    limit: i64,
) -> Result<Page<GpuEntry>, Error> {
    let limit = limit.clamp(1, PAGE);
    let found = db::gpus::page(tx, &asked.check()?, after, limit + 1).await?;
    Ok(Page::of(found, limit, |it| it.gpu.id.0))
}

/// A graphics card, with what counts of it and the caller's offers.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn gpu(tx: &mut UserTx, id: GpuId) -> Result<GpuDetail, Error> {
    let gpu = db::gpus::by_id(tx, id).await?.ok_or(Error::NotFound)?;
    Ok(GpuDetail {
        score: gpu.spec.score().map(|points| points.normalize()),
        offers: db::part_offers::with_gpu(tx, id, PAGE).await?,
        gpu,
    })
}

/// Adds a graphics card for everybody.
///
/// # Errors
/// As [`add_cpu`].
pub async fn add_gpu(tx: &mut UserTx, draft: GpuDraft) -> Result<Gpu, Error> {
    by_oneself(tx)?;
    let new = draft.check()?;
    db::gpus::insert(tx, &new)
        .await?
        .ok_or(Error::Conflict(Conflict::Duplicate))
}

/// Changes a graphics card for everybody.
///
/// # Errors
/// As [`update_cpu`].
pub async fn update_gpu(tx: &mut AdminTx, id: GpuId, draft: GpuDraft) -> Result<Gpu, Error> {
    let current = db::gpus::hold(tx, id).await?.ok_or(Error::NotFound)?;
    unchanged_since(draft.if_updated_at.as_deref(), current.updated_at)?;
    let new = draft.over(&current.spec).check()?;
    if db::gpus::is_name_taken(tx, id, &new.name).await? {
        return Err(Error::Conflict(Conflict::Duplicate));
    }
    db::gpus::update(tx, id, &new).await?.ok_or(Error::NotFound)
}

/// Takes a graphics card out of the catalogue.
///
/// # Errors
/// As [`delete_cpu`].
pub async fn delete_gpu(tx: &mut AdminTx, id: GpuId) -> Result<(), Error> {
    db::gpus::hold(tx, id).await?.ok_or(Error::NotFound)?;
    if db::gpus::is_used(tx, id).await? {
        return Err(Error::Conflict(Conflict::InUse));
    }
    Ok(db::gpus::delete(tx, id).await?)
}
