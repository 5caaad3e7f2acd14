//! Nouns and rules, for the server and the browser alike. Pure: no input or output, no clock,
//! and nothing imported from another room.

pub mod account;
pub mod action;
pub mod address;
pub mod admin;
pub mod appraisal;
pub mod audit;
mod choice;
pub mod collection;
pub mod compare;
pub mod condition;
pub mod cpu;
pub mod csv;
pub mod dashboard;
#[cfg(any(feature = "ssr", test))]
pub mod demo;
pub mod discover;
pub mod explained;
pub mod facts;
pub mod field;
pub mod form_fields;
pub mod gpu;
pub mod health;
mod lenient;
pub mod listing;
pub mod money;
pub mod notification;
pub mod number;
pub mod part;
pub mod person;
pub mod plan;
pub mod preferences;
pub mod preview;
pub mod profile;
pub mod ranking;
pub mod rating;
pub mod rule_form;
pub mod ruleset;
pub mod ruleset_choice;
pub mod ruleset_draft;
pub mod ruleset_file;
#[cfg(any(feature = "ssr", test))]
pub mod sample;
pub mod scoring;
pub mod session;
pub mod share;
pub mod target;
pub mod term;
pub mod text;
pub mod user;
pub mod valuation;
pub mod webhook;
#[cfg(test)]
mod worked_examples;
