//! Nobody waits for ever. Stands inside Clerk's layer: what is forwarded to Clerk takes its own time.

use std::time::Duration;

use axum::{
    extract::{Request, State},
    http::{Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::time::timeout;

use super::{pages, static_pages};
use crate::{error::Error, state::AppState};

/// How long an answer may take to begin; its body may take longer. A scope's own patience with the
/// database is as long.
const PATIENCE: Duration = Duration::from_secs(30);

/// Answers 503 for what has not answered in time, and lets go of it: what it has not committed is
/// rolled back.
pub async fn answer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_page = request.method() == Method::GET && wants_page(&request);
    let theme = pages::chosen_here(&request).unwrap_or_default();
    match timeout(PATIENCE, next.run(request)).await {
        Ok(response) => response,
        Err(_) if is_page => static_pages::error(&state, theme, &Error::Unavailable),
        Err(_) => Error::Unavailable.into_response(),
    }
}

fn wants_page(request: &Request) -> bool {
    request
        .headers()
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}
