//! The use cases, one module a noun: what may be done, in terms of scopes and nouns. No web
//! framework and no SQL in here.

pub mod account;
pub mod admin;
pub mod audit;
pub mod catalogue;
pub mod collections;
pub mod copies;
pub mod dashboard;
pub mod demo;
pub mod discover;
pub mod export;
pub mod health;
pub mod json;
pub mod links;
pub mod listing_files;
pub mod listings;
pub mod measures;
pub mod notifications;
mod page;
pub mod people;
pub mod plan;
pub mod preferences;
pub mod retention;
pub mod roles;
pub mod ruleset_files;
pub mod rulesets;
pub mod samples;
pub mod scoring_profiles;
pub mod sessions;
pub mod shares;
pub mod sync;
pub mod valuation;
pub mod webhooks;

pub use page::Page;

use crate::{
    db::UserTx,
    error::{Error, Refusal},
};

/// A length, as limits and queries count.
fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// What is not there for the caller is 404.
fn found(there: bool) -> Result<(), Error> {
    if there { Ok(()) } else { Err(Error::NotFound) }
}

/// What others see of a person, or would see no longer, is changed by that person and not in their
/// name: support acts as a person to see what they see.
fn by_oneself(tx: &UserTx) -> Result<(), Error> {
    if tx.is_acted() {
        return Err(Error::Forbidden(Refusal::Impersonation));
    }
    Ok(())
}
