//! What administrators do.

pub mod people;
