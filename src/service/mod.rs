//! The use cases, one module a noun: what may be done, in terms of scopes and nouns. No web
//! framework and no SQL in here.

pub mod audit;
pub mod collections;
pub mod listings;
pub mod measures;
mod page;
pub mod sessions;

pub use page::Page;
