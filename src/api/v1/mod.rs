//! Version 1, one module a noun.

pub(super) mod collections;
pub(super) mod cpus;
pub(super) mod gpus;
pub(super) mod listings;
pub(super) mod profiles;
pub(super) mod rules;
pub(super) mod rulesets;
pub(super) mod users;
