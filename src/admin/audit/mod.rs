//! The audit log.

pub mod actions;
mod chain;
mod entries;
mod filters;
mod page;

pub(in crate::admin) use entries::AuditEntries;
pub use page::AuditPage;

/// Where the log is.
const AUDIT: &str = "/admin/audit";
