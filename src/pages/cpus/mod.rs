//! The catalogue of processors, which everybody shares: all of them, one, and a new one.

pub mod actions;
mod cpu;
mod fields;
mod list;
mod new;

pub use self::{cpu::CpuPage, list::CpusPage, new::NewCpuPage};
use crate::domain::cpu::CpuId;

/// What a processor is called on its pages.
const CPU: &str = "CPU";
/// Where the catalogue is.
pub const CPUS: &str = "/cpus";
/// Where a processor is added; `?name=` fills in its name.
pub const NEW_CPU: &str = "/cpus/new";

/// The page of a processor.
fn cpu_path(id: CpuId) -> String {
    format!("{CPUS}/{}", id.0)
}
