//! The HTTP interface for programs. A route is declared with who may come through it
//! (`Route::public`, `Route::person`, `Route::admin`, `Route::operator`); there is no other way to add one. What it takes
//! and answers comes from the handler's `#[utoipa::path]`, for the router and the document alike.

mod attachment;
pub mod extract;
mod health;
mod list;
mod metrics;
pub mod openapi;
mod pace;
mod route;
mod v1;

use axum::{
    Router,
    middleware::{from_extractor_with_state, from_fn_with_state},
};

pub use self::{
    pace::{Pace, admit_place},
    route::Route,
};
use time::OffsetDateTime;
use utoipa_axum::routes;

use crate::{
    auth::{Access, AdminUser, CurrentUser, Operator},
    error::Error,
    state::AppState,
    webhooks,
};

/// Every route of the interface, in reading order.
#[must_use]
pub fn routes() -> Vec<Route> {
    [
        openapi::routes(),
        health::routes(),
        metrics::routes(),
        v1::users::routes(),
        v1::account::routes(),
        v1::listings::routes(),
        v1::listing_files::routes(),
        v1::samples::routes(),
        v1::dashboard::routes(),
        v1::valuations::routes(),
        v1::collections::routes(),
        v1::discover::routes(),
        v1::rulesets::routes(),
        v1::rules::routes(),
        v1::profiles::routes(),
        v1::cpus::routes(),
        v1::gpus::routes(),
        v1::admin::routes(),
        v1::links::routes(),
        v1::public::routes(),
        v1::user_shares::routes(),
        v1::notifications::routes(),
        v1::export::routes(),
        vec![Route::public(routes!(webhooks::clerk))],
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The interface as a router. What is declared for a person is guarded before its handler runs,
/// and so is every address below `/api` that does not exist.
pub fn router(state: &AppState) -> Router<AppState> {
    let guard = from_extractor_with_state::<CurrentUser, _>(state.clone());
    let admins = from_extractor_with_state::<AdminUser, _>(state.clone());
    let operators = from_extractor_with_state::<Operator, _>(state.clone());
    let unknown = Router::new()
        .route("/api", axum::routing::any(nothing_here))
        .route("/api/{*path}", axum::routing::any(nothing_here))
        .route_layer(guard.clone());
    let people = from_fn_with_state(state.clone(), pace::of_person);
    let places = from_fn_with_state(state.clone(), pace::of_place);
    routes().into_iter().fold(unknown, |router, route| {
        let handler = match route.pace {
            None => route.handler,
            Some(Pace::Person) => route.handler.route_layer(people.clone()),
            Some(Pace::Place) => route.handler.route_layer(places.clone()),
        };
        let handler = match route.access {
            Access::Public => handler,
            // Of the whole path, methods that it does not have included.
            Access::Person => handler.layer(guard.clone()),
            Access::Admin => handler.layer(admins.clone()),
            Access::Operator => handler.layer(operators.clone()),
        };
        router.route(&route.path, handler)
    })
}

/// The moment at which a request is answered.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the interface reads the clock"
)]
fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

async fn nothing_here() -> Error {
    Error::NotFound
}
