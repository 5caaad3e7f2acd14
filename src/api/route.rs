use axum::{extract::DefaultBodyLimit, routing::MethodRouter};
use http::Method;
use utoipa::openapi::{
    HttpMethod, RefOr, Schema,
    path::{Operation, PathItem},
};
use utoipa_axum::router::UtoipaMethodRouter;

use super::pace::Pace;
use crate::{auth::Access, state::AppState};

/// One route of the interface: where it is, what it takes and answers (both from the handler's
/// `#[utoipa::path]`), and who may come through.
pub struct Route {
    /// How it is called.
    pub method: Method,
    /// Where, in Axum's notation.
    pub path: String,
    /// Who may come through.
    pub access: Access,
    /// Whose asking is counted, where it costs much.
    pub pace: Option<Pace>,
    /// What the document says of it.
    pub(super) operation: Operation,
    /// The shapes that it names.
    pub(super) schemas: Vec<(String, RefOr<Schema>)>,
    pub(super) handler: MethodRouter<AppState>,
}

impl Route {
    /// A route for anybody; one handler: `Route::public(routes!(handler))`.
    pub fn public(described: UtoipaMethodRouter<AppState>) -> Self {
        Self::new(described, Access::Public)
    }

    /// A route for active people.
    pub fn person(described: UtoipaMethodRouter<AppState>) -> Self {
        Self::new(described, Access::Person)
    }

    /// A route for active administrators.
    pub fn admin(described: UtoipaMethodRouter<AppState>) -> Self {
        Self::new(described, Access::Admin)
    }

    /// A route for whoever runs the application.
    pub fn operator(described: UtoipaMethodRouter<AppState>) -> Self {
        Self::new(described, Access::Operator)
    }

    /// The same, for what costs much: a person comes through so often in a minute.
    #[must_use]
    pub fn costly(self) -> Self {
        Self {
            pace: Some(Pace::Person),
            ..self
        }
    }

    /// The same, for what links show: an address comes through so often in a minute.
    #[must_use]
    pub fn behind_link(self) -> Self {
        Self {
            pace: Some(Pace::Place),
            ..self
        }
    }

    /// The same, for bodies of up to so many bytes.
    #[must_use]
    pub fn taking(self, bytes: usize) -> Self {
        Self {
            handler: self.handler.layer(DefaultBodyLimit::max(bytes)),
            ..self
        }
    }

    /// # Panics
    /// When the handlers are not exactly one: a mistake in the code, met when the server starts.
    #[expect(
        clippy::expect_used,
        reason = "`routes!` without a handler does not compile, so this is met by nobody"
    )]
    fn new((schemas, paths, handler): UtoipaMethodRouter<AppState>, access: Access) -> Self {
        let (path, item) = paths
            .paths
            .into_iter()
            .next()
            .expect("a described handler has a path");
        let (method, operation) = only_operation(item).expect("a described handler has a method");
        Self {
            method,
            path,
            access,
            pace: None,
            operation,
            schemas,
            handler,
        }
    }
}

fn only_operation(item: PathItem) -> Option<(Method, Operation)> {
    [
        (Method::GET, item.get),
        (Method::POST, item.post),
        (Method::PUT, item.put),
        (Method::PATCH, item.patch),
        (Method::DELETE, item.delete),
    ]
    .into_iter()
    .find_map(|(method, operation)| operation.map(|operation| (method, operation)))
}

/// The method as the document names it.
pub(super) fn described_method(method: &Method) -> HttpMethod {
    match *method {
        Method::POST => HttpMethod::Post,
        Method::PUT => HttpMethod::Put,
        Method::PATCH => HttpMethod::Patch,
        Method::DELETE => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}
