//! Deal Brain: a private notebook of small-form-factor PC offers.
//!
//! The rooms and who may know whom are described in `docs/ARCHITECTURE.md`, and held to it by a
//! test. Rooms marked "both" compile for the server and for the browser.

// Each element of a page is a layer of its type.
#![recursion_limit = "256"]

pub mod admin;
#[cfg(feature = "ssr")]
pub mod api;
pub mod app;
#[cfg(feature = "ssr")]
pub mod auth;
pub mod components;
#[cfg(feature = "ssr")]
pub mod config;
#[cfg(feature = "ssr")]
pub mod db;
pub mod domain;
pub mod error;
#[cfg(feature = "local")]
pub mod local;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;
pub mod serverfn;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod state;
#[cfg(feature = "ssr")]
pub mod webhooks;

/// The browser's entry: takes over the page that the server has rendered, once its code is there.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_lazy(app::App);
}
