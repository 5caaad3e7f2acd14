//! What this crate promises, seen from outside.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failed unwrap fails the test"
)]

mod api;
mod authorized_party;
mod configuration;
mod instance;
mod layer;
mod parity;
mod proxy;
mod signing_keys;
mod support;
mod test_secret;
mod token_cache;

#[path = "../../examples/reference/config.rs"]
mod config;
#[path = "../../examples/reference/routes.rs"]
mod routes;
