//! What the pages about graphics cards ask the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    domain::gpu::{Gpu, GpuAsked, GpuDetail, GpuDraft, GpuEntry, GpuId},
    error::Error,
};

/// A part of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GpusFound {
    /// The graphics cards.
    pub gpus: Vec<GpuEntry>,
    /// The last of them, when there are more.
    pub next: Option<GpuId>,
}

/// How many graphics cards are on a page.
#[cfg(feature = "ssr")]
const PAGE: i64 = 50;

/// The graphics cards that a question finds.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn find_gpus(
    /// The question.
    #[server(default)]
    asked: GpuAsked,
    /// The last one of the page before.
    after: Option<GpuId>,
) -> Result<GpusFound, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let page = crate::service::catalogue::gpus(&mut tx, &asked, after, PAGE).await?;
    Ok(GpusFound {
        gpus: page.items,
        next: page.next.map(GpuId),
    })
}

/// A graphics card, what counts of it, and the caller's offers with it.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_gpu(
    /// The graphics card.
    id: GpuId,
) -> Result<GpuDetail, Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::catalogue::gpu(&mut tx, id).await
}

/// Adds a graphics card for everybody.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn add_gpu(
    /// The graphics card, as the form holds it.
    gpu: GpuDraft,
) -> Result<Gpu, Error> {
    let kept = gpu.clone();
    let added = insert(gpu).await;
    match &added {
        Ok(gpu) => crate::serverfn::lead_to(&super::gpu_path(gpu.id)),
        Err(error) => {
            let address = super::fields::address(super::NEW_GPU, &kept);
            crate::serverfn::lead_back::<AddGpu>(&address, error);
        }
    }
    added
}

#[cfg(feature = "ssr")]
async fn insert(draft: GpuDraft) -> Result<Gpu, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let gpu = crate::service::catalogue::add_gpu(&mut tx, draft).await?;
    tx.commit().await?;
    Ok(gpu)
}

/// Changes a graphics card for everybody. For administrators.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn change_gpu(
    /// The graphics card.
    id: GpuId,
    /// The graphics card, as the form holds it.
    gpu: GpuDraft,
) -> Result<Gpu, Error> {
    let mut tx = crate::serverfn::begin_admin().await?;
    let gpu = crate::service::catalogue::update_gpu(&mut tx, id, gpu).await?;
    tx.commit().await?;
    Ok(gpu)
}

/// Takes a graphics card out of the catalogue. For administrators.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn delete_gpu(
    /// The graphics card.
    id: GpuId,
) -> Result<(), Error> {
    let mut tx = crate::serverfn::begin_admin().await?;
    crate::service::catalogue::delete_gpu(&mut tx, id).await?;
    tx.commit().await?;
    crate::serverfn::lead_to(super::GPUS);
    Ok(())
}
