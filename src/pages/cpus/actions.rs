//! What the pages about processors ask the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    domain::cpu::{Cpu, CpuAsked, CpuDetail, CpuDraft, CpuEntry, CpuId},
    error::Error,
};

/// A part of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CpusFound {
    /// The processors.
    pub cpus: Vec<CpuEntry>,
    /// The last of them, when there are more.
    pub next: Option<CpuId>,
    /// Who built the processors of the whole catalogue.
    pub makers: Vec<String>,
}

/// How many processors are on a page.
#[cfg(feature = "ssr")]
const PAGE: i64 = 50;

/// The processors that a question finds.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn find_cpus(
    /// The question.
    #[server(default)]
    asked: CpuAsked,
    /// The last one of the page before.
    after: Option<CpuId>,
) -> Result<CpusFound, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let page = crate::service::catalogue::cpus(&mut tx, &asked, after, PAGE).await?;
    Ok(CpusFound {
        cpus: page.items,
        next: page.next.map(CpuId),
        makers: crate::service::catalogue::cpu_makers(&mut tx).await?,
    })
}

/// A processor, the caller's offers with it, and what to aim for.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_cpu(
    /// The processor.
    id: CpuId,
) -> Result<CpuDetail, Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::catalogue::cpu(&mut tx, id).await
}

/// Adds a processor for everybody.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn add_cpu(
    /// The processor, as the form holds it.
    cpu: CpuDraft,
) -> Result<Cpu, Error> {
    let kept = cpu.clone();
    let added = insert(cpu).await;
    match &added {
        Ok(cpu) => crate::serverfn::lead_to(&super::cpu_path(cpu.id)),
        Err(error) => {
            let address = super::fields::address(super::NEW_CPU, &kept);
            crate::serverfn::lead_back::<AddCpu>(&address, error);
        }
    }
    added
}

#[cfg(feature = "ssr")]
async fn insert(draft: CpuDraft) -> Result<Cpu, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let cpu = crate::service::catalogue::add_cpu(&mut tx, draft).await?;
    tx.commit().await?;
    Ok(cpu)
}

/// Changes a processor for everybody. For administrators.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn change_cpu(
    /// The processor.
    id: CpuId,
    /// The processor, as the form holds it.
    cpu: CpuDraft,
) -> Result<Cpu, Error> {
    let mut tx = crate::serverfn::begin_admin().await?;
    let cpu = crate::service::catalogue::update_cpu(&mut tx, id, cpu).await?;
    tx.commit().await?;
    Ok(cpu)
}

/// Takes a processor out of the catalogue. For administrators.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn delete_cpu(
    /// The processor.
    id: CpuId,
) -> Result<(), Error> {
    let mut tx = crate::serverfn::begin_admin().await?;
    crate::service::catalogue::delete_cpu(&mut tx, id).await?;
    tx.commit().await?;
    crate::serverfn::lead_to(super::CPUS);
    Ok(())
}
