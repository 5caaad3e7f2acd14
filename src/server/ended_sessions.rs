use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use clerk::Auth;

use crate::state::AppState;

/// Who presents a token of a session that has ended is nobody, for pages that ask no database too.
pub async fn leave_out(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let has_ended = request
        .extensions()
        .get::<Arc<Auth>>()
        .and_then(|auth| auth.signed_in()?.session_id.as_deref())
        .is_some_and(|id| state.ended_sessions.has(id));
    if has_ended {
        request
            .extensions_mut()
            .insert(Arc::new(Auth::session_ended()));
    }
    next.run(request).await
}
