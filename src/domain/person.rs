//! What Clerk tells of a person, and what it does to the row that we keep of them.
//!
//! Clerk's messages come late, twice and in any order, and a person's first request may overtake
//! them all. Whatever the order, [`decide`] ends in the same row: a message counts only if it is
//! newer than what the row says, and a deletion is the last word.

use serde_json::Value;
use time::OffsetDateTime;

use super::user::UserId;

/// What Clerk knows of a person, as far as we keep it. What no column could hold is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The name that they chose to be found by, where the instance has such names.
    pub username: Option<String>,
    /// The primary address, if it is theirs for certain.
    pub email: Option<String>,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Picture.
    pub avatar_url: Option<String>,
    /// Whether Clerk lets them sign in no longer.
    pub banned: bool,
    /// When they last signed in.
    pub signed_in_at: Option<OffsetDateTime>,
}

/// How new a profile is. Later is newer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// When the person was last changed at Clerk.
    pub changed_at: OffsetDateTime,
    /// When it was so: the time of the event, or of the answer. Decides between changes of one
    /// millisecond.
    pub told_at: OffsetDateTime,
}

/// What has been told of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Clerk's id, the only identity.
    pub clerk_id: String,
    /// What is new.
    pub news: News,
}

/// What is new of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// They exist, and their token says this much. Makes somebody, changes nobody.
    Came(Profile),
    /// What they are, since then.
    Are(Profile, Version),
    /// They were deleted.
    Gone,
}

/// Who has told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A first request, by its token.
    FirstRequest,
    /// A webhook.
    Webhook,
    /// The Backend API, when we asked for everybody, or for more on a newcomer.
    Backfill,
    /// The person themselves, when they leave.
    Person,
}

impl News {
    /// What is said of somebody who lives.
    #[must_use]
    pub fn profile(&self) -> Option<&Profile> {
        match self {
            Self::Came(profile) | Self::Are(profile, _) => Some(profile),
            Self::Gone => None,
        }
    }

    /// Their address.
    #[must_use]
    pub fn email(&self) -> Option<&str> {
        self.profile()?.email.as_deref()
    }
}

impl Source {
    /// The name in the audit log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::FirstRequest => "jit",
            Self::Webhook => "webhook",
            Self::Backfill => "backfill",
            Self::Person => "person",
        }
    }
}

/// The row that we keep, as far as Clerk has a say in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its number.
    pub id: UserId,
    /// Clerk's id; none for people from before Clerk.
    pub clerk_id: Option<String>,
    /// What it says; `banned` is whether a ban is why it is inactive.
    pub profile: Profile,
    /// How new that is; none if it is from a token.
    pub version: Option<Version>,
    /// Whether the person may come in.
    pub is_active: bool,
    /// Whether they are gone for good.
    pub is_deleted: bool,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Nothing: it is old news, or about somebody who is gone.
    Nothing,
    /// Make their row.
    Make(Profile, Option<Version>),
    /// Make a row that keeps them from coming.
    MakeGone,
    /// Change their row.
    Change {
        /// What it is to say.
        profile: Profile,
        /// Since when.
        version: Version,
        /// Whether they may come in from now on.
        is_active: bool,
    },
    /// Clear their row and let them in no more.
    Remove,
}

/// The longest texts that the columns hold, in characters.
const USERNAME: usize = 64;
const EMAIL: usize = 320;
const NAME: usize = 100;
const URL: usize = 500;

impl Profile {
    /// Reads a user object of Clerk's: the data of a webhook, or an answer of the Backend API.
    /// Never fails: what is missing or of another type is not known.
    #[must_use]
    pub fn of_user(user: &Value) -> Self {
        Self {
            username: text(user, "username", USERNAME).filter(|name| !name.contains(':')),
            email: primary_email(user),
            first_name: text(user, "first_name", NAME),
            last_name: text(user, "last_name", NAME),
            avatar_url: text(user, "image_url", URL),
            banned: user.get("banned").and_then(Value::as_bool) == Some(true),
            signed_in_at: user.get("last_sign_in_at").and_then(moment),
        }
    }

