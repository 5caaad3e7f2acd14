//! The discover page: public collections, to be looked through.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{
    address::href, collection::CollectionId, listing::FieldError, share::PublicCollection,
};

/// How many words of a search count.
const WORDS_MAX: usize = 8;
/// How much of a word counts, in characters.
const WORD_MAX: usize = 64;

/// A question for the discover page, as an address holds it: everything is text, nothing is
/// required.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DiscoverAsked {
    /// Beginnings of words of a name or a description; all must be found.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// Where the last page ended: its `next_cursor`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cursor: String,
}

/// The same, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiscoverQuery {
    /// Beginnings of words, of letters and digits only.
    pub words: Vec<String>,
    /// Only what comes after this place.
    pub after: Option<DiscoverCursor>,
}

/// A place among public collections, which are read from the newest on. It stays where it is when
/// the collection that stood there is changed, and so becomes the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiscoverCursor {
    /// When the collection was last changed.
    pub updated_at: OffsetDateTime,
    /// Its number.
    pub id: CollectionId,
}

/// A page of public collections.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Discoveries {
    /// The newest first.
    pub items: Vec<PublicCollection>,
    /// Where the next page begins, if there is one.
    pub next_cursor: Option<String>,
}

impl DiscoverAsked {
    /// Understands the question.
    ///
    /// # Errors
    /// When the cursor is none.
    pub fn check(&self) -> Result<DiscoverQuery, Vec<FieldError>> {
        let after = match self.cursor.as_str() {
            "" => None,
            text => Some(DiscoverCursor::read(text).ok_or_else(|| {
                vec![FieldError::new("cursor", "is not one that this list gave")]
            })?),
        };
        Ok(DiscoverQuery {
            words: words(&self.q),
            after,
        })
    }

    /// The address at `path` that asks this.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        href(path, &[("q", &self.q), ("cursor", &self.cursor)])
    }
}

/// The words of a search, taken apart at whatever is no letter and no digit, as the database takes
/// names apart.
fn words(search: &str) -> Vec<String> {
    search
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(WORD_MAX).collect())
        .take(WORDS_MAX)
        .collect()
}

impl DiscoverCursor {
    /// The place of that collection.
    #[must_use]
    pub fn of(collection: &PublicCollection) -> Self {
        Self {
            updated_at: collection.updated_at,
            id: collection.id,
        }
    }

    /// As it stands in addresses.
    #[must_use]
    pub fn write(self) -> String {
        let micros = self.updated_at.unix_timestamp_nanos() / 1000;
        format!("{micros}.{}", self.id.0)
    }

    fn read(text: &str) -> Option<Self> {
        let (micros, id) = text.split_once('.')?;
        let nanos = i128::from(micros.parse::<u64>().ok()?) * 1000;
        Some(Self {
            updated_at: OffsetDateTime::from_unix_timestamp_nanos(nanos).ok()?,
            id: CollectionId(id.parse().ok()?),
        })
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_search_is_taken_apart_at_marks() {
        assert_eq!(
            words(" Proxmox-node (i5_8500T) & 'Äpfel':* "),
            ["Proxmox", "node", "i5", "8500T", "Äpfel"]
        );
        assert_eq!(words("* | !").len(), 0);
    }

    #[test]
    fn a_search_of_any_length_is_a_short_question() {
        let words = words(&format!("{} {}", "x".repeat(5000), "y ".repeat(5000)));
        assert_eq!((words.len(), words[0].len()), (WORDS_MAX, WORD_MAX));
    }

    #[test]
    fn a_cursor_survives_its_address() {
        let cursor = DiscoverCursor {
            updated_at: datetime!(2026-11-22 10:00:00.123456 UTC),
            id: CollectionId(42),
        };
        let asked = DiscoverAsked {
            cursor: cursor.write(),
            ..DiscoverAsked::default()
        };
        assert_eq!(asked.check().unwrap().after, Some(cursor));
    }

    #[test]
    fn what_is_no_cursor_is_told() {
        for cursor in [
            "7",
            "-1.7",
            "1.x",
            "18446744073709551615.1",
            "99999999999999999999.1",
        ] {
            let asked = DiscoverAsked {
                cursor: cursor.into(),
                ..DiscoverAsked::default()
            };
            assert_eq!(asked.check().unwrap_err()[0].field, "cursor", "{cursor}");
        }
    }

    #[test]
    fn a_list_has_an_address() {
        let asked = DiscoverAsked {
            q: "quiet pc".into(),
            cursor: "1.7".into(),
        };
        assert_eq!(asked.href("/discover"), "/discover?q=quiet%20pc&cursor=1.7");
        assert_eq!(DiscoverAsked::default().href("/discover"), "/discover");
    }
}
