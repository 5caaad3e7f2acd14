//! Clerk for Rust servers.
