//! Offers that one person shows to another.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::domain::{
    choice::choice,
    listing::{Condition, FieldError, Flag, ListingId},
    money::Usd,
    text,
    user::UserId,
};

/// The number of a share's row.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ShareId(pub i64);

/// Longest message with a share, in characters.
pub const MESSAGE_MAX: usize = 500;
/// Longest name or address by which a person is looked up, in characters.
pub const HANDLE_MAX: usize = 320;

/// A person whom somebody has found by their exact name or address.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPerson {
    /// The number of their row.
    pub id: UserId,
    /// The name to show.
    pub display_name: String,
    /// Their picture.
    pub avatar_url: Option<String>,
}

/// Who is on the other end of a share.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The name to show.
    pub name: String,
    /// Their picture.
    pub avatar_url: Option<String>,
}

choice! {
    /// Where a share stands.
    ShareState {
        /// Not opened yet.
        New = "new", "New";
        /// Opened.
        Seen = "seen", "Seen";
        /// Copied by its recipient.
        Saved = "saved", "Saved";
        /// Over by time.
        Expired = "expired", "Expired";
        /// Taken back by its sender.
        Revoked = "revoked", "Revoked";
    }
}

/// An offer, in brief.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SharedListing {
    /// The number of its row.
    pub id: ListingId,
    /// What is offered.
    pub title: String,
    /// Asking price; absent while unknown.
    pub price_usd: Option<Usd>,
    /// What the bare machine costs, by the sender's rules.
    pub adjusted_price_usd: Option<Usd>,
    /// State of the machine.
    pub condition: Condition,
    /// What else it has, or lacks.
    pub flags: Vec<Flag>,
}

/// An offer that one person shows to another, as either of them sees it.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UserShare {
    /// The number of the row.
    pub id: ShareId,
    /// The other one: who sent it, or who received it.
    pub with: Party,
    /// Whether the caller sent it.
    pub is_mine: bool,
    /// Where it stands.
    pub state: ShareState,
    /// What the sender wrote with it.
    pub message: Option<String>,
    /// The offer; nothing of it is told any more when the share has expired.
    pub listing: Option<SharedListing>,
    /// When it was sent.
    #[serde(with = "time::serde::rfc3339")]
    pub shared_at: OffsetDateTime,
    /// When it is over.
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
    /// When its recipient first opened it.
    #[serde(with = "time::serde::rfc3339::option")]
    pub viewed_at: Option<OffsetDateTime>,
    /// When its recipient copied it.
    #[serde(with = "time::serde::rfc3339::option")]
    pub imported_at: Option<OffsetDateTime>,
}

/// To whom a share goes: a person's number, or their exact name or address.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Recipient {
    /// The number of their row.
    Id(i64),
    /// Their exact name or address.
    Handle(String),
}

/// A share as a form or a client sends it.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareDraft {
    /// To whom: a person's number, or their exact user name or address.
    pub recipient: Recipient,
    /// Which of the sender's offers.
    pub listing_id: ListingId,
    /// A few words with it; at most 500 characters.
    #[serde(default)]
    pub message: Option<String>,
}

impl ShareDraft {
    /// The message, checked.
    ///
    /// # Errors
    /// When the message or the recipient cannot be what it should be.
    pub fn message(&self) -> Result<Option<String>, Vec<FieldError>> {
        let mut errors = Vec::new();
        if let Recipient::Handle(handle) = &self.recipient {
            let _ = text::required(&mut errors, "recipient", handle, HANDLE_MAX);
        }
        let message = text::optional(&mut errors, "message", self.message.clone(), MESSAGE_MAX);
        text::settle(message, errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipient_is_a_number_or_a_name() {
        let draft = |recipient: &str| -> ShareDraft {
            serde_json::from_str(&format!(r#"{{"recipient": {recipient}, "listing_id": 1}}"#))
                .unwrap()
        };
        assert_eq!(draft("7").recipient, Recipient::Id(7));
        assert_eq!(
            draft(r#""ana@example.com""#).recipient,
            Recipient::Handle("ana@example.com".into())
        );
        assert!(draft(r#"" ""#).message().is_err());
    }
}
