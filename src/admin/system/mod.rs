//! How the application fares as a whole.

pub mod actions;
mod page;

pub use page::SystemPage;
