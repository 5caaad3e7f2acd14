//! In which theme a page is shown.

use axum::{extract::Request, http::header};

use crate::{auth::CurrentUser, domain::preferences::Theme};

/// The theme of a page for nobody in particular.
pub(super) fn theme(request: &Request) -> Theme {
    chosen_here(request).unwrap_or_default()
}

/// What was chosen in this browser, by the switch in the header.
pub(in crate::server) fn chosen_here(request: &Request) -> Option<Theme> {
    request
        .headers()
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .find_map(|cookie| cookie.trim().strip_prefix("theme="))
        .and_then(Theme::from_name)
}

/// What the person prefers, in every browser.
pub(in crate::server) fn preferred(user: Option<&CurrentUser>) -> Theme {
    user.map_or_else(Theme::default, |user| user.user().preferences.theme)
}
