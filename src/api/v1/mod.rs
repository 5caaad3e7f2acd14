//! Version 1, one module a noun.

pub(super) mod listings;
pub(super) mod users;