    /// Reads the optional claims of a session token.
    #[must_use]
    pub fn of_claims(claims: &Value) -> Self {
        Self {
            email: text(claims, "email", EMAIL),
            first_name: text(claims, "first_name", NAME),
            last_name: text(claims, "last_name", NAME),
            avatar_url: text(claims, "image_url", URL),
            ..Self::default()
        }
    }

    /// The names of what differs in `other`, the user name aside.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<&'static str> {
        [
            ("email", self.email != other.email),
            ("first_name", self.first_name != other.first_name),
            ("last_name", self.last_name != other.last_name),
            ("avatar_url", self.avatar_url != other.avatar_url),
        ]
        .into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(name, _)| name)
        .collect()
    }
}

impl Version {
    /// The version of a user object, told at `told_at`. An object that does not say when it was
    /// changed is as old as its telling.
    #[must_use]
    pub fn of_user(user: &Value, told_at: OffsetDateTime) -> Self {
        Self {
            changed_at: user.get("updated_at").and_then(moment).unwrap_or(told_at),
            told_at,
        }
    }
}

/// Unix milliseconds, as Clerk writes times; the examples in Clerk's OpenAPI document have the time
/// of an event in seconds, so both are read. None for what is no time, or out of this world.
#[must_use]
pub fn moment(value: &Value) -> Option<OffsetDateTime> {
    /// Smaller numbers are seconds: as milliseconds they would be before Clerk.
    const SMALLEST: i64 = 100_000_000_000;
    /// The end of the year 9999.
    const LATEST: i64 = 253_402_300_799_999;
    let number = value.as_i64().filter(|number| *number > 0)?;
    let milliseconds = if number < SMALLEST {
        number * 1000
    } else {
        number
    };
    (milliseconds <= LATEST).then_some(())?;
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(milliseconds) * 1_000_000).ok()
}

/// What the news do to the row, if there is one.
#[must_use]
pub fn decide(known: Option<&Known>, news: &News) -> Decision {
    match (known, news) {
        (None, News::Came(profile)) => Decision::Make(profile.clone(), None),
        (None, News::Are(profile, version)) => Decision::Make(profile.clone(), Some(*version)),
        (None, News::Gone) => Decision::MakeGone,
        (Some(known), _) if known.is_deleted => Decision::Nothing,
        (Some(_), News::Came(_)) => Decision::Nothing,
        (Some(_), News::Gone) => Decision::Remove,
        (Some(known), News::Are(_, version)) if known.version >= Some(*version) => {
            Decision::Nothing
        }
        (Some(known), News::Are(profile, version)) => change(known, profile, *version),
    }
}

/// A ban makes somebody inactive, and its end active again; who is inactive for another reason
/// stays so.
fn change(known: &Known, profile: &Profile, version: Version) -> Decision {
    let by_ban_only = known.is_active || known.profile.banned;
    Decision::Change {
        profile: Profile {
            banned: profile.banned && by_ban_only,
            ..profile.clone()
        },
        version,
        is_active: by_ban_only && !profile.banned,
    }
}

/// The primary address. One that nobody has proved to be theirs leads to nobody.
fn primary_email(user: &Value) -> Option<String> {
    let primary = user.get("primary_email_address_id")?.as_str()?;
    let address = user
        .get("email_addresses")?
        .as_array()?
        .iter()
        .find(|address| address.get("id").and_then(Value::as_str) == Some(primary))?;
    let status = address.pointer("/verification/status")?;
    (status == "verified")
        .then(|| text(address, "email_address", EMAIL))
        .flatten()
}

/// A text that a column of that many characters can hold.
fn text(object: &Value, name: &str, longest: usize) -> Option<String> {
    let text = object.get(name)?.as_str()?;
    let fits = !text.is_empty() && text.chars().count() <= longest && !text.contains('\0');
    fits.then(|| text.to_owned())
}

#[cfg(test)]
#[path = "person_tests.rs"]
mod tests;
