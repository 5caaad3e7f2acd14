//! The door of the server functions. They are called by name, not by page, so the guard stands
//! here, before any of them runs: nobody gets through without being a person.

use axum::{
    RequestPartsExt, Router,
    body::{self, Body},
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use leptos::{prelude::provide_context, server_fn::error::SERVER_FN_ERROR_HEADER};

use super::{BODY_LIMIT, impersonation::is_fn, pages, plain_forms};
use crate::{
    auth::{AdminUser, CurrentUser, Session},
    error::Error,
    state::AppState,
};

/// Server functions that anybody may call. There are none.
pub const PUBLIC_SERVER_FNS: [&str; 0] = [];

/// Server functions that cost much, by name: what values an offer or all of them or shows what that would do,
/// files, and new parts. A person is admitted to these and to the interface's costly routes so often
/// in a minute.
pub const COSTLY_FNS: [&str; 36] = [
    "add_listing",
    "save_listing",
    "change_listing",
    "update_price",
    "note_price",
    "archive_bought",
    "save_ruleset",
    "duplicate_ruleset",
    "delete_ruleset",
    "import_ruleset",
    "save_group",
    "delete_group",
    "switch_rules",
    "save_rule",
    "delete_rule",
    "preview_ground",
    "create_profile",
    "save_profile",
    "use_profile",
    "ranking_ground",
    "choose_rulesets",
    "save_preferences",
    "duplicate_profile",
    "delete_profile",
    "copy_from_library",
    "copy_discovered",
    "copy_collection",
    "save_deal",
    "save_share",
    "preview_import",
    "confirm_import",
    "load_samples",
    "act_on_offers",
    "add_cpu",
    "add_gpu",
    "admin/check_chain",
];

pub(super) fn router() -> Router<AppState> {
    Router::new().route("/fn/{*name}", post(call))
}

async fn call(State(state): State<AppState>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let user = match CurrentUser::from_request_parts(&mut parts, &state).await {
        Ok(user) => user,
        Err(error) => return refuse(&state, error, &parts.headers),
    };
    if is_costly(parts.uri.path()) && !state.rate_limits.admit_person(user.user().id.0) {
        return refuse(&state, Error::RateLimited, &parts.headers);
    }
    let session = parts.extract::<Session>().await.ok();
    let admin = if is_for_administrators(parts.uri.path()) {
        match AdminUser::from_request_parts(&mut parts, &state).await {
            Ok(admin) => Some(admin),
            Err(error) => return refuse(&state, error, &parts.headers),
        }
    } else {
        None
    };
    let context = move || {
        provide_context(state.clone());
        provide_context(user.clone());
        if let Some(session) = session.clone() {
            provide_context(session);
        }
        if let Some(admin) = admin.clone() {
            provide_context(admin);
        }
    };
    let request = Request::from_parts(parts, body);
    let response = leptos_axum::handle_server_fns_with_context(context, request).await;
    with_its_own_status(response.into_response()).await
}

fn is_costly(path: &str) -> bool {
    let name = path.strip_prefix("/fn/").unwrap_or_default();
    COSTLY_FNS.iter().any(|costly| is_fn(name, costly))
}

/// The functions of the admin area are declared with `prefix = "/fn/admin"`.
fn is_for_administrators(path: &str) -> bool {
    path.starts_with("/fn/admin/")
}

/// A form that was sent without JavaScript is taken to where the person can sign in and come back.
/// Every other refusal of such a form is told by [`plain_forms::answer`].
fn refuse(state: &AppState, error: Error, headers: &HeaderMap) -> Response {
    if error == Error::Unauthenticated && plain_forms::is_plain(headers) {
        let back = headers
            .get(header::REFERER)
            .and_then(|referer| referer.to_str().ok())
            .and_then(|referer| referer.parse::<Uri>().ok())
            .unwrap_or_default();
        return Redirect::to(&pages::sign_in_url(state, &back)).into_response();
    }
    error.into_response()
}

/// Leptos answers 500 for every error of a server function. The body holds our own error, which
/// knows its status; a function that does not exist is Leptos's own 400.
async fn with_its_own_status(response: Response) -> Response {
    if response.status() == StatusCode::BAD_REQUEST {
        return Error::NotFound.into_response();
    }
    if response.status().is_redirection() {
        return to_a_clean_address(response);
    }
    if !response.headers().contains_key(SERVER_FN_ERROR_HEADER) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(bytes) = body::to_bytes(body, BODY_LIMIT).await else {
        return Error::Internal.into_response();
    };
    let error: Error = serde_json::from_slice(&bytes).unwrap_or(Error::Internal);
    let mut answer = error.into_response();
    for (name, value) in &parts.headers {
        answer
            .headers_mut()
            .entry(name)
            .or_insert_with(|| value.clone());
    }
    *answer.body_mut() = Body::from(bytes);
    answer
}

/// A form that was sent without JavaScript returns to its page; where an earlier error was taken
/// out of the address, Leptos leaves a question mark behind.
fn to_a_clean_address(mut response: Response) -> Response {
    let location = response
        .headers()
        .get(header::LOCATION)
        .and_then(|value| value.to_str().ok());
    let clean = location
        .and_then(|location| location.strip_suffix('?'))
        .and_then(|location| HeaderValue::from_str(location).ok());
    if let Some(clean) = clean {
        response.headers_mut().insert(header::LOCATION, clean);
    }
    response
}
