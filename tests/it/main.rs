//! The application against a real PostgreSQL, through its real router. `DATABASE_URL` names a
//! cluster in which databases can be made; each test gets one of its own.
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is not as expected fails the test"
)]

mod account;
mod admin;
mod architecture;
mod audit;
mod catalogue;
mod ceilings;
mod collections;
mod collections_pages;
mod dashboard;
mod demo;
mod discover;
mod docs;
mod env_example;
mod export;
mod guards;
mod inbox_pages;
mod leptos_config;
mod links;
mod listing_files;
mod listing_samples;
mod listings;
mod listings_change;
mod listings_list;
mod listings_many;
mod migrations;
mod notifications;
mod offer;
mod offer_form;
mod openapi;
mod operations;
mod outages;
mod pages_walked;
mod parts;
mod people;
mod plain_forms;
mod plan_room;
mod preferences;
mod process;
mod profiles;
mod provisioning;
mod public_pages;
mod rate_limits;
mod revocation;
mod rls;
mod row_security;
mod rules_pages;
mod ruleset_files;
mod rulesets;
mod security_headers;
mod sessions;
mod shared_library;
mod shares;
mod side_by_side;
mod support;
mod timeouts;
mod tokens;
mod valuation;
mod webhooks;
mod whole_lists;
