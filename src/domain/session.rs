//! The sessions of a person: one for each browser that they are signed in with.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A session that a person may look at and end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OwnSession {
    /// Clerk's id, `sess_…`.
    pub id: String,
    /// Whether it is the one that asks.
    pub is_current: bool,
    /// The browser, such as `Firefox 140`.
    pub browser: Option<String>,
    /// The device, such as `Macintosh`.
    pub device: Option<String>,
    /// Whether that is a telephone.
    pub is_mobile: bool,
    /// Town and country, as far as Clerk knows them.
    pub place: Option<String>,
    /// When it was last used.
    #[serde(with = "time::serde::rfc3339")]
    pub last_active_at: OffsetDateTime,
}

/// What became of a person's sessions when all were to end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SignedOut {
    /// How many have ended.
    pub revoked: u32,
    /// How many Clerk did not end; they live on.
    pub failed: u32,
}
