//! People: all of them, and one.

mod access;
pub mod actions;
pub mod acts;
mod filters;
mod list;
mod person;
mod sessions;
mod standing;
mod table;

pub use self::{list::PeoplePage, person::PersonPage};
