//! The application against a real PostgreSQL, through its real router. `DATABASE_URL` names a
//! cluster in which databases can be made; each test gets one of its own.
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is not as expected fails the test"
)]

mod architecture;
mod audit;
mod collections;
mod guards;
mod leptos_config;
mod listings;
mod listings_change;
mod listings_list;
mod migrations;
mod openapi;
mod preferences;
mod provisioning;
mod revocation;
mod rls;
mod row_security;
mod support;
mod tokens;
