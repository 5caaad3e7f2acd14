//! Where everything meets: the routers, the layers around them, and their order.

mod api_docs;
mod assets;
mod ended_sessions;
mod headers;
mod impersonation;
mod in_time;
mod measures;
mod pages;
mod paths;
mod plain_forms;
mod public_pages;
mod refusals;
mod request_id;
mod server_fns;
mod shell;
mod static_pages;

use std::sync::Arc;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use clerk::{Auth, ClerkLayer};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    trace::TraceLayer,
};

pub use impersonation::{FORBIDDEN_FNS, FORBIDDEN_ROUTES};
pub use in_time::PATIENCE;
pub use pages::{access, page_paths};
use refusals::Refusals;
pub use server_fns::{COSTLY_FNS, PUBLIC_SERVER_FNS};

use crate::{api, auth::same_origin, error::Error, state::AppState};

/// The largest body that a route takes, in bytes.
const BODY_LIMIT: usize = 256 * 1024;

/// The whole application.
///
/// From the outside in: files first, which need nobody's identity; then Clerk's layer, which
/// forwards its own calls, decides who is asking, and answers handshakes before anything of ours
/// runs; then the time is taken, what is refused of a form without a script is told on its page,
/// sessions that have ended since are left out, and refusals recorded; then comes the proof that a
/// change comes from our own pages; then the doors.
pub fn router(state: AppState) -> Router {
    let doors = Router::new()
        .merge(api::router(&state))
        .merge(server_fns::router())
        .merge(pages::router(&state))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            only_from_our_own_pages,
        ))
        .layer(middleware::from_fn(impersonation::keep_out))
        .layer(middleware::from_fn_with_state(
            Refusals::new(state.clone()),
            refusals::record,
        ))
        .layer(middleware::from_fn(measures::decisions))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            ended_sessions::leave_out,
        ))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            plain_forms::answer,
        ))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            in_time::answer,
        ))
        .layer(middleware::from_fn(headers::private))
        .layer(CompressionLayer::new())
        .layer(ClerkLayer::new(state.clerk.clone()));

    let https_only = headers::HttpsOnly::of(&state.site);
    assets::router(&state.leptos)
        .fallback_service(doors.with_state(state))
        .layer(CatchPanicLayer::custom(|_| Error::Internal.into_response()))
        .layer(middleware::from_fn_with_state(https_only, headers::secure))
        .layer(middleware::from_fn(measures::responses))
        .layer(TraceLayer::new_for_http().make_span_with(request_span))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(middleware::map_request(request_id::take_no_other))
}

async fn only_from_our_own_pages(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    let auth = request.extensions().get::<Arc<Auth>>();
    let carrier = auth
        .and_then(|auth| auth.signed_in())
        .map(|session| session.token_carrier);
    same_origin::check(
        request.method(),
        request.headers(),
        carrier,
        &state.site.origin,
    )?;
    Ok(next.run(request).await)
}

/// The query is left out: a handshake carries tokens in it. Whose request it is, is written in once
/// the person has been found.
fn request_span(request: &Request) -> tracing::Span {
    tracing::info_span!(
        "request",
        id = request_id::of(request),
        method = %request.method(),
        path = %paths::shown(request.uri().path()),
        user.id = tracing::field::Empty
    )
}
