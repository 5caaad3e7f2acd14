//! Which people a list shows, in which order, from where on.

use serde::{Deserialize, Serialize};

use super::{LastLogin, PeopleCursor, PersonState};
use crate::domain::{
    address::href,
    admin::asked::{limit, one_of},
    listing::{Direction, FieldError},
    user::{Plan, Role},
};

/// The most words that a search takes; those beyond are left out.
const WORDS_MAX: usize = 8;

/// In which order people are listed.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PeopleSort {
    /// By when their row was made.
    #[default]
    Created,
    /// By when they last signed in.
    Login,
    /// By the name that is shown of them.
    Name,
}

impl PeopleSort {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::Created, Self::Login, Self::Name];

    /// The name in addresses and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Login => "login",
            Self::Name => "name",
        }
    }

    /// The direction that one expects first: the newest of times, the first of names.
    #[must_use]
    pub fn natural(self) -> Direction {
        match self {
            Self::Created | Self::Login => Direction::Descending,
            Self::Name => Direction::Ascending,
        }
    }
}

/// A question for people, as an address holds it: everything is text, and nothing is required.
#[cfg_attr(feature = "ssr", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "ssr", into_params(parameter_in = Query))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PeopleAsked {
    /// Beginnings of words of a name, an address or a Clerk id; all must be found.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// `user` or `admin`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// `solo`, `growth` or `enterprise`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub plan: String,
    /// `active`, `deactivated` or `deleted`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub state: String,
    /// `true` for active people, `false` for all others; the same as `state`, in other words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub active: String,
    /// When they last signed in: `week`, `month`, `absent` (more than 90 days ago) or `never`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub login: String,
    /// `created` (the default), `login` or `name`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sort: String,
    /// `asc` or `desc`; what one expects of the order, unless given.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dir: String,
    /// Where the last page ended: its `next_cursor`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cursor: String,
    /// How many, 50 unless given, 200 at most.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub limit: String,
}

/// The same, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleQuery {
    /// Beginnings of words.
    pub words: Vec<String>,
    /// Only of this role.
    pub role: Option<Role>,
    /// Only of this plan.
    pub plan: Option<Plan>,
    /// Only in this state.
    pub state: Option<WantedState>,
    /// Only who last signed in then.
    pub login: Option<LastLogin>,
    /// The order.
    pub sort: PeopleSort,
    /// Its direction.
    pub dir: Direction,
    /// Only what comes after this place.
    pub after: Option<PeopleCursor>,
    /// How many at most.
    pub limit: u16,
}

/// States to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WantedState {
    /// This one.
    Is(PersonState),
    /// Any but active.
    Inactive,
}

impl PeopleAsked {
    /// Understands the question.
    ///
    /// # Errors
    /// Every field that says something that is not known.
    pub fn check(&self) -> Result<PeopleQuery, Vec<FieldError>> {
        let mut errors = Vec::new();
        let sort = one_of(&mut errors, "sort", &self.sort, &PeopleSort::ALL, |it| {
            it.name()
        });
        let sort = sort.unwrap_or_default();
        let dir = one_of(&mut errors, "dir", &self.dir, &Direction::ALL, |it| {
            it.name()
        });
        let state = one_of(&mut errors, "state", &self.state, &PersonState::ALL, |it| {
            it.name()
        });
        let active = one_of(&mut errors, "active", &self.active, &[true, false], |it| {
            if *it { "true" } else { "false" }
        });
        let after = match self.cursor.as_str() {
            "" => None,
            text => PeopleCursor::read(text, sort).or_else(|| {
                errors.push(FieldError::new("cursor", "is not one that this order gave"));
                None
            }),
        };
        let query = PeopleQuery {
            words: words(&self.q),
            role: one_of(&mut errors, "role", &self.role, &Role::ALL, |it| it.name()),
            plan: one_of(&mut errors, "plan", &self.plan, &Plan::ALL, |it| it.name()),
            state: state.map(WantedState::Is).or(match active {
                Some(true) => Some(WantedState::Is(PersonState::Active)),
                Some(false) => Some(WantedState::Inactive),
                None => None,
            }),
            login: one_of(&mut errors, "login", &self.login, &LastLogin::ALL, |it| {
                it.name()
            }),
            sort,
            dir: dir.unwrap_or(sort.natural()),
            after,
            limit: limit(&mut errors, &self.limit),
        };
        if errors.is_empty() {
            Ok(query)
        } else {
            Err(errors)
        }
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn narrows(&self) -> bool {
        [
            &self.q,
            &self.role,
            &self.plan,
            &self.state,
            &self.active,
            &self.login,
        ]
        .into_iter()
        .any(|field| !field.trim().is_empty())
    }

    /// The address of a list that is asked for so, below `path`.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        let fields = [
            ("q", &self.q),
            ("role", &self.role),
            ("plan", &self.plan),
            ("state", &self.state),
            ("active", &self.active),
            ("login", &self.login),
            ("sort", &self.sort),
            ("dir", &self.dir),
            ("cursor", &self.cursor),
            ("limit", &self.limit),
        ];
        href(path, &fields.map(|(name, value)| (name, value.as_str())))
    }
}

