//! Which part of the catalogue a form names.

use serde::{Deserialize, Serialize};

use crate::domain::{
    cpu::{Cpu, CpuSpec},
    gpu::{Gpu, GpuSpec},
    listing::ListingDraft,
};

/// The parts that a form knows of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Processors.
    pub cpus: Vec<Cpu>,
    /// Graphics cards.
    pub gpus: Vec<Gpu>,
}

impl Catalogue {
    /// The processor that a draft names, by its full name or its number.
    #[must_use]
    pub fn cpu(&self, draft: &ListingDraft) -> Option<&CpuSpec> {
        let cpus = self.cpus.iter().map(|cpu| (cpu.id.0, &cpu.spec));
        named(cpus, draft.cpu_id.as_deref(), draft.cpu.as_deref(), |it| {
            &it.name
        })
    }

    /// The graphics card that a draft names, by its full name or its number.
    #[must_use]
    pub fn gpu(&self, draft: &ListingDraft) -> Option<&GpuSpec> {
        let gpus = self.gpus.iter().map(|gpu| (gpu.id.0, &gpu.spec));
        named(gpus, draft.gpu_id.as_deref(), draft.gpu.as_deref(), |it| {
            &it.name
        })
    }
}

/// A name wins over a number, as it does when the offer is kept.
fn named<'a, T>(
    mut parts: impl Iterator<Item = (i64, &'a T)>,
    id: Option<&str>,
    name: Option<&str>,
    name_of: fn(&T) -> &String,
) -> Option<&'a T> {
    if let Some(name) = name {
        let name = name.trim().to_lowercase();
        return parts
            .find(|(_, part)| name_of(part).to_lowercase() == name)
            .map(|(_, part)| part);
    }
    let id: i64 = id?.trim().parse().ok()?;
    parts.find(|(own, _)| *own == id).map(|(_, part)| part)
}
