//! Rows of nobody's, from before people had accounts.

pub mod actions;
mod assign;
mod page;

pub use page::OwnerlessPage;

/// Where they are.
const OWNERLESS: &str = "/admin/ownerless";
