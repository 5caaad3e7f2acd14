//! Pages without scripts: the landing page, what public links show, and what goes wrong before a page
//! of the application can be rendered.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use leptos::prelude::*;

use super::{headers::content_security_policy, shell};
use crate::{
    components::{ButtonKind, ErrorPage, Goodbye, Landing, LinkButton, Styleguide, escaped},
    domain::preferences::Theme,
    error::{Error, ErrorCode, Refusal},
    state::AppState,
};

const DESCRIPTION: &str =
    "A private notebook for offers of small PCs: the price without the extras, per benchmark mark.";

/// The head of a page that is for anybody.
pub(super) fn titled(title: &str) -> AnyView {
    view! {
        {title_element(title)}
        <meta name="description" content=DESCRIPTION/>
    }
    .into_any()
}

/// What the tab and a bookmark are called.
pub(super) fn title_element(title: &str) -> AnyView {
    view! { <title inner_html=escaped(title)></title> }.into_any()
}

/// What it is for, and the way in.
pub fn landing(state: &AppState, theme: Theme) -> Response {
    let (sign_in, sign_up) = (
        state.site.sign_in_url.clone(),
        state.site.sign_up_url.clone(),
    );
    answer(
        state,
        theme,
        StatusCode::OK,
        || titled("Deal Brain"),
        || view! { <Landing sign_in_url=sign_in sign_up_url=sign_up/> }.into_any(),
    )
}

/// Where somebody arrives who has deleted their account.
pub fn goodbye(state: &AppState, theme: Theme) -> Response {
    let (days, sign_up) = (state.site.deleted_days, state.site.sign_up_url.clone());
    answer(
        state,
        theme,
        StatusCode::OK,
        || titled("Your account is deleted"),
        move || view! { <Goodbye days=days sign_up_url=sign_up/> }.into_any(),
    )
}

/// Where somebody is led who may not do what they came for.
pub fn unauthorized(state: &AppState, theme: Theme) -> Response {
    answer(
        state,
        theme,
        StatusCode::FORBIDDEN,
        || titled("No access"),
        || {
            view! {
                <ErrorPage
                    code="403"
                    title="No access"
                    message="What you came for is not open to this account."
                    hint="If you have another account, sign out, and in again with that one. If you think this is a mistake, ask an administrator."
                >
                    <LinkButton href="/dashboard">"Dashboard"</LinkButton>
                    <LinkButton href="/sign-out" kind=ButtonKind::Quiet>"Sign out"</LinkButton>
                </ErrorPage>
            }
            .into_any()
        },
    )
}

/// Every part in its states.
pub fn styleguide(state: &AppState, theme: Theme) -> Response {
    answer(
        state,
        theme,
        StatusCode::OK,
        || titled("Style guide"),
        || view! { <Styleguide/> }.into_any(),
    )
}

/// Says in plain words what happened and what to do.
pub fn error(state: &AppState, theme: Theme, error: &Error) -> Response {
    let (title, hint) = match error {
        Error::Forbidden(_) => (
            "No access",
            "If you think this is a mistake, ask an administrator.",
        ),
        Error::Unavailable => (
            "Not available right now",
            "Nothing was lost. Try again in a moment.",
        ),
        Error::RateLimited => ("Too often", "Wait a minute, then try again."),
        Error::NotFound => (
            "Nothing here",
            "The page may have moved, or it is not yours to see.",
        ),
        _ => (
            "Something went wrong",
            "Nothing was changed. Try again, and tell us if it stays.",
        ),
    };
    let (way_on, label) = match error {
        Error::Forbidden(Refusal::AccountDeactivated) => ("/sign-out", "Sign out"),
        Error::Forbidden(_) => ("/dashboard", "Go to the dashboard"),
        _ => ("/", "Front page"),
    };
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let (code, message) = (error.status().to_string(), error.to_string());
    let mut response = answer(
        state,
        theme,
        status,
        || titled(title),
        || {
            view! {
                <ErrorPage code=code title=title message=message hint=hint>
                    <LinkButton href=way_on>{label}</LinkButton>
                </ErrorPage>
            }
            .into_any()
        },
    );
    response.extensions_mut().insert(ErrorCode(error.code()));
    if let Some(seconds) = error.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

/// A page without scripts, whose head ends with `head`.
pub(super) fn answer(
    state: &AppState,
    theme: Theme,
    status: StatusCode,
    head: impl FnOnce() -> AnyView,
    body: impl FnOnce() -> AnyView,
) -> Response {
    let html = Owner::new().with(|| document(state, theme, head(), body()).to_html());
    let mut response = (status, Html(format!("<!DOCTYPE html>{html}"))).into_response();
    if let Ok(policy) = HeaderValue::from_str(&content_security_policy(None, None)) {
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn document(state: &AppState, theme: Theme, head: AnyView, body: AnyView) -> impl IntoView {
    let style = format!(
        "/{}/{}.css",
        state.leptos.site_pkg_dir, state.leptos.output_name
    );
    view! {
        <html lang="en" data-theme=theme.attribute()>
            <head>
                {shell::head()}
                {head}
                <link rel="stylesheet" href=style/>
            </head>
            <body>{body}</body>
        </html>
    }
}
