//! Which people a list is about, and in which order.

use std::cmp::Ordering;
use std::str::FromStr;

use url::form_urlencoded;

use super::super::paging;
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::state::{State, User};

/// How often a key may be repeated.
const MAX_VALUES: usize = 100;

/// The query of a list of people: repeated keys are alternatives.
pub(super) struct Filter {
    ids: Vec<String>,
    addresses: Vec<String>,
    external_ids: Vec<String>,
    query: Option<String>,
    banned: Option<bool>,
    created: Period,
    last_active: Period,
    last_signed_in: Period,
    order: Order,
    limit: usize,
    offset: usize,
}

/// Between two moments, both excluded; open where none is given.
#[derive(Default)]
struct Period {
    after: Option<UnixMillis>,
    before: Option<UnixMillis>,
}

impl Period {
    fn admits(&self, at: Option<UnixMillis>) -> bool {
        let after = self
            .after
            .is_none_or(|after| at.is_some_and(|at| at > after));
        let before = self
            .before
            .is_none_or(|before| at.is_some_and(|at| at < before));
        after && before
    }
}

struct Order {
    field: Field,
    descending: bool,
}

#[derive(Clone, Copy)]
enum Field {
    Created,
    Updated,
    LastSignIn,
    LastActive,
    FirstName,
    LastName,
    Email,
}

impl Filter {
    pub(super) fn parse(query: &str) -> Result<Self, ApiError> {
        let mut filter = Self {
            banned: None,
            created: Period::default(),
            last_active: Period::default(),
            last_signed_in: Period::default(),
            ids: Vec::new(),
            addresses: Vec::new(),
            external_ids: Vec::new(),
            query: None,
            order: Order::parse("-created_at")?,
            limit: paging::DEFAULT_LIMIT,
            offset: 0,
        };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.trim_end_matches("[]") {
                "user_id" => filter.ids.push(value.into_owned()),
                "email_address" => filter.addresses.push(value.to_lowercase()),
                "external_id" => filter.external_ids.push(value.into_owned()),
                "query" => filter.query = Some(value.to_lowercase()),
                "banned" => filter.banned = Some(parsed(&value, "banned")?),
                name @ "created_at_after" => filter.created.after = Some(parsed(&value, name)?),
                name @ "created_at_before" => filter.created.before = Some(parsed(&value, name)?),
                name @ ("last_active_at_after" | "last_active_at_since") => {
                    filter.last_active.after = Some(parsed(&value, name)?);
                }
                name @ "last_active_at_before" => {
                    filter.last_active.before = Some(parsed(&value, name)?);
                }
                name @ "last_sign_in_at_after" => {
                    filter.last_signed_in.after = Some(parsed(&value, name)?);
                }
                name @ "last_sign_in_at_before" => {
                    filter.last_signed_in.before = Some(parsed(&value, name)?);
                }
                "order_by" => filter.order = Order::parse(&value)?,
                "limit" => filter.limit = paging::limit(&value)?,
                "offset" => filter.offset = parsed(&value, "offset")?,
                _ => {}
            }
        }
        for (values, name) in [
            (&filter.ids, "user_id"),
            (&filter.addresses, "email_address"),
            (&filter.external_ids, "external_id"),
        ] {
            if values.len() > MAX_VALUES {
                return Err(ApiError::param_value_invalid(name));
            }
        }
        Ok(filter)
    }

    /// Everybody it is about.
    pub(super) fn count(&self, state: &State) -> usize {
        let users = state.users.values();
        users.filter(|user| self.admits(user)).count()
    }

    /// One page of them.
    pub(super) fn page(&self, state: &State) -> Vec<User> {
        let users = state.users.values();
        let mut users: Vec<&User> = users.filter(|user| self.admits(user)).collect();
        users.sort_by(|one, other| self.order.compare(one, other));
        let page = users.into_iter().skip(self.offset).take(self.limit);
        page.cloned().collect()
    }

    fn admits(&self, user: &User) -> bool {
        let any = |wanted: &[String], has: &dyn Fn(&String) -> bool| {
            wanted.is_empty() || wanted.iter().any(has)
        };
        any(&self.ids, &|id| user.id.as_ref() == id)
            && any(&self.external_ids, &|id| {
                user.external_id.as_ref() == Some(id)
            })
            && any(&self.addresses, &|address| {
                user.emails.iter().any(|email| email.address == *address)
            })
            && self.banned.is_none_or(|banned| user.banned == banned)
            && self.created.admits(Some(user.created_at))
            && self.last_active.admits(user.last_active_at)
            && self.last_signed_in.admits(user.last_sign_in_at)
            && self.query.as_ref().is_none_or(|query| user.is_about(query))
    }
}

fn parsed<T: FromStr>(text: &str, param: &str) -> Result<T, ApiError> {
    let value = text.parse().ok();
    value.ok_or_else(|| ApiError::param_value_invalid(param))
}

impl Order {
    fn parse(text: &str) -> Result<Self, ApiError> {
        let (descending, name) = match text.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        // An unescaped `+` in a query is a space.
        let field = match name.trim() {
            "created_at" => Field::Created,
            "updated_at" => Field::Updated,
            "last_sign_in_at" => Field::LastSignIn,
            "last_active_at" => Field::LastActive,
            "first_name" => Field::FirstName,
            "last_name" => Field::LastName,
            "email_address" => Field::Email,
            _ => return Err(ApiError::param_value_invalid("order_by")),
        };
        Ok(Self { field, descending })
    }

    /// Ties are broken by id, so that pages neither overlap nor leave gaps.
    fn compare(&self, one: &User, other: &User) -> Ordering {
        let address = |user: &User| user.primary_email().map(|email| email.address.clone());
        let ordering = match self.field {
            Field::Created => one.created_at.cmp(&other.created_at),
            Field::Updated => one.updated_at.cmp(&other.updated_at),
            Field::LastSignIn => one.last_sign_in_at.cmp(&other.last_sign_in_at),
            Field::LastActive => one.last_active_at.cmp(&other.last_active_at),
            Field::FirstName => one.first_name.cmp(&other.first_name),
            Field::LastName => one.last_name.cmp(&other.last_name),
            Field::Email => address(one).cmp(&address(other)),
        };
        let ordering = ordering.then_with(|| one.id.cmp(&other.id));
        if self.descending {
            ordering.reverse()
        } else {
            ordering
        }
    }
}
