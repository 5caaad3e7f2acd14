//! The envelope of the Frontend API, and the cookies that come with it.

use axum::Json;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::app::App;
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::resources::{Artist, ClientResource};
use crate::state::ClientView;
use crate::visitor::Visitor;

/// A resource and, after a change, the whole browser: clerk-js replaces its state by it.
pub(crate) struct Answer<T> {
    body: Envelope<T>,
    cookies: Vec<String>,
}

#[derive(Serialize)]
struct Envelope<T> {
    response: T,
    client: Option<ClientResource>,
}

impl<T> Answer<T> {
    /// Something that was only read.
    pub(crate) fn read(response: T) -> Self {
        Self {
            body: Envelope {
                response,
                client: None,
            },
            cookies: Vec::new(),
        }
    }

    /// Adds cookies.
    pub(crate) fn with_cookies(mut self, cookies: impl IntoIterator<Item = String>) -> Self {
        self.cookies.extend(cookies);
        self
    }
}

impl<T: Serialize> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        let headers = set_cookies(self.cookies);
        let caching = [(header::CACHE_CONTROL, "no-store")];
        (headers, caching, Json(self.body)).into_response()
    }
}

/// Set-Cookie headers, each on its own.
pub(crate) fn set_cookies(cookies: impl IntoIterator<Item = String>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for cookie in cookies {
        // Cookie values are made here of letters, digits and dots only.
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, value);
        }
    }
    headers
}

/// The cookies that tell the browser and the application's server about a browser.
pub(crate) fn client_cookies(app: &App, visitor: &Visitor, view: &ClientView) -> Vec<String> {
    let writer = visitor.cookies(app);
    let mut cookies = writer.client_uat(view.uat).to_vec();
    // Only whoever caused the change gets the new cookie: an answer that was under way must not
    // bring the old one back.
    if view.cookie_is_new {
        cookies.insert(0, writer.client(&view.client.cookie()));
    }
    cookies
}

/// After a change: `draw` picks the resource out of the browser that changed.
///
/// # Errors
/// When signing a token fails, or `draw` finds nothing.
pub(crate) fn view_answer<T>(
    app: &App,
    visitor: &Visitor,
    now: UnixMillis,
    view: &ClientView,
    draw: impl FnOnce(&Artist<'_>) -> Result<T, ApiError>,
) -> Result<Answer<T>, ApiError> {
    let artist = Artist::for_visitor(app, visitor, now);
    Ok(Answer {
        body: Envelope {
            response: draw(&artist)?,
            client: Some(artist.client(view)?),
        },
        cookies: client_cookies(app, visitor, view),
    })
}
