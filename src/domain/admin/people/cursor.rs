//! Where a page of people ended.

use std::fmt::Write as _;

use time::OffsetDateTime;

use super::PeopleSort;

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

    pub(super) fn read(text: &str, sort: PeopleSort) -> Option<Self> {
        let (key, id) = match sort {
            PeopleSort::Created => (CursorKey::Created, text),
            PeopleSort::Login => {
                let (micros, id) = text.split_once('.')?;
                // Nobody has signed in before Unix time began.
                let nanos = i128::from(micros.parse::<u64>().ok()?) * 1000;
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

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

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
            (PeopleSort::Login, "-377705116800000000.1"),
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
}
