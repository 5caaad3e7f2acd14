//! The only room with SQL. Every query runs in a scope ([`scope`]): a transaction that knows on
//! whose behalf it runs, so that the database's row-level security can decide what it sees.
//!
//! One module a table; functions take a scope, give nouns of `domain`, and say "not found" with
//! `None`. To add a table, start from `migrations/README.md`.

mod admin;
pub mod collection_items;
pub mod collections;
mod error;
#[cfg(doctest)]
mod guarantees;
pub mod listings;
pub mod migrate;
mod pooler;
pub mod preferences;
pub mod scope;
pub mod switches;
pub mod users;

pub use admin::{AdminTx, Administrator};
pub use error::DbError;
pub use scope::{AnonTx, Db, SystemTx, UserTx};
