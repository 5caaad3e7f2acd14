//! A file taken apart into the cells of its lines.

use csv::{ReaderBuilder, StringRecord};

use crate::{domain::listing::FieldError, error::Error};

/// Rows, each with the line at which it begins.
type Rows = Vec<(i64, StringRecord)>;

/// The line of names, and the rows. Empty ones are none.
pub(super) fn split(text: &str) -> Result<(StringRecord, Rows), Error> {
    if text.contains('\0') {
        return Err(unreadable("must not contain a NUL character"));
    }
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut head = None;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| unreadable("must be comma-separated values"))?;
        let line = record
            .position()
            .map_or(0, |place| place.line() + blank_lines(text, place.byte()));
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match head {
            None => head = Some(record),
            Some(_) => rows.push((i64::try_from(line).unwrap_or(i64::MAX), record)),
        }
    }
    let head = head.ok_or_else(|| unreadable("must not be empty"))?;
    Ok((head, rows))
}

/// How many line ends stand between the byte at which the reader says that a row begins, and the row.
fn blank_lines(text: &str, byte: u64) -> u64 {
    let rest = usize::try_from(byte)
        .ok()
        .and_then(|byte| text.as_bytes().get(byte..));
    let ends = rest
        .unwrap_or_default()
        .iter()
        .take_while(|byte| matches!(byte, b'\n' | b'\r'))
        .filter(|byte| **byte == b'\n');
    u64::try_from(ends.count()).unwrap_or_default()
}

fn unreadable(reason: &str) -> Error {
    Error::Invalid(vec![FieldError::new("file", reason)])
}

/// What separates the cells: spreadsheets write semicolons where people write decimal commas.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|separator| first.bytes().filter(|byte| byte == separator).count())
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_as_an_editor_counts_lines() {
        let (head, rows) = split("title,notes\n\nA,\"two\nlines\"\nB,\n,\n").unwrap();
        assert_eq!(head.len(), 2);
        let places: Vec<i64> = rows.iter().map(|(row, _)| *row).collect();
        assert_eq!(places, [3, 5]);
        assert_eq!(rows[0].1.get(1), Some("two\nlines"));
    }

    #[test]
    fn the_separator_is_found_in_the_first_line() {
        assert_eq!(delimiter("title;price\nA, B;1,50"), b';');
        assert_eq!(delimiter("title\tprice"), b'\t');
        assert_eq!(delimiter("title,price"), b',');
        assert_eq!(delimiter("title"), b',');
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for text in ["", "\n\n", "a\0b"] {
            assert!(split(text).is_err(), "{text:?}");
        }
    }
}
