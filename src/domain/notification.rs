//! What a person is told in the application.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::money::Usd;

/// The number of a notification's row.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NotificationId(pub i64);

/// How much there is that a person has not looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// What they were told.
    pub news: i64,
    /// What others have sent them.
    pub shares: i64,
}

/// What a notification is about.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotificationKind {
    /// Somebody has sent an offer.
    ShareReceived,
    /// Somebody has copied an offer that was sent to them.
    ShareImported,
    /// An offer in a collection has become cheaper.
    PriceDrop,
    /// An administrator has changed what one may do.
    RoleChanged,
    /// Anything else that the application has to say.
    System,
}

impl NotificationKind {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::ShareReceived,
        Self::ShareImported,
        Self::PriceDrop,
        Self::RoleChanged,
        Self::System,
    ];

    /// Those that a person can switch off, by `{"notifications": {"price_drop": false}}` in their
    /// preferences. The database looks there itself.
    pub const OPTIONAL: [Self; 3] = [Self::ShareReceived, Self::ShareImported, Self::PriceDrop];

    /// The name in the database and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ShareReceived => "share_received",
            Self::ShareImported => "share_imported",
            Self::PriceDrop => "price_drop",
            Self::RoleChanged => "role_changed",
            Self::System => "system",
        }
    }

    /// The words that people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::ShareReceived => "Somebody sends you an offer",
            Self::ShareImported => "Somebody saves an offer you sent",
            Self::PriceDrop => "An offer in a collection gets cheaper",
            Self::RoleChanged => "Your role changes",
            Self::System => "News about the application",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// Something that a person is told.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notification {
    /// The number of the row.
    pub id: NotificationId,
    /// What it is about.
    #[serde(rename = "type")]
    pub kind: NotificationKind,
    /// The news in a few words.
    pub title: String,
    /// More of it.
    pub message: Option<String>,
    /// A page of the application where one sees more.
    pub link: Option<String>,
    /// When it was read.
    #[serde(with = "time::serde::rfc3339::option")]
    pub read_at: Option<OffsetDateTime>,
    /// When it came.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
}

/// Whether a lower price is worth telling: by at least 2 percent, or by at least one dollar.
#[must_use]
pub fn is_drop(before: Usd, after: Usd) -> bool {
    let (before, after) = (before.amount(), after.amount());
    let less = before - after;
    let hundred = rust_decimal::Decimal::ONE_HUNDRED;
    let two = rust_decimal::Decimal::TWO;
    less > rust_decimal::Decimal::ZERO
        && (less >= rust_decimal::Decimal::ONE || less * hundred >= before * two)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drop_is_two_percent_or_a_dollar() {
        let usd = |text: &str| text.parse::<Usd>().unwrap();
        for (before, after, told) in [
            ("200.00", "199.00", true),
            ("200.00", "199.01", false),
            ("10.00", "9.80", true),
            ("10.00", "9.81", false),
            ("10.00", "10.00", false),
            ("10.00", "12.00", false),
            ("0.01", "0.00", true),
        ] {
            assert_eq!(
                is_drop(usd(before), usd(after)),
                told,
                "{before} to {after}"
            );
        }
    }
}
