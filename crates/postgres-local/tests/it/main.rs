//! Clusters of the PostgreSQL that this machine has.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod cluster;
#[cfg(target_os = "linux")]
mod processes;
mod support;
