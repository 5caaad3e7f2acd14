//! What an offer cost, and when.

use serde::{Deserialize, Serialize};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::FieldError;
use crate::domain::{money::Usd, text::given};

/// Longest note on a price, in characters.
pub const PRICE_NOTE_MAX: usize = 500;

/// One entry of an offer's price history.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricePoint {
    /// What was asked.
    pub price_usd: Usd,
    /// When it was seen.
    #[serde(with = "time::serde::rfc3339")]
    pub seen_at: OffsetDateTime,
    /// The owner's remark. Never leaves the owner.
    pub note: Option<String>,
}

/// A price that somebody has seen, as a form or a client sends it.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PriceDraft {
    /// What is asked now, `"199.00"`; required.
    pub price_usd: String,
    /// When it was seen, if not now: RFC 3339.
    pub seen_at: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Refuse if the offer has changed since: RFC 3339.
    pub if_updated_at: Option<String>,
}

/// A checked [`PriceDraft`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenPrice {
    /// What is asked.
    pub price_usd: Usd,
    /// When it was seen.
    pub seen_at: OffsetDateTime,
    /// The remark.
    pub note: Option<String>,
}

impl PriceDraft {
    /// Turns the draft into a price that can be kept.
    ///
    /// # Errors
    /// Every field that is wrong, each once.
    pub fn check(self, now: OffsetDateTime) -> Result<SeenPrice, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut wrong = |field: &str, reason: String| errors.push(FieldError::new(field, reason));
        let price = match given(Some(self.price_usd)) {
            None => Err("must not be empty".to_owned()),
            Some(text) => text.parse::<Usd>().map_err(|error| error.to_string()),
        };
        let price = price.map_err(|reason| wrong("price_usd", reason)).ok();
        let seen_at = match given(self.seen_at) {
            None => now,
            Some(text) => match OffsetDateTime::parse(&text, &Rfc3339) {
                Ok(time) if time <= now && time.year() >= 1970 => time,
                Ok(_) => {
                    wrong("seen_at", "must not lie ahead, nor before 1970".to_owned());
                    now
                }
                Err(_) => {
                    wrong(
                        "seen_at",
                        "must be a time like 2026-01-31T12:00:00Z".to_owned(),
                    );
                    now
                }
            },
        };
        let note = given(self.note);
        if let Some(note) = &note {
            if note.contains('\0') {
                wrong("note", "must not contain a NUL character".to_owned());
            } else if note.chars().count() > PRICE_NOTE_MAX {
                wrong(
                    "note",
                    format!("must be at most {PRICE_NOTE_MAX} characters"),
                );
            }
        }
        match price {
            Some(price_usd) if errors.is_empty() => Ok(SeenPrice {
                price_usd,
                seen_at,
                note,
            }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-22 10:00 UTC);

    #[test]
    fn a_price_is_seen_now_unless_it_says_when() {
        let draft = PriceDraft {
            price_usd: " 199 ".into(),
            ..PriceDraft::default()
        };
        let seen = draft.clone().check(NOW).unwrap();
        assert_eq!(
            (seen.price_usd.to_string(), seen.seen_at),
            ("199.00".into(), NOW)
        );
        let earlier = PriceDraft {
            seen_at: Some("2026-11-01T12:00:00+01:00".into()),
            ..draft
        };
        assert_eq!(
            earlier.check(NOW).unwrap().seen_at,
            datetime!(2026-11-01 11:00 UTC)
        );
    }

    #[test]
    fn every_wrong_field_is_named() {
        for (price, seen_at, fields) in [
            ("", None, vec!["price_usd"]),
            (
                "-1",
                Some("2026-11-22T10:00:01Z"),
                vec!["price_usd", "seen_at"],
            ),
            ("1", Some("yesterday"), vec!["seen_at"]),
            ("1", Some("0001-01-01T00:00:00Z"), vec!["seen_at"]),
        ] {
            let draft = PriceDraft {
                price_usd: price.into(),
                seen_at: seen_at.map(str::to_owned),
                note: Some("x".repeat(PRICE_NOTE_MAX + 1)),
                if_updated_at: None,
            };
            let errors = draft.check(NOW).unwrap_err();
            let wrong: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(wrong, [fields, vec!["note"]].concat());
        }
    }
}