/// The words of a search, as the database takes names, addresses and ids apart.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| {
        c.is_whitespace() || c.is_control() || "@.+-_/'\"\\(),:;|&!<>*".contains(c)
    })
    // Every id of Clerk's begins with it, so it finds nobody in particular.
    .filter(|word| !word.is_empty() && *word != "user")
    .map(|word| word.chars().take(64).collect())
    .take(WORDS_MAX)
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admin::asked::PAGE;

    fn asked(change: impl FnOnce(&mut PeopleAsked)) -> PeopleAsked {
        let mut asked = PeopleAsked::default();
        change(&mut asked);
        asked
    }

    #[test]
    fn nothing_asked_is_everybody_newest_first() {
        let query = PeopleAsked::default().check().unwrap();
        assert_eq!(
            (query.sort, query.dir),
            (PeopleSort::Created, Direction::Descending)
        );
        assert!(query.words.is_empty() && query.after.is_none() && query.limit == PAGE);
    }

    #[test]
    fn every_field_that_is_not_understood_is_named() {
        let wrong = PeopleAsked {
            q: "anything is a search".into(),
            role: "root".into(),
            plan: "gold".into(),
            state: "dead".into(),
            active: "yes".into(),
            login: "today".into(),
            sort: "shoe size".into(),
            dir: "left".into(),
            cursor: "x".into(),
            limit: "0".into(),
        };
        let mut fields: Vec<String> = wrong
            .check()
            .unwrap_err()
            .into_iter()
            .map(|it| it.field)
            .collect();
        fields.sort();
        let all = [
            "active", "cursor", "dir", "limit", "login", "plan", "role", "sort", "state",
        ];
        assert_eq!(fields, all);
    }

    #[test]
    fn a_search_is_taken_apart_as_addresses_and_ids_are() {
        let words = |q: &str| asked(|it| it.q = q.into()).check().unwrap().words;
        assert_eq!(words("  Ada Ash "), ["Ada", "Ash"]);
        assert_eq!(words("ada+x@example.com"), ["ada", "x", "example", "com"]);
        assert_eq!(words("user_2abC"), ["2abC"]);
        assert_eq!(words("'\\ & | ! <-> :*"), Vec::<String>::new());
        assert_eq!(words(&"w ".repeat(99)).len(), WORDS_MAX);
    }

    #[test]
    fn an_address_holds_what_was_asked() {
        let asked = asked(|it| {
            it.q = "a&b =é".into();
            it.sort = "name".into();
        });
        assert_eq!(
            asked.href("/admin/people"),
            "/admin/people?q=a%26b%20%3D%C3%A9&sort=name"
        );
        assert_eq!(PeopleAsked::default().href("/x"), "/x");
    }
}
