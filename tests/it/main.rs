//! The application against a real PostgreSQL, through its real router. `DATABASE_URL` names a
//! cluster in which databases can be made; each test gets one of its own.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod architecture;
mod guards;
mod leptos_config;
mod listings;
mod migrations;
mod provisioning;
mod rls;
mod row_security;
mod support;
mod tokens;
