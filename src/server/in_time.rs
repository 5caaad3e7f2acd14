//! Nobody waits for ever. Stands inside Clerk's layer: what is forwarded to Clerk takes its own time.

use std::time::Duration;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::time::timeout;

use super::{pages, plain_forms, static_pages};
use crate::{error::Error, state::AppState};

/// How long an answer may take to begin; its body may take longer. A scope's own patience with the
/// database is as long.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Answers 503 for what has not answered in time, and lets go of it: what it has not committed is
/// rolled back. (A page changes nothing, and is rendered to its end.) The answer is a page for whoever shows what is answered, be it asked for or the
/// answer to a form without a script.
pub async fn answer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_shown = plain_forms::is_plain(request.headers());
    let theme = pages::chosen_here(&request).unwrap_or_default();
    match timeout(state.patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) if is_shown => static_pages::error(&state, theme, &Error::Unavailable),
        Err(_) => Error::Unavailable.into_response(),
    }
}
