//! Calls of server functions.

use std::mem;

use http::Method;
use leptos::server_fn::{
    client::{Client, browser::BrowserClient},
    error::FromServerFnError,
    request::{
        ClientReq,
        browser::{BrowserRequest, Request},
    },
    response::{ClientRes, browser::BrowserResponse},
};

use super::session;

const UNAUTHORIZED: u16 = 401;

/// Sends the request with a fresh token; answered 401, once more with a new one.
pub(crate) async fn send_fresh<E, In, Out>(
    mut request: BrowserRequest,
) -> Result<BrowserResponse, E>
where
    E: FromServerFnError,
    In: FromServerFnError,
    Out: FromServerFnError,
{
    session::refresh_token(false).await;
    let again = copy::<E>(&mut request);
    let response = <BrowserClient as Client<E, In, Out>>::send(request).await?;
    match again {
        Some(again) if ClientRes::<E>::status(&response) == UNAUTHORIZED => {
            session::refresh_token(true).await;
            <BrowserClient as Client<E, In, Out>>::send(again).await
        }
        _ => Ok(response),
    }
}

/// A second request like the first: the body of a request can be read only once.
fn copy<E: FromServerFnError>(request: &mut BrowserRequest) -> Option<BrowserRequest> {
    let blank = Request::get("/").build().ok()?;
    let mut copy =
        <BrowserRequest as ClientReq<E>>::try_new_req_query("/", "", "", "", Method::GET).ok()?;
    let original: web_sys::Request = mem::replace(&mut **request, blank).into();
    let duplicate = web_sys::Request::clone(&original);
    **request = Request::from(original);
    *copy = Request::from(duplicate.ok()?);
    Some(copy)
}
