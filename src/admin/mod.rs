//! The admin area: pages for administrators only, the same shape as other pages. Their server
//! functions are declared with `prefix = "/fn/admin"`, which lets nobody else through.

pub mod people;

mod frame;

pub use self::{
    frame::AdminPages,
    people::{PeoplePage, PersonPage},
};
