//! From a request to a person. Clerk's layer has already decided whether the credential is good;
//! this room finds the person behind it, makes their row when they are new, and guards the doors.
//!
//! A guard is a type in a handler's signature ([`CurrentUser`]): a handler that wants a person
//! cannot be reached without one.

mod access;
mod admin_user;
mod clerk_accounts;
mod clerk_keys;
mod clerk_people;
mod clerk_sessions;
pub mod credential;
mod current_user;
mod first_admin;
mod operator;
mod provision;
pub mod same_origin;
mod session;
mod visitor;

pub use access::Access;
pub use admin_user::AdminUser;
pub use clerk_accounts::ClerkAccounts;
pub use clerk_keys::trust;
pub use clerk_people::ClerkPeople;
pub use clerk_sessions::ClerkSessions;
pub use current_user::CurrentUser;
pub use first_admin::FirstAdmin;
pub use operator::Operator;
pub use provision::Newcomers;
pub use session::{Fresh, Session};
pub use visitor::Visitor;
