//! What comes of a file of offers.

use serde::{Deserialize, Serialize};

use super::{Condition, Status};
use crate::domain::money::Usd;

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
