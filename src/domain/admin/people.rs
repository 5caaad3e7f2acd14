//! People, as administrators look for them and list them.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use crate::domain::{
    listing::FieldError,
    user::{Plan, Role, UserId},
};

/// How many people a page holds unless asked otherwise, and at most.
pub const PAGE: u16 = 50;
/// The most that a page holds.
pub const PAGE_MAX: u16 = 200;
/// The most words that a search takes; those beyond are left out.
const WORDS_MAX: usize = 8;
/// What a reason may be long, in characters.
pub const REASON_MAX: usize = 200;

/// Whether somebody may come in, and if not, why.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PersonState {
    /// They may.
    Active,
    /// An administrator or Clerk keeps them out.
    Deactivated,
    /// They were deleted at Clerk.
    Deleted,
}

impl PersonState {
    /// Every state, in reading order.
    pub const ALL: [Self; 3] = [Self::Active, Self::Deactivated, Self::Deleted];

    /// The name in addresses and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Deactivated => "deactivated",
            Self::Deleted => "deleted",
        }
    }

    /// For people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Deactivated => "Deactivated",
            Self::Deleted => "Deleted",
        }
    }
}

/// When somebody last signed in.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LastLogin {
    /// Within the last seven days.
    Week,
    /// Within the last thirty days.
    Month,
    /// More than ninety days ago.
    Absent,
    /// Not yet.
    Never,
}

impl LastLogin {
    /// Every answer, in reading order.
    pub const ALL: [Self; 4] = [Self::Week, Self::Month, Self::Absent, Self::Never];

    /// The name in addresses and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Absent => "absent",
            Self::Never => "never",
        }
    }

    /// For people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Week => "In the last 7 days",
            Self::Month => "In the last 30 days",
            Self::Absent => "More than 90 days ago",
            Self::Never => "Never",
        }
    }

    /// From when, and before when, as of `now`. Who never signed in counts as having done so when
    /// Unix time began.
    #[must_use]
    pub fn range(self, now: OffsetDateTime) -> (Option<OffsetDateTime>, Option<OffsetDateTime>) {
        let first = OffsetDateTime::UNIX_EPOCH + Duration::seconds(1);
        match self {
            Self::Week => (Some(now - Duration::days(7)), None),
            Self::Month => (Some(now - Duration::days(30)), None),
            Self::Absent => (Some(first), Some(now - Duration::days(90))),
            Self::Never => (None, Some(first)),
        }
    }
}

/// In which order people are listed.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PeopleSort {
    /// By when their row was made.
    #[default]
    Created,
    /// By when they last signed in.
    Login,
    /// By the name that is shown of them.
    Name,
}

impl PeopleSort {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::Created, Self::Login, Self::Name];

    /// The name in addresses and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Login => "login",
            Self::Name => "name",
        }
    }

    /// The direction that one expects first: the newest of times, the first of names.
    #[must_use]
    pub fn natural(self) -> Direction {
        match self {
            Self::Created | Self::Login => Direction::Desc,
            Self::Name => Direction::Asc,
        }
    }
}

/// Up or down.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// The smallest, oldest, first.
    Asc,
    /// The largest, newest, last.
    Desc,
}

impl Direction {
    /// The name in addresses and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Asc => "asc",
            Self::Desc => "desc",
        }
    }

    /// Whether it is down.
    #[must_use]
    pub fn is_descending(self) -> bool {
        self == Self::Desc
    }

    /// The other one.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Asc => Self::Desc,
            Self::Desc => Self::Asc,
        }
    }
}

/// A question for people, as an address holds it: everything is text, and nothing is required.
#[cfg_attr(feature = "ssr", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "ssr", into_params(parameter_in = Query))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PeopleAsked {
    /// Beginnings of words of a name, an address or a Clerk id; all must be found.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// `user` or `admin`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// `solo`, `growth` or `enterprise`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub plan: String,
    /// `active`, `deactivated` or `deleted`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub state: String,
    /// `true` for active people, `false` for all others; the same as `state`, in other words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub active: String,
    /// When they last signed in: `week`, `month`, `absent` (more than 90 days ago) or `never`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub login: String,
    /// `created` (the default), `login` or `name`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sort: String,
    /// `asc` or `desc`; what one expects of the order, unless given.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dir: String,
    /// Where the last page ended: its `next_cursor`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cursor: String,
    /// How many, 50 unless given, 200 at most.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub limit: String,
}

