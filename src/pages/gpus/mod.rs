//! The catalogue of graphics cards, which everybody shares: all of them, one, and a new one.

pub mod actions;
mod fields;
mod gpu;
mod list;
mod new;

pub use self::{gpu::GpuPage, list::GpusPage, new::NewGpuPage};
use crate::domain::gpu::GpuId;

/// What a graphics card is called on its pages.
const GPU: &str = "graphics card";
/// Where the graphics cards are.
pub const GPUS: &str = "/gpus";
/// Where a graphics card is added; `?name=` fills in its name.
pub const NEW_GPU: &str = "/gpus/new";

/// The page of a graphics card.
fn gpu_path(id: GpuId) -> String {
    format!("{GPUS}/{}", id.0)
}
