//! Nouns and rules, for the server and the browser alike. Pure: no input or output, no clock,
//! and nothing imported from another room.

pub mod collection;
pub mod csv;
pub mod listing;
pub mod money;
pub mod notification;
pub mod plan;
pub mod share;
pub mod text;
pub mod user;
