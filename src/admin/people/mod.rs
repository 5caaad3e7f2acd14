//! People: all of them, and one.

pub mod actions;
mod filters;
mod list;
mod person;
mod standing;
mod table;

pub use self::{list::PeoplePage, person::PersonPage};
