//! The way to the sign-in page and back to where somebody was.

use axum::http::Uri;
use url::form_urlencoded;

use crate::{domain::address::is_own_path, state::AppState};

/// The sign-in page, which comes back to `uri`.
pub(in crate::server) fn sign_in_url(state: &AppState, uri: &Uri) -> String {
    let back = uri.path_and_query().map_or("/", |path| path.as_str());
    let query: String = form_urlencoded::Serializer::new(String::new())
        .append_pair("redirect_url", back)
        .finish();
    format!("{}?{query}", state.site.sign_in_url)
}

/// Where a signed-in visitor of an entrance belongs: where `redirect_url` says if that is one of
/// our own paths, else `home`.
pub(super) fn return_path(uri: &Uri, home: &str) -> String {
    form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
        .find(|(name, _)| name == "redirect_url")
        .map(|(_, path)| path.into_owned())
        .filter(|path| is_own_path(path))
        .unwrap_or_else(|| home.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: &str = "/home";

    #[test]
    fn only_our_own_paths_are_returned_to() {
        for (query, path) in [
            (
                "redirect_url=%2Flistings%3Fsort%3Dprice",
                "/listings?sort=price",
            ),
            ("redirect_url=https%3A%2F%2Fevil.example", HOME),
            ("redirect_url=%2F%2Fevil.example", HOME),
            ("redirect_url=%2F%5Cevil.example", HOME),
            ("redirect_url=%2F%0d%0aevil", HOME),
            ("", HOME),
        ] {
            let uri: Uri = format!("/sign-in?{query}").parse().unwrap();
            assert_eq!(return_path(&uri, HOME), path, "{query}");
        }
    }
}
