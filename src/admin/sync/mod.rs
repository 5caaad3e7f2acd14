//! How far what is kept here is from Clerk.

pub mod actions;
mod page;

pub use page::SyncPage;

/// Where comparing with Clerk is looked after.
const SYNC: &str = "/admin/sync";
/// What the page's address says when a form without a script has just begun a comparison.
const BEGUN: &str = "begun";
