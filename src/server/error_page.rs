//! Pages for what goes wrong before an application page can be rendered. They need no script.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use leptos::prelude::*;

use super::{headers::content_security_policy, shell};
use crate::{app::Theme, components::ErrorPage, error::Error, state::AppState};

/// Says in plain words what happened and what to do.
pub fn answer(state: &AppState, error: &Error) -> Response {
    let (title, hint) = match error {
        Error::Forbidden(_) => (
            "No access",
            "If you think this is a mistake, ask an administrator.",
        ),
        Error::Unavailable => (
            "Not available right now",
            "Nothing was lost. Try again in a moment.",
        ),
        Error::NotFound => (
            "Nothing here",
            "The page may have moved, or it is not yours to see.",
        ),
        _ => (
            "Something went wrong",
            "Nothing was changed. Try again, and tell us if it stays.",
        ),
    };
    let message = error.to_string();
    let owner = Owner::new();
    let html = owner.with(|| {
        shell::document(
            &state.leptos,
            Theme::System,
            title,
            view! { <ErrorPage code=error.status().to_string() title=title message=message hint=hint/> },
        )
        .to_html()
    });
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Html(html)).into_response();
    if let Ok(policy) = HeaderValue::from_str(&content_security_policy(None, None)) {
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if *error == Error::Unavailable {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}
