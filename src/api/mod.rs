//! The HTTP interface for programs. A route is declared with who may come through it
//! ([`Route::public`], [`Route::person`]); there is no other way to add one.

pub mod extract;
mod health;
mod v1;

use axum::{
    Router,
    handler::Handler,
    http::Method,
    middleware::from_extractor_with_state,
    routing::{MethodFilter, MethodRouter, on},
};

use crate::{
    auth::{Access, CurrentUser},
    error::Error,
    state::AppState,
};

/// One route of the interface.
pub struct Route {
    /// How it is called.
    pub method: Method,
    /// Where, in Axum's notation.
    pub path: &'static str,
    /// Who may come through.
    pub access: Access,
    handler: MethodRouter<AppState>,
}

impl Route {
    fn public<H, T>(method: Method, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        Self::new(method, path, Access::Public, handler)
    }

    fn person<H, T>(method: Method, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        Self::new(method, path, Access::Person, handler)
    }

    fn new<H, T>(method: Method, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        // Only the standard methods are ever declared; anything else would answer nothing.
        let filter = MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::GET);
        Self {
            method,
            path,
            access,
            handler: on(filter, handler),
        }
    }
}

/// Every route of the interface, in reading order.
#[must_use]
pub fn routes() -> Vec<Route> {
    [
        health::routes(),
        v1::users::routes(),
        v1::listings::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The interface as a router. What is declared for a person is guarded before its handler runs,
/// and so is every address below `/api` that does not exist.
pub fn router(state: &AppState) -> Router<AppState> {
    let guard = from_extractor_with_state::<CurrentUser, _>(state.clone());
    let unknown = Router::new()
        .route("/api", axum::routing::any(nothing_here))
        .route("/api/{*path}", axum::routing::any(nothing_here))
        .route_layer(guard.clone());
    routes().into_iter().fold(unknown, |router, route| {
        let handler = match route.access {
            Access::Public => route.handler,
            // Of the whole path, methods that it does not have included.
            Access::Person => route.handler.layer(guard.clone()),
        };
        router.route(route.path, handler)
    })
}

async fn nothing_here() -> Error {
    Error::NotFound
}
