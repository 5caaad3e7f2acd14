//! Version 1, one module a noun.

pub(super) mod admin;
pub(super) mod collections;
pub(super) mod listings;
pub(super) mod users;
