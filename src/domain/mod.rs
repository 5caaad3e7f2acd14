//! Nouns and rules, for the server and the browser alike. Pure: no input or output, no clock,
//! and nothing imported from another room.

pub mod admin;
pub mod audit;
pub mod collection;
pub mod listing;
pub mod money;
pub mod text;
pub mod user;
