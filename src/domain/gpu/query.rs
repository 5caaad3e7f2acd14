//! Which graphics cards a list shows, in which order.

use serde::{Deserialize, Serialize};

use super::GpuId;
use crate::domain::{
    address::href,
    choice::choice,
    listing::{Direction, FieldError},
    part::{order, words},
    text::settle,
};

choice! {
    /// What the graphics cards may be sorted by. Nothing else reaches the database.
    #[derive(Default)]
    GpuSort {
        /// By its name.
        #[default]
        Name = "name", "Graphics card";
        /// Benchmark points.
        Mark = "mark", "Graphics mark";
        /// Points of the benchmark for Apple's graphics.
        Metal = "metal", "Metal score";
    }
}

impl GpuSort {
    /// The direction that one would want first.
    #[must_use]
    pub fn natural(self) -> Direction {
        match self {
            Self::Name => Direction::Ascending,
            Self::Mark | Self::Metal => Direction::Descending,
        }
    }
}

/// What an address asks of the graphics cards: text that may be wrong. Empty is not asked.
#[cfg_attr(feature = "ssr", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "ssr", into_params(parameter_in = Query))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GpuAsked {
    /// Words that the name holds, in any order.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// `name` (the default), `mark` or `metal`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sort: String,
    /// `asc` or `desc`; what suits the order, unless given. Names run from A to Z only.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dir: String,
}

/// A checked [`GpuAsked`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GpuQuery {
    /// Words of the name, in lower case.
    pub words: Vec<String>,
    /// The order.
    pub sort: GpuSort,
    /// Which way.
    pub direction: Direction,
}

impl GpuAsked {
    /// Understands the question.
    ///
    /// # Errors
    /// Every field that says something that is not known.
    pub fn check(&self) -> Result<GpuQuery, Vec<FieldError>> {
        let mut errors = Vec::new();
        let asked = (self.sort.as_str(), self.dir.as_str());
        let (sort, direction) = order(
            &mut errors,
            asked,
            GpuSort::from_name,
            GpuSort::names,
            GpuSort::natural,
        );
        let query = GpuQuery {
            words: words(&self.q),
            sort,
            direction,
        };
        settle(query, errors)
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn narrows(&self) -> bool {
        !self.q.trim().is_empty()
    }

    /// The address of a list that is asked for so, below `path`, after the graphics card `after`.
    #[must_use]
    pub fn href(&self, path: &str, after: Option<GpuId>) -> String {
        let after = after.map(|id| id.0.to_string()).unwrap_or_default();
        let fields = [
            ("q", self.q.as_str()),
            ("sort", &self.sort),
            ("dir", &self.dir),
            ("cursor", &after),
        ];
        href(path, &fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_understood_or_told_what_is_wrong_with_it() {
        let asked = GpuAsked {
            q: " T600  LP ".into(),
            sort: "metal".into(),
            dir: String::new(),
        };
        let query = asked.check().unwrap();
        assert_eq!(query.words, ["t600", "lp"]);
        assert_eq!(
            (query.sort, query.direction),
            (GpuSort::Metal, Direction::Descending)
        );
        let wrong = GpuAsked {
            sort: "source".into(),
            dir: "up".into(),
            ..GpuAsked::default()
        };
        let fields: Vec<String> = wrong
            .check()
            .unwrap_err()
            .into_iter()
            .map(|error| error.field)
            .collect();
        assert_eq!(fields, ["sort", "dir"]);
    }

    #[test]
    fn names_run_one_way_only_and_figures_both() {
        let direction = |sort: &str, dir: &str| {
            let asked = GpuAsked {
                sort: sort.into(),
                dir: dir.into(),
                ..GpuAsked::default()
            };
            asked.check().unwrap().direction
        };
        for dir in ["", "asc", "desc"] {
            for sort in ["", "name"] {
                let now = direction(sort, dir);
                assert_eq!(now, Direction::Ascending, "{sort} {dir}");
            }
        }
        let figures = GpuSort::ALL.into_iter();
        for sort in figures.filter(|sort| *sort != GpuSort::Name) {
            let both = ["asc", "desc"].map(|dir| direction(sort.name(), dir));
            assert_eq!(
                both,
                [Direction::Ascending, Direction::Descending],
                "{sort:?}"
            );
        }
    }

    #[test]
    fn a_list_has_an_address() {
        let asked = GpuAsked {
            q: "t600 lp".into(),
            sort: "mark".into(),
            dir: "asc".into(),
        };
        assert!(asked.narrows());
        assert_eq!(
            asked.href("/gpus", Some(GpuId(7))),
            "/gpus?q=t600%20lp&sort=mark&dir=asc&cursor=7"
        );
        assert_eq!(GpuAsked::default().href("/gpus", None), "/gpus");
    }
}
