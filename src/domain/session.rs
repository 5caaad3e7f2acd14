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

impl OwnSession {
    /// What it is called: browser and device, as far as Clerk knows them.
    #[must_use]
    pub fn name(&self) -> String {
        match (&self.browser, &self.device) {
            (Some(browser), Some(device)) => format!("{browser} on {device}"),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) if self.is_mobile => "A phone".to_owned(),
            (None, None) => "A browser".to_owned(),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_called_by_what_is_known_of_it() {
        let nothing = OwnSession {
            id: "sess_1".into(),
            is_current: false,
            browser: None,
            device: None,
            is_mobile: true,
            place: None,
            last_active_at: OffsetDateTime::UNIX_EPOCH,
        };
        assert_eq!(nothing.name(), "A phone");
        let browser = OwnSession {
            browser: Some("Firefox 140".into()),
            ..nothing
        };
        assert_eq!(browser.name(), "Firefox 140");
        let both = OwnSession {
            device: Some("Macintosh".into()),
            ..browser
        };
        assert_eq!(both.name(), "Firefox 140 on Macintosh");
    }
}
