//! Which processors a list shows, in which order, from where on.

use serde::{Deserialize, Serialize};

use super::CpuId;
use crate::domain::{
    address::href,
    choice::choice,
    listing::{Direction, FieldError},
    part::{order, words},
    text::{given, settle},
};

/// Longest name of a maker that is looked for, in characters.
const MAKER_MAX: usize = 128;

choice! {
    /// What the catalogue may be sorted by. Nothing else reaches the database.
    #[derive(Default)]
    CpuSort {
        /// By its name.
        #[default]
        Name = "name", "CPU";
        /// Cores.
        Cores = "cores", "Cores / threads";
        /// Thermal design power.
        Tdp = "tdp", "TDP, W";
        /// Benchmark points, all cores.
        Multi = "multi", "Multi-core mark";
        /// Benchmark points, one core.
        Single = "single", "Single-core mark";
        /// The year it came out.
        Year = "year", "Year";
    }
}

impl CpuSort {
    /// The direction that one would want first.
    #[must_use]
    pub fn natural(self) -> Direction {
        match self {
            Self::Name | Self::Tdp => Direction::Ascending,
            Self::Cores | Self::Multi | Self::Single | Self::Year => Direction::Descending,
        }
    }
}

/// What an address asks of the catalogue: text that may be wrong. Empty is not asked.
#[cfg_attr(feature = "ssr", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "ssr", into_params(parameter_in = Query))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CpuAsked {
    /// Words that the name holds, in any order.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// Who built it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub maker: String,
    /// `name` (the default), `cores`, `tdp`, `multi`, `single` or `year`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sort: String,
    /// `asc` or `desc`; what suits the order, unless given. Names run from A to Z only.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dir: String,
}

/// A checked [`CpuAsked`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CpuQuery {
    /// Words of the name, in lower case.
    pub words: Vec<String>,
    /// Only of that maker, in lower case.
    pub maker: Option<String>,
    /// The order.
    pub sort: CpuSort,
    /// Which way.
    pub direction: Direction,
}

impl CpuAsked {
    /// Understands the question.
    ///
    /// # Errors
    /// Every field that says something that is not known.
    pub fn check(&self) -> Result<CpuQuery, Vec<FieldError>> {
        let mut errors = Vec::new();
        let asked = (self.sort.as_str(), self.dir.as_str());
        let (sort, direction) = order(
            &mut errors,
            asked,
            CpuSort::from_name,
            CpuSort::names,
            CpuSort::natural,
        );
        let maker = given(Some(self.maker.replace('\0', "")));
        if maker
            .as_ref()
            .is_some_and(|maker| maker.chars().count() > MAKER_MAX)
        {
            let reason = format!("must be at most {MAKER_MAX} characters");
            errors.push(FieldError::new("maker", reason));
        }
        let query = CpuQuery {
            words: words(&self.q),
            maker: maker.map(|maker| maker.to_lowercase()),
            sort,
            direction,
        };
        settle(query, errors)
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn narrows(&self) -> bool {
        [&self.q, &self.maker]
            .into_iter()
            .any(|text| !text.trim().is_empty())
    }

    /// The address of a list that is asked for so, below `path`, after the processor `after`.
    #[must_use]
    pub fn href(&self, path: &str, after: Option<CpuId>) -> String {
        let after = after.map(|id| id.0.to_string()).unwrap_or_default();
        let fields = [
            ("q", self.q.as_str()),
            ("maker", &self.maker),
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
        let asked = CpuAsked {
            q: " Core  I5 ".into(),
            maker: "Intel".into(),
            sort: "multi".into(),
            dir: String::new(),
        };
        let query = asked.check().unwrap();
        assert_eq!(query.words, ["core", "i5"]);
        assert_eq!(query.maker.as_deref(), Some("intel"));
        assert_eq!(
            (query.sort, query.direction),
            (CpuSort::Multi, Direction::Descending)
        );
        let wrong = CpuAsked {
            maker: "x".repeat(129),
            sort: "source".into(),
            dir: "up".into(),
            ..CpuAsked::default()
        };
        let fields: Vec<String> = wrong
            .check()
            .unwrap_err()
            .into_iter()
            .map(|error| error.field)
            .collect();
        assert_eq!(fields, ["sort", "dir", "maker"]);
    }

    #[test]
    fn names_run_one_way_only_and_figures_both() {
        let direction = |sort: &str, dir: &str| {
            let asked = CpuAsked {
                sort: sort.into(),
                dir: dir.into(),
                ..CpuAsked::default()
            };
            asked.check().unwrap().direction
        };
        for dir in ["", "asc", "desc"] {
            for sort in ["", "name"] {
                let now = direction(sort, dir);
                assert_eq!(now, Direction::Ascending, "{sort} {dir}");
            }
        }
        let figures = CpuSort::ALL.into_iter();
        for sort in figures.filter(|sort| *sort != CpuSort::Name) {
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
        let asked = CpuAsked {
            q: "core i5".into(),
            sort: "tdp".into(),
            ..CpuAsked::default()
        };
        assert!(asked.narrows());
        assert_eq!(
            asked.href("/cpus", Some(CpuId(7))),
            "/cpus?q=core%20i5&sort=tdp&cursor=7"
        );
        assert_eq!(CpuAsked::default().href("/cpus", None), "/cpus");
    }
}
