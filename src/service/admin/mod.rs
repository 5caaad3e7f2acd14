//! What administrators do.

pub mod audit;
pub mod inbox;
pub mod moderation;
pub mod orphans;
pub mod people;
pub mod sessions;
pub mod standing;
pub mod switches;
pub mod system;
