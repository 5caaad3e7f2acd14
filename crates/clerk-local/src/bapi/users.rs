//! People, for the application's server.

use std::cmp::Ordering;

use axum::extract::{Path, RawQuery, State};
use axum::routing::get;
use axum::{Json, Router};
use url::form_urlencoded;

use crate::app::{App, Shared};
use crate::errors::ApiError;
use crate::ids::UserId;
use crate::resources::{Artist, UserResource};
use crate::state::User;
use crate::visitor::Via;

const DEFAULT_LIMIT: usize = 10;
const MAX_LIMIT: usize = 500;

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/v1/users", get(list))
        .route("/v1/users/{id}", get(read))
}

async fn read(
    State(app): State<Shared>,
    Path(id): Path<String>,
) -> Result<Json<UserResource>, ApiError> {
    let id = UserId::from(id);
    let user = app.store.read(|state| state.user(&id).cloned())?;
    let via = Via::configured(&app);
    Ok(Json(artist(&app, &via).user_for_server(&user)))
}

/// A bare array: only some lists of Clerk's Backend API carry a total.
async fn list(
    State(app): State<Shared>,
    RawQuery(query): RawQuery,
) -> Result<Json<Vec<UserResource>>, ApiError> {
    let filter = Filter::parse(query.as_deref().unwrap_or_default())?;
    let users = app.store.read(|state| {
        let mut users: Vec<&User> = state
            .users
            .values()
            .filter(|user| filter.admits(user))
            .collect();
        users.sort_by(|one, other| filter.order.compare(one, other));
        users
            .into_iter()
            .skip(filter.offset)
            .take(filter.limit)
            .cloned()
            .collect::<Vec<_>>()
    });
    let via = Via::configured(&app);
    let artist = artist(&app, &via);
    Ok(Json(
        users
            .iter()
            .map(|user| artist.user_for_server(user))
            .collect(),
    ))
}

fn artist<'a>(app: &'a App, via: &'a Via) -> Artist<'a> {
    Artist::for_server(app, via, app.clock.now())
}

/// The query of a list of people: repeated keys are alternatives.
struct Filter {
    ids: Vec<String>,
    addresses: Vec<String>,
    external_ids: Vec<String>,
    query: Option<String>,
    order: Order,
    limit: usize,
    offset: usize,
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
    fn parse(query: &str) -> Result<Self, ApiError> {
        let mut filter = Self {
            ids: Vec::new(),
            addresses: Vec::new(),
            external_ids: Vec::new(),
            query: None,
            order: Order::parse("-created_at")?,
            limit: DEFAULT_LIMIT,
            offset: 0,
        };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.trim_end_matches("[]") {
                "user_id" => filter.ids.push(value.into_owned()),
                "email_address" => filter.addresses.push(value.to_lowercase()),
                "external_id" => filter.external_ids.push(value.into_owned()),
                "query" => filter.query = Some(value.to_lowercase()),
                "order_by" => filter.order = Order::parse(&value)?,
                "limit" => filter.limit = number(&value, "limit", 1..=MAX_LIMIT)?,
                "offset" => filter.offset = number(&value, "offset", 0..=usize::MAX)?,
                _ => {}
            }
        }
        Ok(filter)
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
            && self
                .query
                .as_ref()
                .is_none_or(|query| is_about(user, query))
    }
}

fn is_about(user: &User, query: &str) -> bool {
    let name = user.full_name().unwrap_or_default().to_lowercase();
    name.contains(query)
        || user.id.as_ref().to_lowercase().contains(query)
        || user
            .emails
            .iter()
            .any(|email| email.address.contains(query))
}

fn number(
    text: &str,
    param: &str,
    range: std::ops::RangeInclusive<usize>,
) -> Result<usize, ApiError> {
    text.parse()
        .ok()
        .filter(|number| range.contains(number))
        .ok_or_else(|| ApiError::param_value_invalid(param))
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
