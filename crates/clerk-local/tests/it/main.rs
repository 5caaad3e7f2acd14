//! The stand-in over HTTP, as clerk-js and the application's server see it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failed unwrap fails the test, and JSON is read by index"
)]

mod bapi;
mod browser;
mod bundles;
mod console;
mod control;
mod endpoint;
mod handshake;
mod me;
mod oauth;
mod outages;
mod persistence;
mod refresh;
mod reverification;
mod sdk;
mod session;
mod sign_in;
mod sign_up;
mod start;
mod webhooks;
mod world;
