//! Forms that were sent without JavaScript and could not be carried out: the person returns to the
//! form's page, which finds in its address why, and what they had typed. With JavaScript nothing is
//! sent there: the page still has it.
//!
//! The longest text may be left out. A form that would then mean something else, as one of rows
//! does, leads back by itself: [`crate::serverfn::lead_back`].

use std::sync::Arc;

use axum::{
    body::{self, Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use clerk::Auth;
use leptos::server_fn::error::ServerFnUrlError;
use url::{Url, form_urlencoded};

use super::{BODY_LIMIT, impersonation::is_fn, pages, static_pages};
use crate::{error::Error, serverfn::kept_as, state::AppState};

/// The functions of the forms whose pages look for it, by name.
const KEPT: [&str; 17] = [
    "add_listing",
    "save_listing",
    "change_listing",
    "note_price",
    "send_offer",
    "create_collection",
    "change_collection",
    "change_item",
    "save_group",
    "save_preferences",
    "admin/change_cpu",
    "admin/change_gpu",
    "admin/change_role",
    "admin/change_plan",
    "admin/change_standing",
    "admin/purge_person",
    "admin/revoke_sessions",
];

/// Longer addresses are refused by what stands in front of servers.
const ADDRESS_MAX: usize = 6_000;
/// Says that not everything has fitted.
const CUT: &str = "cut";

/// Whether a browser itself sends the form, and shows what is answered.
pub fn is_plain(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// Leads whoever has sent a form without JavaScript to where its outcome is told: what was refused
/// before its function ran, to the page that the form stands on; where that is not known, or the
/// function is none, the answer is a page. Stands around all that refuses, and around what keeps
/// refusals.
pub async fn answer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_form = request.uri().path().starts_with("/fn/") && is_plain(request.headers());
    if !is_form {
        return next.run(request).await;
    }
    let function = request.uri().path().to_owned();
    let theme = pages::chosen_here(&request).unwrap_or_default();
    let page = page_of(request.headers(), &state.site.origin);
    let (typed, response) = carry_out(request, next).await;
    let response = match refusal(response).await {
        Ok(response) => response,
        Err(error) => match page.clone().filter(|_| error != Error::NotFound) {
            Some(page) => back_to(page, &function, error),
            None => static_pages::error(&state, theme, &error),
        },
    };
    let was_kept = page.is_some_and(|page| tells_of_what_is_kept(&page));
    led_on(response, |address| {
        if keeps(&function) && is_of_failure(address) {
            with_what_was_typed(address, &typed)
        } else if was_kept {
            without_what_was_typed(address)
        } else {
            None
        }
    })
}

/// The answer, and what was typed, where it may be needed once more.
async fn carry_out(request: Request, next: Next) -> (Bytes, Response) {
    let auth = request.extensions().get::<Arc<Auth>>();
    let is_signed_in = auth.is_some_and(|auth| auth.signed_in().is_some());
    if !is_signed_in || !keeps(request.uri().path()) {
        return (Bytes::new(), next.run(request).await);
    }
    let (parts, body) = request.into_parts();
    match body::to_bytes(body, BODY_LIMIT).await {
        Ok(typed) => {
            let request = Request::from_parts(parts, Body::from(typed.clone()));
            (typed, next.run(request).await)
        }
        Err(_) => (Bytes::new(), Error::TooLarge.into_response()),
    }
}

/// The error that the answer is; else the answer.
async fn refusal(response: Response) -> Result<Response, Error> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return Ok(response);
    }
    let told = body::to_bytes(response.into_body(), BODY_LIMIT).await;
    let error = told
        .ok()
        .and_then(|told| serde_json::from_slice(&told).ok());
    Err(error.unwrap_or(Error::Internal))
}

/// The page of ours that the form stands on, as far as the browser says.
fn page_of(headers: &HeaderMap, origin: &str) -> Option<Url> {
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let page = Url::parse(referer).ok()?;
    (page.origin().ascii_serialization() == origin).then_some(page)
}

/// To the page, with the error as Leptos tells it of a function that has failed.
fn back_to(page: Url, function: &str, error: Error) -> Response {
    let mut address = String::from(page);
    ServerFnUrlError::<Error>::strip_error_info(&mut address);
    match ServerFnUrlError::new(function, error).to_url(&address) {
        Ok(address) => Redirect::to(address.as_str()).into_response(),
        Err(_) => Redirect::to(&address).into_response(),
    }
}

/// The answer, leading where `way` says instead, if it says anything.
fn led_on(mut response: Response, way: impl FnOnce(&str) -> Option<String>) -> Response {
    let address = response
        .headers()
        .get(header::LOCATION)
        .and_then(|address| address.to_str().ok())
        .and_then(way)
        .and_then(|address| HeaderValue::from_str(&address).ok());
    if let Some(address) = address {
        response.headers_mut().insert(header::LOCATION, address);
    }
    response
}

/// Whether what was typed into the form of that function is kept.
fn keeps(function: &str) -> bool {
    let name = function.strip_prefix("/fn/").unwrap_or_default();
    KEPT.iter().any(|kept| is_fn(name, kept))
}

/// Whether the page's address may hold what was typed.
fn tells_of_what_is_kept(page: &Url) -> bool {
    page.query_pairs()
        .any(|(key, value)| key == "__path" && keeps(&value))
}

fn is_of_failure(address: &str) -> bool {
    Url::parse(address).is_ok_and(|page| page.query_pairs().any(|(key, _)| key == "__err"))
}

