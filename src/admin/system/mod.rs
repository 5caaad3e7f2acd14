//! How the application fares as a whole.

pub mod actions;
mod health;
mod page;
mod switches;

pub use page::SystemPage;
