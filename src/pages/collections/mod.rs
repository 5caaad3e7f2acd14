//! Collections: all of them, one to decide in, and the page that puts offers into one.

pub mod actions;
mod add;
mod create;
mod item;
mod items;
mod links;
mod list;
mod note;
mod upkeep;
mod workspace;

pub use self::{add::AddToCollectionPage, list::CollectionsPage, workspace::CollectionPage};

use crate::domain::collection::CollectionId;

/// Where all collections are.
pub const COLLECTIONS: &str = "/collections";

/// Where a collection is.
#[must_use]
pub fn address(id: CollectionId) -> String {
    format!("{COLLECTIONS}/{}", id.0)
}
