//! A real PostgreSQL cluster in a folder, started and stopped with the program that needs it.
//!
//! For development and tests: nothing is configured, no port is opened, and the server that
//! answers is the one production runs, row-level security, roles and all.
//!
//! ```no_run
//! use postgres_local::{Cluster, Durability, Options};
//!
//! let cluster = Cluster::start(&Options {
//!     dir: ".local/postgres".into(),
//!     durability: Durability::Kept,
//! })?;
//! let database_url = cluster.url("postgres", "postgres");
//! // … serve …
//! cluster.stop()?;
//! # Ok::<(), postgres_local::Error>(())
//! ```
//!
//! The server listens on a socket in a directory that only its own user (and root) can enter, so
//! connections need no password. A new cluster has one superuser, `postgres`, and one database of
//! the same name; further roles and databases are the caller's to create.
//!
//! PostgreSQL refuses to run as root. For root the server runs as `postgres` or, where that user
//! is missing, `nobody`; see [`Cluster::start`] for where its files then lie.

mod account;
mod binaries;
mod cluster;
mod error;
mod guardian;
mod place;
mod postmaster;
mod wait;

pub use cluster::{Cluster, Durability, Options};
pub use error::Error;
