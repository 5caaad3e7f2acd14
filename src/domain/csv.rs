//! Comma-separated values (RFC 4180), safe to open in a spreadsheet.

/// One line of cells, with its end.
#[must_use]
pub fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    let mut line = cells.join(",");
    line.push_str("\r\n");
    line
}

/// What a spreadsheet takes for a formula begins with one of these, or hides one behind an apostrophe.
const GUARDED: [char; 8] = ['=', '+', '-', '@', '\t', '\r', '\n', '\''];

/// The text of a cell that [`line`] has written.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if text.starts_with(GUARDED) => text,
        _ => cell,
    }
}

/// A text as a cell. What a spreadsheet would take for a formula is made a text by an apostrophe:
/// others may have written it, and a formula can send what is in the file elsewhere.
fn cell(text: &str) -> String {
    let guarded = if text.starts_with(GUARDED) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if guarded.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(
            line(["plain", "a,b", "say \"hi\"", "two\nlines", ""]),
            "plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\r\n"
        );
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"] {
            let cell = line([text]);
            let inside = cell.trim_start_matches('"');
            assert!(inside.starts_with('\''), "{text:?} became {cell:?}");
        }
        assert_eq!(line(["1-1"]), "1-1\r\n");
    }

    #[test]
    fn the_guard_comes_off_again() {
        for text in ["=1+1", "'=1", "''", "'tis", "plain", "", "-5", "it's"] {
            let cell = line([text]);
            assert_eq!(unguarded(cell.trim_end_matches("\r\n")), text);
        }
        assert_eq!(unguarded("'tis"), "'tis", "of another program's file");
    }
}
