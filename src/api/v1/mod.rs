//! Version 1, one module a noun.

pub(super) mod account;
pub(super) mod admin;
pub(super) mod collections;
pub(super) mod cpus;
pub(super) mod dashboard;
pub(super) mod discover;
pub(super) mod export;
pub(super) mod gpus;
pub(super) mod links;
pub(super) mod listing_files;
pub(super) mod listings;
pub(super) mod notifications;
pub(super) mod profiles;
pub(super) mod public;
pub(super) mod rules;
pub(super) mod rulesets;
pub(super) mod samples;
pub(super) mod user_shares;
pub(super) mod users;
pub(super) mod valuations;
