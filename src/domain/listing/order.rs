//! In which order a list runs, and where one of its pages ended.

use rust_decimal::Decimal;

use crate::domain::choice::choice;

choice! {
    /// What a list may be sorted by. Nothing else reaches the database.
    #[derive(Default)]
    SortKey {
        /// When it was written down.
        #[default]
        Created = "created", "Added";
        /// When it was last changed.
        Updated = "updated", "Updated";
        /// What is offered.
        Title = "title", "Offer";
        /// New, refurbished, used.
        Condition = "condition", "Condition";
        /// Where it stands.
        Status = "status", "Status";
        /// Asking price.
        Price = "price", "Price";
        /// Adjusted price.
        Adjusted = "adjusted", "Adjusted";
        /// How much was deducted.
        Deducted = "deducted", "Deducted";
        /// The processor's name.
        Cpu = "cpu", "CPU";
        /// Memory.
        Ram = "ram", "RAM";
        /// Adjusted price per multi-core mark.
        UsdPerMulti = "usd_per_multi", "USD per multi-core mark";
        /// Adjusted price per single-core mark.
        UsdPerSingle = "usd_per_single", "USD per single-core mark";
        /// Marks per watt.
        PerfPerWatt = "perf_per_watt", "Marks per watt";
        /// The scoring profile's judgement.
        Composite = "composite", "Score";
        /// How good the price is, against the caller's other offers.
        Rating = "rating", "Rating";
    }
}

/// What kind of value a key sorts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKind {
    /// A number, or a time in seconds.
    Number,
    /// A text.
    Text,
}

impl SortKey {
    /// What kind of value it is.
    #[must_use]
    pub fn kind(self) -> SortKind {
        match self {
            Self::Title | Self::Condition | Self::Status | Self::Cpu => SortKind::Text,
            _ => SortKind::Number,
        }
    }

    /// The direction that one would want first: the best on top.
    #[must_use]
    pub fn natural(self) -> Direction {
        match self {
            Self::Created
            | Self::Updated
            | Self::Deducted
            | Self::Ram
            | Self::PerfPerWatt
            | Self::Composite => Direction::Descending,
            _ => Direction::Ascending,
        }
    }
}

choice! {
    /// Which way a list runs.
    Direction {
        /// The smallest first.
        Ascending = "asc", "ascending";
        /// The largest first.
        Descending = "desc", "descending";
    }
}

impl Direction {
    /// The other one.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// The last row of a page, by what it was sorted by: the next page starts behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The row's number.
    pub id: i64,
    /// What it was sorted by, as text; rows without a value stand at the end.
    pub value: Option<String>,
}

impl Cursor {
    pub(super) fn write(&self, sort: SortKey, direction: Direction) -> String {
        let value = self
            .value
            .as_deref()
            .map_or_else(|| "-".to_owned(), |value| format!("+{value}"));
        format!("{}.{}.{}.{value}", sort.name(), direction.name(), self.id)
    }

    /// Only a cursor of the same order says where to go on.
    pub(super) fn read(text: &str, sort: SortKey, direction: Direction) -> Option<Self> {
        let mut parts = text.splitn(4, '.');
        if parts.next()? != sort.name() || parts.next()? != direction.name() {
            return None;
        }
        let id = parts.next()?.parse().ok()?;
        let value = match parts.next()? {
            "-" => None,
            value => Some(value.strip_prefix('+')?.to_owned()),
        };
        let fits = value.as_deref().is_none_or(|value| match sort.kind() {
            // `Decimal` reads 1_000; PostgreSQL does not before its release 16.
            SortKind::Number => !value.contains('_') && value.parse::<Decimal>().is_ok(),
            SortKind::Text => !value.contains('\0'),
        });
        fits.then_some(Self { id, value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_on_in_its_own_order_only() {
        for (sort, value) in [
            (SortKey::Price, Some("199.00")),
            (SortKey::Price, None),
            (SortKey::Title, Some("a.title + with.dots")),
            (SortKey::Title, Some("")),
        ] {
            let cursor = Cursor {
                id: 17,
                value: value.map(str::to_owned),
            };
            let text = cursor.write(sort, Direction::Ascending);
            assert_eq!(
                Cursor::read(&text, sort, Direction::Ascending),
                Some(cursor)
            );
            assert_eq!(Cursor::read(&text, sort, Direction::Descending), None);
            assert_eq!(
                Cursor::read(&text, SortKey::Updated, Direction::Ascending),
                None
            );
        }
    }

    #[test]
    fn a_forged_cursor_never_reaches_the_database() {
        for text in [
            "price.asc.17.+cheap",
            "price.asc.17.+1_000",
            "price.asc.x.+1",
            "price.asc.17.1",
            "price.asc.17",
            "title.asc.17.+\0",
            "",
        ] {
            let sort = text.split('.').next().and_then(SortKey::from_name);
            assert_eq!(
                Cursor::read(text, sort.unwrap_or_default(), Direction::Ascending),
                None,
                "{text}"
            );
        }
    }
}
