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

use leptos::{prelude::*, server_fn::ServerFn};

use crate::{domain::collection::CollectionId, error::Error};

/// Where all collections are.
pub const COLLECTIONS: &str = "/collections";

/// Where a collection is.
#[must_use]
pub fn address(id: CollectionId) -> String {
    format!("{COLLECTIONS}/{}", id.0)
}

/// Why a form of this page that was sent without a script was not carried out. With a script, who
/// sent it is told where they are.
fn refused<S>() -> Option<Error>
where
    S: ServerFn<Error = Error> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    ServerAction::<S>::new()
        .value()
        .with_untracked(|value| value.as_ref()?.as_ref().err().cloned())
}
