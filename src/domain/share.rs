//! What people show to others: links, and offers sent to one person.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{
    collection::CollectionId,
    listing::{Condition, FieldError, ListingId},
    money::Usd,
    text,
    user::UserId,
};

/// The number of a link's row. Links to offers and to collections are numbered apart.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LinkId(pub i64);

/// The number of a share's row.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ShareId(pub i64);

/// How long a link to an offer works unless said otherwise, in days.
pub const LINK_DAYS: i32 = 180;
/// The longest that a link can be made to work, in days.
pub const LINK_DAYS_MAX: i32 = 3650;
/// Longest message with a share, in characters.
pub const MESSAGE_MAX: usize = 500;
/// Longest name or address by which a person is looked up, in characters.
pub const HANDLE_MAX: usize = 320;

/// A public link, as its maker sees it: without what makes it work, which is shown once.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The number of the row.
    pub id: LinkId,
    /// How its secret begins, to tell links apart.
    pub prefix: String,
    /// How often somebody else has looked.
    pub view_count: i64,
    /// Whether it works.
    pub is_live: bool,
    /// When it stops working; never, unless given.
    #[serde(with = "time::serde::rfc3339::option")]
    pub expires_at: Option<OffsetDateTime>,
    /// When it was made to stop.
    #[serde(with = "time::serde::rfc3339::option")]
    pub revoked_at: Option<OffsetDateTime>,
    /// When it was made.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
}

/// How long a new link is to work.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkDraft {
    /// Days until it stops working, at most 3,650; 0 for never. Unless given, 180 for an offer and
    /// never for a collection.
    #[serde(default)]
    pub expires_in_days: Option<i32>,
}

impl LinkDraft {
    /// Days until the link stops working; `None` for never.
    ///
    /// # Errors
    /// When that is not a number of days that a link can have.
    pub fn days(self, default: Option<i32>) -> Result<Option<i32>, Vec<FieldError>> {
        match self.expires_in_days {
            None => Ok(default),
            Some(0) => Ok(None),
            Some(days @ 1..=LINK_DAYS_MAX) => Ok(Some(days)),
            Some(_) => Err(vec![FieldError::new(
                "expires_in_days",
                format!("must be from 0 to {LINK_DAYS_MAX}"),
            )]),
        }
    }
}

/// A processor, as far as it is known.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicCpu {
    /// Its name.
    pub name: String,
    /// Cores.
    pub cores: Option<i32>,
    /// Threads.
    pub threads: Option<i32>,
    /// Watts.
    pub tdp_w: Option<i32>,
    /// Benchmark marks on all cores.
    pub mark_multi: Option<i32>,
    /// Benchmark marks on one core.
    pub mark_single: Option<i32>,
}

/// A graphics card, as far as it is known.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicGpu {
    /// Its name.
    pub name: String,
    /// Benchmark marks.
    pub gpu_mark: Option<i32>,
}

/// What a stranger may see of an offer: no notes, no owner, no rules.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublicListing {
    /// The number of its row.
    pub id: ListingId,
    /// What is offered.
    pub title: String,
    /// Where it is offered.
    pub listing_url: Option<String>,
    /// Who offers it.
    pub seller: Option<String>,
    /// Asking price; absent while unknown.
    pub price_usd: Option<Usd>,
    /// What the bare machine costs, by its owner's rules.
    pub adjusted_price_usd: Option<Usd>,
    /// State of the machine.
    pub condition: Condition,
    /// Who made it.
    pub manufacturer: Option<String>,
    /// What they call it.
    pub model: Option<String>,
    /// Its shape.
    pub form_factor: Option<String>,
    /// Its processor.
    pub cpu: Option<PublicCpu>,
    /// Its graphics card.
    pub gpu: Option<PublicGpu>,
    /// Memory in GB; 0 for none, or not known.
    pub ram_gb: i32,
    /// `ddr4`, …
    pub ram_type: Option<String>,
    /// Of the memory, in MHz.
    pub ram_speed_mhz: Option<i32>,
    /// First drive in GB; 0 for none, or not known.
    pub primary_storage_gb: i32,
    /// `nvme`, …
    pub primary_storage_medium: Option<String>,
    /// Second drive in GB.
    pub secondary_storage_gb: i32,
    /// `hdd`, …
    pub secondary_storage_medium: Option<String>,
    /// The licence that comes with it.
    pub os_license: Option<String>,
    /// USD per multi-core mark, asking price; four decimals.
    pub usd_per_multi: Option<String>,
    /// USD per single-core mark, asking price; four decimals.
    pub usd_per_single: Option<String>,
    /// USD per multi-core mark of the bare machine; four decimals.
    pub usd_per_multi_adj: Option<String>,
    /// USD per single-core mark of the bare machine; four decimals.
    pub usd_per_single_adj: Option<String>,
    /// Multi-core marks per watt; one decimal.
    pub perf_per_watt: Option<String>,
    /// The owner's score, 0 to 100; two decimals.
    pub score_composite: Option<String>,
    /// When the offer was last seen.
    #[serde(with = "time::serde::rfc3339::option")]
    pub last_seen_at: Option<OffsetDateTime>,
}

/// What a stranger may see of a collection: no notes, no decisions.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublicCollection {
    /// The number of its row.
    pub id: CollectionId,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// By whom, if they have chosen a name to show.
    pub owner_name: Option<String>,
    /// How many offers it shows.
    pub count: i64,
    /// When it was last changed.
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
}

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

/// Where a share stands.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ShareState {
    /// Not opened yet.
    New,
    /// Opened.
    Seen,
    /// Copied by its recipient.
    Saved,
    /// Over by time.
    Expired,
    /// Taken back by its sender.
    Revoked,
}

impl ShareState {
    /// In the order in which they come about.
    pub const ALL: [Self; 5] = [
        Self::New,
        Self::Seen,
        Self::Saved,
        Self::Expired,
        Self::Revoked,
    ];

    /// The name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Seen => "seen",
            Self::Saved => "saved",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }

    /// The word that people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Seen => "Seen",
            Self::Saved => "Saved",
            Self::Expired => "Expired",
            Self::Revoked => "Revoked",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
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
    fn a_link_works_as_long_as_asked_for_and_zero_is_for_ever() {
        let days = |asked| {
            LinkDraft {
                expires_in_days: asked,
            }
            .days(Some(LINK_DAYS))
        };
        assert_eq!(days(None), Ok(Some(180)));
        assert_eq!(days(Some(0)), Ok(None));
        assert_eq!(days(Some(7)), Ok(Some(7)));
        for wrong in [-1, LINK_DAYS_MAX + 1] {
            assert!(days(Some(wrong)).is_err(), "{wrong}");
        }
    }

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
