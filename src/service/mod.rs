//! The use cases, one module a noun: what may be done, in terms of scopes and nouns. No web
//! framework and no SQL in here.

pub mod audit;
pub mod catalogue;
pub mod collections;
pub mod listings;
mod page;
pub mod plan;
pub mod rulesets;
pub mod scoring_profiles;
pub mod sessions;
pub mod valuation;

pub use page::Page;
