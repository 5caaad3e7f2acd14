//! The only room with SQL. Every query runs in a scope ([`scope`]): a transaction that knows on
//! whose behalf it runs, so that the database's row-level security can decide what it sees.
//!
//! One module a table; functions take a scope, give nouns of `domain`, and say "not found" with
//! `None`. To add a table, start from `migrations/README.md`.

mod admin;
pub mod admin_audit;
pub mod admin_collections;
pub mod admin_orphans;
pub mod admin_people;
pub mod admin_system;
pub mod audit_chain;
pub mod audit_events;
mod audit_queue;
pub mod caller;
pub mod collection_items;
pub mod collection_links;
pub mod collections;
pub mod copies;
pub mod cpus;
pub mod dashboard;
pub mod ended_sessions;
mod error;
pub mod export;
pub mod gpus;
#[cfg(doctest)]
mod guarantees;
pub mod limits;
mod link_row;
pub mod listener;
pub mod listing_batches;
pub mod listing_imports;
pub mod listing_links;
pub mod listing_prices;
pub mod listings;
mod login_role;
pub mod market;
pub mod measures;
pub mod migrate;
pub mod notifications;
pub mod part_offers;
mod pooler;
pub mod preferences;
pub mod profiles;
pub mod public;
pub mod retention;
pub mod roles;
pub mod rules;
pub mod rulesets;
pub mod scope;
pub mod signals;
pub mod switches;
pub mod sync_runs;
pub mod user_shares;
pub mod users;
pub mod valuations;
mod visitor;
pub mod webhook_events;

pub use admin::{AdminTx, Administrator};
pub use audit_queue::AuditQueue;
pub use ended_sessions::EndedSessions;
pub use error::DbError;
pub use scope::{AnonTx, Db, Scope, SystemTx, UserTx};
pub use visitor::VisitorTx;