/// The same, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleQuery {
    /// Beginnings of words.
    pub words: Vec<String>,
    /// Only of this role.
    pub role: Option<Role>,
    /// Only of this plan.
    pub plan: Option<Plan>,
    /// Only in this state.
    pub state: Option<WantedState>,
    /// Only who last signed in then.
    pub login: Option<LastLogin>,
    /// The order.
    pub sort: PeopleSort,
    /// Its direction.
    pub dir: Direction,
    /// Only what comes after this place.
    pub after: Option<PeopleCursor>,
    /// How many at most.
    pub limit: u16,
}

/// States to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WantedState {
    /// This one.
    Is(PersonState),
    /// Any but active.
    Inactive,
}

/// Where a page ended: the place of its last person in the order, and their number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleCursor {
    /// The place.
    pub key: CursorKey,
    /// The number of the row.
    pub id: i64,
}

/// A place in an order of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CursorKey {
    /// The number says it all.
    Created,
    /// When they last signed in; when Unix time began if never.
    Login(OffsetDateTime),
    /// The name in the order's own spelling.
    Name(String),
}

impl PeopleAsked {
    /// Understands the question.
    ///
    /// # Errors
    /// Every field that says something that is not known.
    pub fn check(&self) -> Result<PeopleQuery, Vec<FieldError>> {
        let mut errors = Vec::new();
        let sort = one_of(&mut errors, "sort", &self.sort, &PeopleSort::ALL, |it| {
            it.name()
        });
        let sort = sort.unwrap_or_default();
        let directions = [Direction::Asc, Direction::Desc];
        let dir = one_of(&mut errors, "dir", &self.dir, &directions, |it| it.name());
        let state = one_of(&mut errors, "state", &self.state, &PersonState::ALL, |it| {
            it.name()
        });
        let active = one_of(&mut errors, "active", &self.active, &[true, false], |it| {
            if *it { "true" } else { "false" }
        });
        let after = match self.cursor.as_str() {
            "" => None,
            text => PeopleCursor::read(text, sort).or_else(|| {
                errors.push(FieldError::new("cursor", "is not one that this order gave"));
                None
            }),
        };
        let query = PeopleQuery {
            words: words(&self.q),
            role: one_of(&mut errors, "role", &self.role, &Role::ALL, |it| it.name()),
            plan: one_of(&mut errors, "plan", &self.plan, &Plan::ALL, |it| it.name()),
            state: state.map(WantedState::Is).or(match active {
                Some(true) => Some(WantedState::Is(PersonState::Active)),
                Some(false) => Some(WantedState::Inactive),
                None => None,
            }),
            login: one_of(&mut errors, "login", &self.login, &LastLogin::ALL, |it| {
                it.name()
            }),
            sort,
            dir: dir.unwrap_or(sort.natural()),
            after,
            limit: limit(&mut errors, &self.limit),
        };
        if errors.is_empty() {
            Ok(query)
        } else {
            Err(errors)
        }
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn narrows(&self) -> bool {
        [
            &self.q,
            &self.role,
            &self.plan,
            &self.state,
            &self.active,
            &self.login,
        ]
        .into_iter()
        .any(|field| !field.trim().is_empty())
    }

    /// The address of a list that is asked for so, below `path`.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        let fields = [
            ("q", &self.q),
            ("role", &self.role),
            ("plan", &self.plan),
            ("state", &self.state),
            ("active", &self.active),
            ("login", &self.login),
            ("sort", &self.sort),
            ("dir", &self.dir),
            ("cursor", &self.cursor),
            ("limit", &self.limit),
        ];
        href(path, &fields.map(|(name, value)| (name, value.as_str())))
    }
}

/// An address with those fields that are not empty.
#[must_use]
pub fn href(path: &str, fields: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    let mut mark = '?';
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(mark);
        mark = '&';
        address.push_str(name);
        address.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                address.push(char::from(byte));
            } else {
                // Writing to a string does not fail.
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    address
}

/// The one of `all` that is called `text`; none when it is empty. What is not known is an error.
pub(super) fn one_of<T: Copy>(
    errors: &mut Vec<FieldError>,
    field: &'static str,
    text: &str,
    all: &[T],
    name: impl Fn(&T) -> &'static str,
) -> Option<T> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let found = all.iter().find(|it| name(it) == text).copied();
    if found.is_none() {
        let names: Vec<&str> = all.iter().map(name).collect();
        errors.push(FieldError::new(
            field,
            format!("must be one of {}", names.join(", ")),
        ));
    }
    found
}

