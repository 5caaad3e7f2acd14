//! The first line of a file, and how the others are read by it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{ATTRS, CELLS, Cell, DERIVED};
use crate::domain::{
    csv::unguarded,
    listing::{Condition, FieldError, Flag, ListingDraft},
};

/// Other names that people give to columns.
const ALIASES: [(&str, &str); 10] = [
    ("name", "title"),
    ("offer", "title"),
    ("price", "price_usd"),
    ("price,_usd", "price_usd"),
    ("url", "listing_url"),
    ("link", "listing_url"),
    ("ram", "ram_gb"),
    ("storage", "primary_storage_gb"),
    ("storage_gb", "primary_storage_gb"),
    ("os", "os_license"),
];

/// What a column of a file is.
#[derive(Clone, Copy)]
enum Column {
    Said(Cell),
    Flagged(Flag),
    Attributes,
    Skipped,
}

/// The first line of a file: what its columns are.
pub struct FileHead {
    columns: Vec<Column>,
    /// Columns that mean nothing here, by their names.
    pub unknown: Vec<String>,
}

impl FileHead {
    /// Reads the names of the columns.
    ///
    /// # Errors
    /// Without a title column, or with two of the same name.
    pub fn read<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self, FieldError> {
        let mut known = Vec::new();
        let mut unknown = Vec::new();
        let mut columns = Vec::new();
        for name in names {
            let key = key(name);
            let column = column(&key);
            if column.is_some() && known.contains(&key) {
                let reason = format!("must have one column {key}, not two");
                return Err(FieldError::new("file", reason));
            }
            if column.is_none() && !name.trim().is_empty() {
                unknown.push(name.trim().chars().take(64).collect());
            }
            columns.push(column.unwrap_or(Column::Skipped));
            known.push(key);
        }
        if known.iter().any(|key| key == "title") {
            Ok(Self { columns, unknown })
        } else {
            let reason = "must name its columns in the first line, and one of them \"title\"";
            Err(FieldError::new("file", reason))
        }
    }

    /// An offer from the cells of a line.
    ///
    /// # Errors
    /// When there is more than columns are named, or the attributes are no JSON object.
    pub fn draft<'a>(
        &self,
        cells: impl IntoIterator<Item = &'a str>,
    ) -> Result<ListingDraft, Vec<FieldError>> {
        let mut draft = ListingDraft::default();
        let mut errors = Vec::new();
        for (place, cell) in cells.into_iter().enumerate() {
            let text = unguarded(cell);
            match self.columns.get(place) {
                None if text.trim().is_empty() => {}
                None => {
                    errors.push(FieldError::new(
                        "row",
                        "must not have more cells than columns",
                    ));
                    break;
                }
                Some(Column::Skipped) => {}
                Some(Column::Said(said)) => *said(&mut draft) = Some(text.to_owned()),
                Some(Column::Flagged(flag)) => {
                    let text = text.trim().to_lowercase();
                    draft.attrs.insert(flag.name().to_owned(), text.into());
                }
                Some(Column::Attributes) if text.trim().is_empty() => {}
                Some(Column::Attributes) => {
                    match serde_json::from_str::<BTreeMap<String, Value>>(text) {
                        Ok(attrs) => draft.attrs.extend(attrs),
                        Err(_) => errors.push(FieldError::new(ATTRS, "must be a JSON object")),
                    }
                }
            }
        }
        for word in [
            &mut draft.condition,
            &mut draft.status,
            &mut draft.ram_type,
            &mut draft.primary_storage_medium,
            &mut draft.secondary_storage_medium,
        ] {
            *word = word.take().map(|word| key(&word));
        }
        if draft.condition.as_deref() == Some("refurbished") {
            draft.condition = Some(Condition::Refurb.name().to_owned());
        }
        draft.price_usd = draft.price_usd.take().map(|price| plain_amount(&price));
        if errors.is_empty() {
            Ok(draft)
        } else {
            Err(errors)
        }
    }
}

fn column(key: &str) -> Option<Column> {
    if let Some((_, cell)) = CELLS.iter().find(|(name, _)| *name == key) {
        return Some(Column::Said(*cell));
    }
    if let Some(flag) = Flag::from_name(key) {
        return Some(Column::Flagged(flag));
    }
    match key {
        ATTRS => Some(Column::Attributes),
        _ if DERIVED.contains(&key) => Some(Column::Skipped),
        _ => None,
    }
}

/// A name as the columns have it: "Form factor" is `form_factor`.
fn key(name: &str) -> String {
    let key = name
        .trim()
        .trim_start_matches('\u{feff}')
        .to_lowercase()
        .replace([' ', '-'], "_");
    ALIASES
        .iter()
        .find(|(alias, _)| *alias == key)
        .map_or(key, |(_, name)| (*name).to_owned())
}

/// `$1,199.00` is `1199.00`.
fn plain_amount(text: &str) -> String {
    let text = text.trim().trim_start_matches('$').trim_start();
    let groups: Vec<&str> = text.split(',').collect();
    let is_grouped = groups.len() > 1
        && groups
            .iter()
            .skip(1)
            .all(|group| group.split('.').next().is_some_and(|it| it.len() == 3));
    if is_grouped {
        groups.concat()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_go_by_the_names_that_people_use() {
        let head = FileHead::read([
            "\u{feff}Name",
            "Price",
            "Form factor",
            "USB4",
            "colour",
            "rating",
            "attrs",
        ])
        .unwrap();
        assert_eq!(head.unknown, ["colour"]);
        let draft = head
            .draft([
                "'=SUM(A1)",
                "$1,199.00",
                "Mini PC",
                "Yes",
                "red",
                "good",
                r#"{"lan_ports":2}"#,
            ])
            .unwrap();
        assert_eq!(draft.title.as_deref(), Some("=SUM(A1)"));
        let kept = draft.check().unwrap();
        assert_eq!(kept.price_usd.unwrap().to_string(), "1199.00");
        assert_eq!(kept.form_factor.as_deref(), Some("mini_pc"));
        assert!(kept.has(Flag::Usb4));
        assert_eq!(kept.attrs["lan_ports"], 2);
    }

    #[test]
    fn a_file_without_titles_or_with_two_is_refused() {
        assert!(FileHead::read(["price"]).is_err());
        assert!(FileHead::read(["title", "Name"]).is_err());
        assert!(FileHead::read([]).is_err());
    }

    #[test]
    fn what_is_wrong_with_a_line_is_told() {
        let head = FileHead::read(["title", "attrs"]).unwrap();
        for (cells, field) in [
            (vec!["x", "", "more"], "row"),
            (vec!["x", "[1]"], "attrs"),
            (vec!["x", "{"], "attrs"),
        ] {
            assert_eq!(head.draft(cells).unwrap_err()[0].field, field);
        }
        assert!(head.draft(["x", "", "  "]).is_ok(), "a comma at the end");
        assert!(head.draft(["x"]).is_ok(), "fewer cells than columns");
    }

    #[test]
    fn decimal_commas_are_not_taken_for_thousands() {
        assert_eq!(plain_amount("1,199"), "1199");
        assert_eq!(plain_amount("199,00"), "199,00");
        assert_eq!(plain_amount("$ 12"), "12");
    }
}
