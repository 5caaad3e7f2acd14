//! Which offers a list shows, in which order, from where on.

use serde::{Deserialize, Serialize};

use super::{Condition, Cursor, Direction, FieldError, SortKey, Status};
use crate::domain::{address, money::Usd, rating::Rating, text::given};

/// Most offers on one page.
pub const PAGE_MAX: i64 = 200;
/// Offers on a page, unless asked otherwise.
const PAGE: i64 = 50;
/// Longest text in a filter, in characters.
const FILTER_MAX: usize = 255;
/// The word for offers of every status.
const ANY: &str = "any";
/// The word for offers of nobody's.
pub const SHARED_LIBRARY: &str = "shared";

/// What an address asks of a list: text that may be wrong. Empty is not asked.
#[cfg_attr(feature = "ssr", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "ssr", into_params(parameter_in = Query))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ListingFilter {
    /// `shared` for the shared library, offers of nobody's, instead of the caller's own.
    pub library: Option<String>,
    /// Words in the title, the maker, the model, the seller or the processor.
    pub q: Option<String>,
    /// `active` (default), `pending`, `archived` or `any`.
    pub status: Option<String>,
    /// `new`, `refurb` or `used`.
    pub condition: Option<String>,
    /// `micro`, `sff`, ….
    pub form_factor: Option<String>,
    /// Who made the processor.
    pub cpu_maker: Option<String>,
    /// Lowest asking price.
    pub min_price: Option<String>,
    /// Highest asking price.
    pub max_price: Option<String>,
    /// `excellent`, `good`, `fair`, `neutral`, `poor` or `premium`.
    pub rating: Option<String>,
    /// What to sort by; see [`SortKey`].
    pub sort: Option<String>,
    /// `asc` or `desc`; what suits the key, unless given.
    pub dir: Option<String>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Offers on a page, 1 to 200.
    pub limit: Option<String>,
}

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
        let library = given(self.library);
        if library.as_ref().is_some_and(|name| name != SHARED_LIBRARY) {
            let reason = format!("must be {SHARED_LIBRARY}");
            errors.push(FieldError::new("library", reason));
        }
        let status = match given(self.status).as_deref() {
            None => Some(Status::Active),
            Some(ANY) => None,
            Some(name) => one_of(&mut errors, "status", name, Status::from_name, || {
                format!("active, pending, archived or {ANY}")
            }),
        };
        let condition = given(self.condition).and_then(|name| {
            one_of(
                &mut errors,
                "condition",
                &name,
                Condition::from_name,
                Condition::names,
            )
        });
        let rating = given(self.rating).and_then(|name| {
            one_of(
                &mut errors,
                "rating",
                &name,
                Rating::from_name,
                Rating::names,
            )
        });
        let sort = given(self.sort)
            .and_then(|name| {
                one_of(
                    &mut errors,
                    "sort",
                    &name,
                    SortKey::from_name,
                    SortKey::names,
                )
            })
            .unwrap_or_default();
        let direction = given(self.dir)
            .and_then(|name| {
                one_of(
                    &mut errors,
                    "dir",
                    &name,
                    Direction::from_name,
                    Direction::names,
                )
            })
            .unwrap_or_else(|| sort.natural());
        let after = given(self.cursor).and_then(|text| {
            let cursor = Cursor::read(&text, sort, direction);
            if cursor.is_none() {
                errors.push(FieldError::new("cursor", "must be of a page of this list"));
            }
            cursor
        });
        let limit = match given(self.limit).map(|text| text.parse::<i64>()) {
            None => PAGE,
            Some(Ok(limit)) if (1..=PAGE_MAX).contains(&limit) => limit,
            Some(_) => {
                let reason = format!("must be a whole number from 1 to {PAGE_MAX}");
                errors.push(FieldError::new("limit", reason));
                PAGE
            }
        };
        let query = ListingQuery {
            shared_library: library.is_some(),
            text: text(&mut errors, "q", self.q),
            status,
            condition,
            form_factor: text(&mut errors, "form_factor", self.form_factor),
            cpu_maker: text(&mut errors, "cpu_maker", self.cpu_maker),
            min_price: price(&mut errors, "min_price", self.min_price),
            max_price: price(&mut errors, "max_price", self.max_price),
            rating,
            sort,
            direction,
            after,
            limit,
        };
        if errors.is_empty() {
            Ok(query)
        } else {
            Err(errors)
        }
    }

    /// Whether it leaves anything out that an empty one shows.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        [
            &self.library,
            &self.q,
            &self.status,
            &self.condition,
            &self.form_factor,
            &self.cpu_maker,
            &self.min_price,
            &self.max_price,
            &self.rating,
        ]
        .into_iter()
        .any(|text| text.as_deref().is_some_and(|text| !text.trim().is_empty()))
    }

    /// Whether the shared library is asked for.
    #[must_use]
    pub fn is_shared_library(&self) -> bool {
        self.library.as_deref() == Some(SHARED_LIBRARY)
    }

    /// The address of this list below `path`.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        let fields = [
            ("library", &self.library),
            ("q", &self.q),
            ("status", &self.status),
            ("condition", &self.condition),
            ("form_factor", &self.form_factor),
            ("cpu_maker", &self.cpu_maker),
            ("min_price", &self.min_price),
            ("max_price", &self.max_price),
            ("rating", &self.rating),
            ("sort", &self.sort),
            ("dir", &self.dir),
            ("cursor", &self.cursor),
            ("limit", &self.limit),
        ];
        let fields = fields.map(|(name, value)| (name, value.as_deref().unwrap_or_default()));
        address::href(path, &fields)
    }

    /// The same list from its beginning, in that order.
    #[must_use]
    pub fn sorted_by(&self, sort: SortKey, direction: Direction) -> Self {
        Self {
            sort: Some(sort.name().to_owned()),
            dir: Some(direction.name().to_owned()),
            cursor: None,
            ..self.clone()
        }
    }
}

fn one_of<T>(
    errors: &mut Vec<FieldError>,
    field: &str,
    name: &str,
    from_name: fn(&str) -> Option<T>,
    names: impl Fn() -> String,
) -> Option<T> {
    let value = from_name(name);
    if value.is_none() {
        errors.push(FieldError::new(field, format!("must be {}", names())));
    }
    value
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

    #[test]
    fn the_address_of_a_list_holds_what_is_asked_and_nothing_else() {
        let asked = filter(serde_json::json!({"q": "i5 & up", "status": "", "cursor": "x.y"}));
        assert_eq!(
            asked.href("/listings"),
            "/listings?q=i5%20%26%20up&cursor=x.y"
        );
        assert_eq!(
            asked
                .sorted_by(SortKey::Price, Direction::Ascending)
                .href("/listings"),
            "/listings?q=i5%20%26%20up&sort=price&dir=asc"
        );
        assert_eq!(ListingFilter::default().href("/listings"), "/listings");
    }

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