/// How many are wanted.
pub(super) fn limit(errors: &mut Vec<FieldError>, text: &str) -> u16 {
    match text.trim() {
        "" => PAGE,
        text => match text.parse() {
            Ok(limit @ 1..=PAGE_MAX) => limit,
            _ => {
                errors.push(FieldError::new(
                    "limit",
                    format!("must be from 1 to {PAGE_MAX}"),
                ));
                PAGE
            }
        },
    }
}

/// The words of a search, as the database takes names, addresses and ids apart.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| {
        c.is_whitespace() || c.is_control() || "@.+-_/'\"\\(),:;|&!<>*".contains(c)
    })
    // Every id of Clerk's begins with it, so it finds nobody in particular.
    .filter(|word| !word.is_empty() && *word != "user")
    .map(|word| word.chars().take(64).collect())
    .take(WORDS_MAX)
    .collect()
}

impl PeopleCursor {
    /// As it stands in addresses: opaque to everybody else.
    #[must_use]
    pub fn write(&self) -> String {
        match &self.key {
            CursorKey::Created => self.id.to_string(),
            CursorKey::Login(at) => {
                let micros = at.unix_timestamp_nanos() / 1000;
                format!("{micros}.{}", self.id)
            }
            CursorKey::Name(name) => {
                let mut hex = String::with_capacity(2 * name.len());
                for byte in name.bytes() {
                    // Writing to a string does not fail.
                    let _ = write!(hex, "{byte:02x}");
                }
                format!("{hex}.{}", self.id)
            }
        }
    }

    fn read(text: &str, sort: PeopleSort) -> Option<Self> {
        let (key, id) = match sort {
            PeopleSort::Created => (CursorKey::Created, text),
            PeopleSort::Login => {
                let (micros, id) = text.split_once('.')?;
                let nanos = micros.parse::<i128>().ok()?.checked_mul(1000)?;
                let at = OffsetDateTime::from_unix_timestamp_nanos(nanos).ok()?;
                (CursorKey::Login(at), id)
            }
            PeopleSort::Name => {
                let (hex, id) = text.split_once('.')?;
                (CursorKey::Name(of_hex(hex)?), id)
            }
        };
        Some(Self {
            key,
            id: id.parse().ok()?,
        })
    }
}

fn of_hex(hex: &str) -> Option<String> {
    let digits = hex.as_bytes();
    if !digits.len().is_multiple_of(2) || digits.len() > 2 * 2000 {
        return None;
    }
    let bytes: Option<Vec<u8>> = digits
        .chunks_exact(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    String::from_utf8(bytes?)
        .ok()
        .filter(|text| !text.contains('\0'))
}

/// A person, as the admin area lists them.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Person {
    /// The number of the row.
    pub id: UserId,
    /// Clerk's id, `user_…`.
    pub clerk_id: Option<String>,
    /// The name to show.
    pub name: String,
    /// Unique.
    pub username: String,
    /// The primary address, once known.
    pub email: Option<String>,
    /// Picture, from Clerk.
    pub avatar_url: Option<String>,
    /// What they may do.
    pub role: Role,
    /// How much they may keep.
    pub plan: Plan,
    /// Whether they may come in.
    pub state: PersonState,
    /// Whether they may come in, in one word.
    pub is_active: bool,
    /// When the row was made.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// When they last signed in.
    #[serde(with = "time::serde::rfc3339::option")]
    pub last_login_at: Option<OffsetDateTime>,
}

/// A page of people.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeoplePage {
    /// In the order that was asked for.
    pub items: Vec<Person>,
    /// Where the next page begins, if there is one.
    pub next_cursor: Option<String>,
}

/// Why an administrator does what they do. Goes into the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(String);

