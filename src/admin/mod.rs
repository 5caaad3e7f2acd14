//! The admin area: pages for administrators only, the same shape as other pages. Their server
//! functions are declared with `prefix = "/fn/admin"`, which lets nobody else through.

#![expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its props, whatever it does with them"
)]

pub mod audit;
pub mod ownerless;
pub mod people;
pub mod sync;
pub mod system;
pub mod webhooks;

mod failure;
mod frame;
mod loaded;
mod not_listed;
mod wing;

pub use self::{
    audit::AuditPage,
    frame::AdminPages,
    ownerless::OwnerlessPage,
    people::{PeoplePage, PersonPage},
    sync::SyncPage,
    system::SystemPage,
    webhooks::WebhooksPage,
    wing::AdminWing,
};
