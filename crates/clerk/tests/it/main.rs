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
mod quick_start_pages;
mod signing_keys;
mod support;
mod test_secret;
mod token_cache;

#[path = "../../examples/reference/config.rs"]
mod config;
#[path = "../../examples/quick_start/app.rs"]
#[expect(dead_code, reason = "its `main` listens; the tests ask its router")]
mod quick_start;
#[path = "../../examples/reference/routes.rs"]
mod routes;