impl Reason {
    /// A reason that says something.
    ///
    /// # Errors
    /// When it is empty or too long.
    pub fn new(text: &str) -> Result<Self, FieldError> {
        let text = text.trim();
        match text.chars().count() {
            0 => Err(FieldError::new("reason", "must not be empty")),
            1..=REASON_MAX if !text.contains('\0') => Ok(Self(text.to_owned())),
            _ => Err(FieldError::new(
                "reason",
                format!("must be at most {REASON_MAX} characters long"),
            )),
        }
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn asked(change: impl FnOnce(&mut PeopleAsked)) -> PeopleAsked {
        let mut asked = PeopleAsked::default();
        change(&mut asked);
        asked
    }

    #[test]
    fn nothing_asked_is_everybody_newest_first() {
        let query = PeopleAsked::default().check().unwrap();
        assert_eq!(
            (query.sort, query.dir),
            (PeopleSort::Created, Direction::Desc)
        );
        assert!(query.words.is_empty() && query.after.is_none() && query.limit == PAGE);
    }

    #[test]
    fn every_field_that_is_not_understood_is_named() {
        let wrong = PeopleAsked {
            q: "anything is a search".into(),
            role: "root".into(),
            plan: "gold".into(),
            state: "dead".into(),
            active: "yes".into(),
            login: "today".into(),
            sort: "shoe size".into(),
            dir: "left".into(),
            cursor: "x".into(),
            limit: "0".into(),
        };
        let mut fields: Vec<String> = wrong
            .check()
            .unwrap_err()
            .into_iter()
            .map(|it| it.field)
            .collect();
        fields.sort();
        let all = [
            "active", "cursor", "dir", "limit", "login", "plan", "role", "sort", "state",
        ];
        assert_eq!(fields, all);
    }

    #[test]
    fn a_search_is_taken_apart_as_addresses_and_ids_are() {
        let words = |q: &str| asked(|it| it.q = q.into()).check().unwrap().words;
        assert_eq!(words("  Ada Ash "), ["Ada", "Ash"]);
        assert_eq!(words("ada+x@example.com"), ["ada", "x", "example", "com"]);
        assert_eq!(words("user_2abC"), ["2abC"]);
        assert_eq!(words("'\\ & | ! <-> :*"), Vec::<String>::new());
        assert_eq!(words(&"w ".repeat(99)).len(), WORDS_MAX);
    }

    #[test]
    fn a_cursor_survives_its_address_and_fits_its_order_only() {
        let places = [
            (PeopleSort::Created, CursorKey::Created),
            (
                PeopleSort::Login,
                CursorKey::Login(datetime!(2026-11-22 10:00:00.123456 UTC)),
            ),
            (
                PeopleSort::Login,
                CursorKey::Login(OffsetDateTime::UNIX_EPOCH),
            ),
            (PeopleSort::Name, CursorKey::Name("élodie o'neil".into())),
            (PeopleSort::Name, CursorKey::Name(String::new())),
        ];
        for (sort, key) in places {
            let cursor = PeopleCursor { key, id: 42 };
            assert_eq!(PeopleCursor::read(&cursor.write(), sort), Some(cursor));
        }
        for (sort, text) in [
            (PeopleSort::Created, "1.2"),
            (
                PeopleSort::Login,
                "99999999999999999999999999999999999999999.1",
            ),
            (PeopleSort::Login, "7"),
            (PeopleSort::Name, "0.1"),
            (PeopleSort::Name, "zz.1"),
            (PeopleSort::Name, "ff.1"),
            (PeopleSort::Name, "00.1"),
            (PeopleSort::Name, "c3.x"),
        ] {
            assert_eq!(PeopleCursor::read(text, sort), None, "{text}");
        }
    }

    #[test]
    fn an_address_holds_what_was_asked() {
        let asked = asked(|it| {
            it.q = "a&b =é".into();
            it.sort = "name".into();
        });
        assert_eq!(
            asked.href("/admin/people"),
            "/admin/people?q=a%26b%20%3D%C3%A9&sort=name"
        );
        assert_eq!(PeopleAsked::default().href("/x"), "/x");
    }

    #[test]
    fn a_reason_says_something() {
        assert_eq!(Reason::new("  asked for ").unwrap().as_str(), "asked for");
        assert!(Reason::new(" \n").is_err());
        assert!(Reason::new(&"x".repeat(REASON_MAX + 1)).is_err());
    }

    #[test]
    fn who_never_signed_in_is_not_long_absent() {
        let now = datetime!(2026-11-22 10:00 UTC);
        let within = |login: LastLogin, at: OffsetDateTime| {
            let (from, before) = login.range(now);
            from.is_none_or(|from| at >= from) && before.is_none_or(|before| at < before)
        };
        let never = OffsetDateTime::UNIX_EPOCH;
        assert!(within(LastLogin::Never, never) && !within(LastLogin::Absent, never));
        let long_ago = now - Duration::days(200);
        assert!(within(LastLogin::Absent, long_ago) && !within(LastLogin::Never, long_ago));
        assert!(within(LastLogin::Week, now) && !within(LastLogin::Week, now - Duration::days(8)));
        assert!(within(LastLogin::Month, now - Duration::days(8)));
    }
}
