//! What an answer says beside its body: where to go on, what is wrong, what to remember.

use http::{HeaderValue, StatusCode, header, request::Parts};
use leptos::{
    prelude::use_context,
    server_fn::{ServerFn, error::ServerFnUrlError},
};
use leptos_axum::ResponseOptions;

use super::origin;
use crate::error::Error;

/// Where the person goes when what they asked for is done: by the router, or by the browser where
/// a form was sent without a script. To be the last thing a function does.
#[expect(
    clippy::disallowed_methods,
    reason = "it is called where nothing follows"
)]
pub fn go_to(path: &str) {
    leptos_axum::redirect(path);
}

/// As [`go_to`], of forms that were sent without a script only. With one the page goes there
/// itself, when it has said what was done: the router would take it away before it hears of that.
pub fn lead_to(address: &str) {
    if let (Some(response), Ok(location)) = (
        use_context::<ResponseOptions>(),
        HeaderValue::from_str(address),
    ) {
        response.insert_header(header::LOCATION, location);
    }
}

/// As [`lead_to`], to a page that tells what went wrong with the function `F`: its address may
/// hold what was typed, which Leptos's own way back forgets.
pub fn lead_back<F: ServerFn<Error = Error>>(address: &str, error: &Error) {
    let base = format!("http://localhost{address}");
    if let Ok(url) = ServerFnUrlError::new(F::PATH, error.clone()).to_url(&base) {
        let query = url.query().unwrap_or_default();
        lead_to(&format!("{}?{query}", url.path()));
    }
}

/// Gives the page that is being rendered the status of what is wrong with it.
pub fn answer_with(error: &Error) {
    if let (Some(response), Ok(status)) = (
        use_context::<ResponseOptions>(),
        StatusCode::from_u16(error.status()),
    ) {
        response.set_status(status);
    }
}

/// Lets the person's preference decide again, whatever the switch in the header has said.
pub fn forget_theme_of_this_browser() {
    if let Some(response) = use_context::<ResponseOptions>() {
        append_cookie(&response, "theme=; Path=/; Max-Age=0; SameSite=Lax");
    }
}

/// Tells the next look at the page `path` a secret that is told once: a form that was sent
/// without a script gets no other answer than the page. With a script, the answer says it.
pub fn tell_once(name: &str, path: &str, secret: &str) {
    let (Some(parts), Some(response)) = (use_context::<Parts>(), use_context::<ResponseOptions>())
    else {
        return;
    };
    let is_plain_form = parts
        .headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    if is_plain_form {
        let secure = if origin().is_ok_and(|origin| origin.starts_with("https:")) {
            "; Secure"
        } else {
            ""
        };
        append_cookie(
            &response,
            &format!("{name}={secret}; Path={path}; Max-Age=60; HttpOnly; SameSite=Strict{secure}"),
        );
    }
}

/// The secret that [`tell_once`] has left for this page, and now no longer has. Others may have put
/// a cookie there: with anything but the characters of a secret it would lead people elsewhere.
#[must_use]
pub fn told_once(name: &str, path: &str) -> Option<String> {
    let parts = use_context::<Parts>()?;
    let told = parts
        .headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then(|| value.to_owned()))?;
    let response = use_context::<ResponseOptions>()?;
    append_cookie(
        &response,
        &format!("{name}=; Path={path}; Max-Age=0; HttpOnly; SameSite=Strict"),
    );
    let is_of_secrets = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    (!told.is_empty() && told.chars().all(is_of_secrets)).then_some(told)
}

fn append_cookie(response: &ResponseOptions, cookie: &str) {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.append_header(header::SET_COOKIE, cookie);
    }
}
