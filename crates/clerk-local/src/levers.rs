//! What tests can break, and put right again.

use std::sync::{Mutex, PoisonError};

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use crate::app::Shared;
use crate::errors::ApiError;

/// The parts that are down, each with the status it answers instead; `null` is up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Outages {
    /// The key set, in both places.
    pub(crate) jwks: Option<u16>,
    /// The Backend API, its key set included.
    pub(crate) backend_api: Option<u16>,
    /// What browsers call.
    pub(crate) frontend_api: Option<u16>,
}

/// Which parts are down. Forgotten with the process.
#[derive(Debug, Default)]
pub(crate) struct Levers(Mutex<Outages>);

impl Levers {
    pub(crate) fn outages(&self) -> Outages {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_outages(&self, outages: Outages) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = outages;
    }
}

/// Answers for the Backend API while it is down.
pub(crate) async fn backend_api(
    State(app): State<Shared>,
    request: Request,
    next: Next,
) -> Response {
    answer(app.levers.outages().backend_api, request, next).await
}

/// Answers for the Frontend API while it is down.
pub(crate) async fn frontend_api(
    State(app): State<Shared>,
    request: Request,
    next: Next,
) -> Response {
    answer(app.levers.outages().frontend_api, request, next).await
}

/// Answers for the key set while it is down.
pub(crate) async fn jwks(State(app): State<Shared>, request: Request, next: Next) -> Response {
    answer(app.levers.outages().jwks, request, next).await
}

async fn answer(outage: Option<u16>, request: Request, next: Next) -> Response {
    match outage.and_then(|status| StatusCode::from_u16(status).ok()) {
        Some(status) => ApiError::outage(status).into_response(),
        None => next.run(request).await,
    }
}
