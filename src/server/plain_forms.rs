//! Forms that were sent without JavaScript and could not be carried out: the person returns to the
//! form's page, which finds in its address why, and what they had typed. With JavaScript nothing is
//! sent there: the page still has it.

mod typed;

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
use url::Url;

use self::typed::{
    is_of_failure, keeps, tells_of_what_is_kept, with_what_was_typed, without_what_was_typed,
};
use super::{BODY_LIMIT, pages, static_pages};
use crate::{error::Error, state::AppState};

/// Whether a browser itself asks or sends the form, and shows what is answered.
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
