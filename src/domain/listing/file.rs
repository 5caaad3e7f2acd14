//! Offers as lines of a file: comma-separated values that people take along and bring back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{Condition, FieldError, Flag, Listing, ListingDraft, Status};
use crate::domain::{csv::unguarded, money::Usd, rating::Rating};

type Cell = fn(&mut ListingDraft) -> &mut Option<String>;

/// What a file can say of an offer, by column.
const CELLS: [(&str, Cell); 20] = [
    ("title", |draft| &mut draft.title),
    ("price_usd", |draft| &mut draft.price_usd),
    ("condition", |draft| &mut draft.condition),
    ("status", |draft| &mut draft.status),
    ("listing_url", |draft| &mut draft.listing_url),
    ("seller", |draft| &mut draft.seller),
    ("manufacturer", |draft| &mut draft.manufacturer),
    ("model", |draft| &mut draft.model),
    ("form_factor", |draft| &mut draft.form_factor),
    ("cpu", |draft| &mut draft.cpu),
    ("gpu", |draft| &mut draft.gpu),
    ("ram_gb", |draft| &mut draft.ram_gb),
    ("ram_type", |draft| &mut draft.ram_type),
    ("ram_speed_mhz", |draft| &mut draft.ram_speed_mhz),
    ("primary_storage_gb", |draft| &mut draft.primary_storage_gb),
    ("primary_storage_medium", |draft| {
        &mut draft.primary_storage_medium
    }),
    ("secondary_storage_gb", |draft| {
        &mut draft.secondary_storage_gb
    }),
    ("secondary_storage_medium", |draft| {
        &mut draft.secondary_storage_medium
    }),
    ("os_license", |draft| &mut draft.os_license),
    ("notes", |draft| &mut draft.notes),
];

/// The column of attributes without one of their own, as a JSON object.
const ATTRS: &str = "attrs";

/// What the application works out itself: written, and skipped when it is read.
const DERIVED: [&str; 9] = [
    "adjusted_price_usd",
    "deducted_percent",
    "usd_per_multi_adj",
    "usd_per_single_adj",
    "perf_per_watt",
    "score_composite",
    "rating",
    "created_at",
    "updated_at",
];

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

/// The names of the columns, in their order.
#[must_use]
pub fn file_header() -> Vec<&'static str> {
    CELLS
        .iter()
        .map(|(name, _)| *name)
        .chain(Flag::ALL.map(Flag::name))
        .chain([ATTRS])
        .chain(DERIVED)
        .collect()
}

/// An offer as the cells of a line.
#[must_use]
pub fn file_cells(listing: &Listing) -> Vec<String> {
    let mut draft = ListingDraft::from(listing);
    let said: Vec<String> = CELLS
        .iter()
        .map(|(_, cell)| cell(&mut draft).clone().unwrap_or_default())
        .collect();
    let flags = Flag::ALL.map(|flag| {
        let is_set = listing.details.has(flag);
        if is_set { "yes" } else { "" }.to_owned()
    });
    let others: BTreeMap<&String, &Value> = listing
        .details
        .attrs
        .iter()
        .filter(|(key, _)| Flag::from_name(key).is_none())
        .collect();
    let attrs = if others.is_empty() {
        String::new()
    } else {
        serde_json::to_string(&others).unwrap_or_default()
    };
    said.into_iter()
        .chain(flags)
        .chain([attrs])
        .chain(derived_cells(listing))
        .collect()
}

fn derived_cells(listing: &Listing) -> [String; DERIVED.len()] {
    let derived = &listing.derived;
    let number = |number: Option<rust_decimal::Decimal>| {
        number.map(|number| number.to_string()).unwrap_or_default()
    };
    let time = |time: OffsetDateTime| time.format(&Rfc3339).unwrap_or_default();
    [
        derived
            .adjusted_price_usd
            .map(|price| price.to_string())
            .unwrap_or_default(),
        number(derived.deducted_percent),
        number(derived.usd_per_multi_adj),
        number(derived.usd_per_single_adj),
        number(derived.perf_per_watt),
        number(derived.score_composite),
        listing
            .rating
            .map(Rating::name)
            .unwrap_or_default()
            .to_owned(),
        time(listing.created_at),
        time(listing.updated_at),
    ]
}

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

/// Something that is wrong with a row of a file.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultyRow {
    /// The line in the file at which the row begins; the line of names is 1.
    pub row: i64,
    /// The column.
    pub field: String,
    /// "must be …"
    pub reason: String,
}

/// What came of a file.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// How many offers are kept now that were not before.
    pub created: i64,
    /// How many rows were left out because of what is wrong with them.
    pub left_out: i64,
    /// What is wrong, at most 1,000 entries, row by row.
    pub errors: Vec<FaultyRow>,
}

/// What an import would do. Nothing is kept yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPreview {
    /// How many offers it would keep.
    pub right: i64,
    /// How many rows it would leave out.
    pub wrong: i64,
    /// The first of the offers.
    pub first: Vec<PreviewRow>,
    /// What is wrong, row by row, the first of it.
    pub errors: Vec<FaultyRow>,
    /// Columns that mean nothing here.
    pub unknown: Vec<String>,
    /// Why the plan does not hold it, if it does not.
    pub too_much: Option<String>,
}

/// An offer that an import would keep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// The line in the file.
    pub row: i64,
    /// What is offered.
    pub title: String,
    /// Asking price.
    pub price_usd: Option<Usd>,
    /// State of the machine.
    pub condition: Condition,
    /// Where it stands.
    pub status: Status,
    /// The processor, as the file names it.
    pub cpu: Option<String>,
}

/// How far a person's import has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportState {
    /// No file yet.
    #[default]
    Nothing,
    /// A file was read, and waits for a word.
    Read(ImportPreview),
    /// A file was imported.
    Done(Imported),
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
