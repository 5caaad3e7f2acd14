//! Scoring profiles: all of them, and one with its weights.

pub mod actions;
mod editor;
mod list;
mod profile;
mod ranking;
mod weights;

pub use self::{list::ProfilesPage, profile::ProfilePage};
use crate::domain::profile::ProfileId;

/// Where all profiles are.
pub const PROFILES: &str = "/profiles";

/// The page of a profile.
fn profile_path(id: ProfileId) -> String {
    format!("{PROFILES}/{}", id.0)
}
