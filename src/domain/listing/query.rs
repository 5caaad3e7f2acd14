//! Which offers a list shows, in which order, from where on.

use super::{
    Condition, Cursor, Direction, FieldError, ListingFilter, SHARED_LIBRARY, SortKey, Status,
};
use crate::domain::{
    money::Usd,
    rating::Rating,
    text::{given, one_of, settle},
};

/// Most offers on one page.
pub const PAGE_MAX: i64 = 200;
/// Offers on a page, unless asked otherwise.
const PAGE: i64 = 50;
/// Longest text in a filter, in characters.
const FILTER_MAX: usize = 255;
/// The word for offers of every status.
const ANY: &str = "any";

/// A checked [`ListingFilter`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingQuery {
    /// Offers of nobody's, instead of the caller's own.
    pub shared_library: bool,
    /// Words to look for.
    pub text: Option<String>,
    /// Only of that status.
    pub status: Option<Status>,
    /// Only in that condition.
    pub condition: Option<Condition>,
    /// Only of that build.
    pub form_factor: Option<String>,
    /// Only with a processor of that maker.
    pub cpu_maker: Option<String>,
    /// Not cheaper.
    pub min_price: Option<Usd>,
    /// Not dearer.
    pub max_price: Option<Usd>,
    /// Only those that are called so.
    pub rating: Option<Rating>,
    /// The order.
    pub sort: SortKey,
    /// Which way.
    pub direction: Direction,
    /// Where to go on.
    pub after: Option<Cursor>,
    /// Most offers.
    pub limit: i64,
}

impl Default for ListingQuery {
    /// Active offers, newest first.
    fn default() -> Self {
        Self {
            shared_library: false,
            text: None,
            status: Some(Status::Active),
            condition: None,
            form_factor: None,
            cpu_maker: None,
            min_price: None,
            max_price: None,
            rating: None,
            sort: SortKey::default(),
            direction: SortKey::default().natural(),
            after: None,
            limit: PAGE,
        }
    }
}

impl ListingQuery {
    /// The text of a cursor behind a row of this query.
    #[must_use]
    pub fn cursor(&self, row: &Cursor) -> String {
        row.write(self.sort, self.direction)
    }
}

impl ListingFilter {
    /// What is asked, once it is right.
    ///
    /// # Errors
    /// Every parameter that is wrong, each once.
    pub fn check(self) -> Result<ListingQuery, Vec<FieldError>> {
        let mut errors = Vec::new();
        let wrong = &mut errors;
        let shared_library = is_shared(wrong, self.library);
        let status = status(wrong, self.status);
        let condition = one_of(
            wrong,
            "condition",
            self.condition,
            Condition::from_name,
            Condition::names,
        );
        let rating = one_of(
            wrong,
            "rating",
            self.rating,
            Rating::from_name,
            Rating::names,
        );
        let sort = one_of(wrong, "sort", self.sort, SortKey::from_name, SortKey::names);
        let sort = sort.unwrap_or_default();
        let direction = one_of(
            wrong,
            "dir",
            self.dir,
            Direction::from_name,
            Direction::names,
        );
        let direction = direction.unwrap_or_else(|| sort.natural());
        let query = ListingQuery {
            shared_library,
            status,
            condition,
            rating,
            sort,
            direction,
            after: cursor(wrong, self.cursor, sort, direction),
            limit: limit(wrong, self.limit),
            text: text(wrong, "q", self.q),
            form_factor: text(wrong, "form_factor", self.form_factor),
            cpu_maker: text(wrong, "cpu_maker", self.cpu_maker),
            min_price: price(wrong, "min_price", self.min_price),
            max_price: price(wrong, "max_price", self.max_price),
        };
        settle(query, errors)
    }
}

fn is_shared(errors: &mut Vec<FieldError>, library: Option<String>) -> bool {
    let Some(name) = given(library) else {
        return false;
    };
    if name != SHARED_LIBRARY {
        let reason = format!("must be {SHARED_LIBRARY}");
        errors.push(FieldError::new("library", reason));
    }
    true
}

fn status(errors: &mut Vec<FieldError>, name: Option<String>) -> Option<Status> {
    match given(name) {
        None => Some(Status::Active),
        Some(name) if name == ANY => None,
        name => one_of(errors, "status", name, Status::from_name, || {
            format!("active, pending, archived or {ANY}")
        }),
    }
}

fn cursor(
    errors: &mut Vec<FieldError>,
    text: Option<String>,
    sort: SortKey,
    direction: Direction,
) -> Option<Cursor> {
    let cursor = Cursor::read(&given(text)?, sort, direction);
    if cursor.is_none() {
        errors.push(FieldError::new("cursor", "must be of a page of this list"));
    }
    cursor
}

fn limit(errors: &mut Vec<FieldError>, text: Option<String>) -> i64 {
    match given(text).map(|text| text.parse::<i64>()) {
        None => PAGE,
        Some(Ok(limit)) if (1..=PAGE_MAX).contains(&limit) => limit,
        Some(_) => {
            let reason = format!("must be a whole number from 1 to {PAGE_MAX}");
            errors.push(FieldError::new("limit", reason));
            PAGE
        }
    }
}

fn text(errors: &mut Vec<FieldError>, field: &str, text: Option<String>) -> Option<String> {
    let text = given(text)?;
    if text.contains('\0') || text.chars().count() > FILTER_MAX {
        let reason = format!("must be at most {FILTER_MAX} characters, none of them NUL");
        errors.push(FieldError::new(field, reason));
    }
    Some(text)
}

fn price(errors: &mut Vec<FieldError>, field: &str, text: Option<String>) -> Option<Usd> {
    given(text)?
        .parse::<Usd>()
        .map_err(|error| errors.push(FieldError::new(field, error.to_string())))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(fields: serde_json::Value) -> ListingFilter {
        serde_json::from_value(fields).unwrap()
    }

    #[test]
    fn nothing_asked_is_active_offers_newest_first() {
        let query = ListingFilter::default().check().unwrap();
        assert_eq!(query, ListingQuery::default());
        assert_eq!(query.status, Some(Status::Active));
        assert_eq!(
            (query.sort, query.direction, query.limit),
            (SortKey::Created, Direction::Descending, PAGE)
        );
        assert_eq!(
            filter(serde_json::json!({"status": "any"}))
                .check()
                .unwrap()
                .status,
            None
        );
    }

    #[test]
    fn every_wrong_parameter_is_named_once() {
        let errors = filter(serde_json::json!({
            "library": "theirs", "q": "x".repeat(FILTER_MAX + 1), "status": "gone", "condition": "broken",
            "form_factor": "a\0", "cpu_maker": "\0", "min_price": "cheap", "max_price": "-1",
            "rating": "superb", "sort": "user_id", "dir": "up", "cursor": "nonsense", "limit": "201",
        }))
        .check()
        .unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "library",
                "status",
                "condition",
                "rating",
                "sort",
                "dir",
                "cursor",
                "limit",
                "q",
                "form_factor",
                "cpu_maker",
                "min_price",
                "max_price"
            ]
        );
    }
}
