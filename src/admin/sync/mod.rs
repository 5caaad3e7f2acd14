//! How far what is kept here is from Clerk.

pub mod actions;
mod page;

pub use page::SyncPage;
