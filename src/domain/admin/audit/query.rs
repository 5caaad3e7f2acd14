//! Which events a list shows, from where on.

use serde::{Deserialize, Serialize};
use time::{
    Date, Duration, OffsetDateTime, format_description::well_known::Rfc3339,
    macros::format_description,
};

use crate::domain::{
    address::href,
    admin::asked::{limit, one_of},
    audit::AuditKind,
    listing::FieldError,
    user::UserId,
};

/// A question for the audit log, as an address holds it: everything is text, nothing is required.
#[cfg_attr(feature = "ssr", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "ssr", into_params(parameter_in = Query))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AuditAsked {
    /// Only events of this kind.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Only what the person of this number did, or what was done to them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub user: String,
    /// Only from this day or moment on: `2026-11-22`, or with a time as RFC 3339 has it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// Only up to this day, which is included, or before this moment.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// Where the last page ended: its `next_cursor`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cursor: String,
    /// How many, 50 unless given, 200 at most.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub limit: String,
}

/// The same, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditQuery {
    /// Only of this kind.
    pub kind: Option<AuditKind>,
    /// Only by or about this person.
    pub user: Option<UserId>,
    /// Not earlier.
    pub from: Option<OffsetDateTime>,
    /// Only earlier.
    pub before: Option<OffsetDateTime>,
    /// Only what comes after this place.
    pub after: Option<AuditCursor>,
    /// How many at most.
    pub limit: u16,
}

/// A place in the log, which is read from its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditCursor {
    /// The time of the event.
    pub at: OffsetDateTime,
    /// Its number.
    pub id: i64,
}

impl AuditAsked {
    /// Understands the question.
    ///
    /// # Errors
    /// Every field that says something that is not known.
    pub fn check(&self) -> Result<AuditQuery, Vec<FieldError>> {
        let mut errors = Vec::new();
        let kind = one_of(&mut errors, "kind", &self.kind, AuditKind::ALL, |it| {
            it.name()
        });
        let user = match self.user.trim() {
            "" => None,
            text => match text.parse() {
                Ok(id @ 1..) => Some(UserId(id)),
                _ => {
                    errors.push(FieldError::new("user", "must be a person's number"));
                    None
                }
            },
        };
        let mut time = |field: &'static str, text: &str, whole_day: Duration| {
            let text = text.trim();
            (!text.is_empty()).then_some(())?;
            let found = moment(text, whole_day);
            if found.is_none() {
                errors.push(FieldError::new(field, "must be a date, such as 2026-11-22"));
            }
            found
        };
        let from = time("from", &self.from, Duration::ZERO);
        let before = time("to", &self.to, Duration::DAY);
        let after = match self.cursor.as_str() {
            "" => None,
            text => AuditCursor::read(text).or_else(|| {
                errors.push(FieldError::new("cursor", "is not one that this list gave"));
                None
            }),
        };
        let limit = limit(&mut errors, &self.limit);
        if errors.is_empty() {
            Ok(AuditQuery {
                kind,
                user,
                from,
                before,
                after,
                limit,
            })
        } else {
            Err(errors)
        }
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn narrows(&self) -> bool {
        [&self.kind, &self.user, &self.from, &self.to]
            .iter()
            .any(|field| !field.is_empty())
    }

    /// The address at `path` that asks this.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        href(
            path,
            &[
                ("kind", &self.kind),
                ("user", &self.user),
                ("from", &self.from),
                ("to", &self.to),
                ("cursor", &self.cursor),
                ("limit", &self.limit),
            ],
        )
    }
}

/// A moment, or the beginning of a day and `whole_day` after it.
fn moment(text: &str, whole_day: Duration) -> Option<OffsetDateTime> {
    if let Ok(moment) = OffsetDateTime::parse(text, &Rfc3339) {
        return Some(moment);
    }
    let day = Date::parse(text, format_description!("[year]-[month]-[day]")).ok()?;
    // Years before our era may have a sign, and be too long ago for the database.
    (day.year() >= 0).then_some(())?;
    day.midnight().assume_utc().checked_add(whole_day)
}

impl AuditCursor {
    /// As it stands in addresses.
    #[must_use]
    pub fn write(self) -> String {
        format!("{}.{}", self.at.unix_timestamp_nanos() / 1000, self.id)
    }

    fn read(text: &str) -> Option<Self> {
        let (micros, id) = text.split_once('.')?;
        let nanos = i128::from(micros.parse::<u64>().ok()?) * 1000;
        Some(Self {
            at: OffsetDateTime::from_unix_timestamp_nanos(nanos).ok()?,
            id: id.parse().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn the_last_day_is_included_and_a_moment_is_itself() {
        let asked = AuditAsked {
            kind: "role_changed".into(),
            user: "7".into(),
            from: "2026-11-01".into(),
            to: "2026-11-22".into(),
            ..AuditAsked::default()
        };
        let query = asked.check().unwrap();
        assert_eq!(query.kind, Some(AuditKind::RoleChanged));
        assert_eq!(query.from, Some(datetime!(2026-11-01 0:00 UTC)));
        assert_eq!(query.before, Some(datetime!(2026-11-23 0:00 UTC)));
        let exact = AuditAsked {
            to: "2026-11-22T10:00:00Z".into(),
            ..AuditAsked::default()
        };
        assert_eq!(
            exact.check().unwrap().before,
            Some(datetime!(2026-11-22 10:00 UTC))
        );
    }

    #[test]
    fn every_field_that_is_not_understood_is_named() {
        let wrong = AuditAsked {
            kind: "murder".into(),
            user: "ada".into(),
            from: "yesterday".into(),
            to: "2026-02-30".into(),
            cursor: "x".into(),
            limit: "0".into(),
        };
        let fields: Vec<String> = wrong
            .check()
            .unwrap_err()
            .into_iter()
            .map(|it| it.field)
            .collect();
        assert_eq!(fields, ["kind", "user", "from", "to", "cursor", "limit"]);
    }

    #[test]
    fn what_is_too_long_ago_for_the_database_is_told() {
        for from in ["-9999-01-01", "-0001-12-31"] {
            let asked = AuditAsked {
                from: from.into(),
                ..AuditAsked::default()
            };
            assert_eq!(asked.check().unwrap_err()[0].field, "from", "{from}");
        }
    }

    #[test]
    fn a_cursor_survives_its_address() {
        let cursor = AuditCursor {
            at: datetime!(2026-11-22 10:00:00.123456 UTC),
            id: 42,
        };
        assert_eq!(AuditCursor::read(&cursor.write()), Some(cursor));
        for text in ["7", "-377705116800000000.1", "18446744073709551615.1"] {
            assert_eq!(AuditCursor::read(text), None, "{text}");
        }
    }
}