/// The page's address without what an attempt before has left there. `None` where there is nothing
/// of it, and for other addresses than a browser's own.
fn without_what_was_typed(page: &str) -> Option<String> {
    let mut page = Url::parse(page).ok()?;
    let there: Vec<(String, String)> = page.query_pairs().into_owned().collect();
    let rest: Vec<&(String, String)> = there
        .iter()
        .filter(|(key, _)| !key.contains('[') && key != CUT)
        .collect();
    if rest.len() == there.len() {
        return None;
    }
    if rest.is_empty() {
        page.set_query(None);
    } else {
        page.query_pairs_mut().clear().extend_pairs(rest);
    }
    Some(page.into())
}

/// The address of the form's page with the newest error and what was typed. What is too long for
/// an address is left out, the longest first. `None` for an address that is not the page of a
/// form that failed.
fn with_what_was_typed(page: &str, typed: &[u8]) -> Option<String> {
    let mut page = Url::parse(page).ok()?;
    let there: Vec<(String, String)> = page.query_pairs().into_owned().collect();
    // Leptos adds its own, and leaves those of an earlier attempt.
    let newest = |name: &str| there.iter().rfind(|(key, _)| key == name).cloned();
    let error = [newest("__path")?, newest("__err")?];
    let others = there
        .iter()
        .filter(|(key, _)| !key.starts_with("__") && !key.contains('[') && key != CUT);
    let base: Vec<(String, String)> = others.cloned().chain(error).collect();
    let mut fields: Vec<(String, String)> = form_urlencoded::parse(typed)
        .map(|(field, text)| (kept_as(&field), text.into_owned()))
        .collect();
    page.query_pairs_mut()
        .clear()
        .extend_pairs(&base)
        .extend_pairs(&fields);
    while page.as_str().len() > ADDRESS_MAX && !fields.is_empty() {
        let longest =
            (0..fields.len()).max_by_key(|at| fields.get(*at).map(|(_, text)| text.len()))?;
        fields.remove(longest);
        page.query_pairs_mut()
            .clear()
            .extend_pairs(&base)
            .append_pair(CUT, "1")
            .extend_pairs(&fields);
    }
    Some(page.into())
}

#[cfg(test)]
mod tests {
    use leptos::server_fn::axum::server_fn_paths;

    use super::*;

    const PAGE: &str = "https://deals.example.com/listings/7/edit?tab=a&__path=%2Ffn%2Fold&__err=old\
                        &listing%5Bseller%5D=old&__path=%2Ffn%2Fx&__err=new";

    fn pairs(address: &str) -> Vec<(String, String)> {
        Url::parse(address)
            .unwrap()
            .query_pairs()
            .into_owned()
            .collect()
    }

    /// Under a name that no function has nothing would be kept.
    #[test]
    fn each_function_whose_form_is_kept_exists() {
        for kept in KEPT {
            let exists = server_fn_paths()
                .filter_map(|(path, _)| path.strip_prefix("/fn/"))
                .any(|name| is_fn(name, kept));
            assert!(exists, "{kept}");
        }
    }

    #[test]
    fn the_newest_error_and_the_newest_text_return() {
        let address = with_what_was_typed(PAGE, b"id=7&listing%5Btitle%5D=a+%26+b").unwrap();
        let expected = [
            ("tab", "a"),
            ("__path", "/fn/x"),
            ("__err", "new"),
            ("typed[id]", "7"),
            ("listing[title]", "a & b"),
        ];
        let expected = expected.map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(pairs(&address), expected);
    }

    #[test]
    fn what_does_not_fit_is_left_out_and_that_is_said() {
        let typed = format!(
            "listing[title]=x&listing[notes]={}",
            "y".repeat(ADDRESS_MAX)
        );
        let address = with_what_was_typed(PAGE, typed.as_bytes()).unwrap();
        assert!(address.len() <= ADDRESS_MAX);
        let pairs = pairs(&address);
        assert!(pairs.contains(&("listing[title]".into(), "x".into())));
        assert!(pairs.contains(&(CUT.into(), "1".into())));
        assert!(!pairs.iter().any(|(key, _)| key == "listing[notes]"));
    }

    #[test]
    fn what_an_earlier_attempt_has_left_goes_and_what_the_page_asks_stays() {
        let there =
            "https://deals.example.com/listings/7?tab=notes&listing[notes]=x&typed[id]=7&cut=1";
        assert_eq!(
            without_what_was_typed(there).unwrap(),
            "https://deals.example.com/listings/7?tab=notes"
        );
        let alone = "https://deals.example.com/inbox?typed[id]=7";
        assert_eq!(
            without_what_was_typed(alone).unwrap(),
            "https://deals.example.com/inbox"
        );
        assert_eq!(
            without_what_was_typed("https://deals.example.com/inbox?tab=sent"),
            None
        );
    }

    #[test]
    fn a_page_is_ours_by_its_whole_origin() {
        const ORIGIN: &str = "https://deals.example.com";
        for (referer, is_ours) in [
            ("https://deals.example.com/rules?a=1", true),
            ("http://deals.example.com/rules", false),
            ("https://deals.example.com.evil.example/rules", false),
            ("https://deals.example.com@evil.example/rules", false),
            ("/rules", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::REFERER, HeaderValue::from_static(referer));
            assert_eq!(page_of(&headers, ORIGIN).is_some(), is_ours, "{referer}");
        }
        assert_eq!(page_of(&HeaderMap::new(), ORIGIN), None);
    }

    #[test]
    fn a_form_that_was_carried_out_leaves_nothing_behind() {
        assert_eq!(
            with_what_was_typed("https://deals.example.com/listings", b"listing[title]=x"),
            None
        );
    }
}
