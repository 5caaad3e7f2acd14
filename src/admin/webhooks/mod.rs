//! The messages that Clerk has sent.

pub mod actions;
mod page;

pub use page::WebhooksPage;
