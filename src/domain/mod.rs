//! Nouns and rules, for the server and the browser alike. Pure: no input or output, no clock,
//! and nothing imported from another room.

pub mod action;
pub mod admin;
pub mod audit;
mod choice;
pub mod collection;
pub mod condition;
pub mod cpu;
pub mod csv;
pub mod facts;
pub mod field;
pub mod gpu;
pub mod listing;
pub mod money;
pub mod notification;
pub mod number;
pub mod person;
pub mod plan;
pub mod rating;
pub mod ruleset;
#[cfg(any(feature = "ssr", test))]
pub mod sample;
pub mod scoring;
pub mod session;
pub mod share;
pub mod target;
pub mod text;
pub mod user;
pub mod valuation;
pub mod webhook;
#[cfg(test)]
mod worked_examples;
