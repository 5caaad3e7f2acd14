//! The handshake: the application's server sends a browser here to learn who it is.
//!
//! The answer travels back in a cookie, because a production instance shares the site with the
//! application: either as a nonce that the server exchanges at the Backend API, or as a signed token.

use axum::Router;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use super::answer::set_cookies;
use crate::app::{App, Shared};
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::redirect::see_other;
use crate::resources::Artist;
use crate::visitor::Visitor;

pub(crate) fn router() -> Router<Shared> {
    Router::new().route("/v1/client/handshake", get(handshake))
}

#[derive(Deserialize)]
struct HandshakeQuery {
    redirect_url: Option<String>,
    /// `nonce`, or anything else for a token.
    format: Option<String>,
}

async fn handshake(
    State(app): State<Shared>,
    visitor: Visitor,
    Query(query): Query<HandshakeQuery>,
) -> Result<Response, ApiError> {
    let now = app.clock.now();
    let redirect_url = query
        .redirect_url
        .filter(|url| app.may_redirect_to(url, &visitor.via.origin))
        .ok_or_else(|| ApiError::param_value_invalid("redirect_url"))?;
    let directives = directives(&app, &visitor, now)?;
    let writer = visitor.cookies(&app);
    let carrier = if query.format.as_deref() == Some("nonce") {
        let nonce = app
            .store
            .change_in_memory(|state| state.add_nonce(directives, now));
        writer.handshake_nonce(&nonce)
    } else {
        let token = app
            .instance
            .signer()
            .handshake_token(&directives)
            .map_err(|error| ApiError::internal(&error))?;
        writer.handshake(&token)
    };
    let caching = [(header::CACHE_CONTROL, "no-store")];
    Ok((set_cookies([carrier]), caching, see_other(&redirect_url)?).into_response())
}

/// What the application's server is to set. The carrier is removed with them: a nonce that is sent
/// twice would count as signed out.
fn directives(app: &App, visitor: &Visitor, now: UnixMillis) -> Result<Vec<String>, ApiError> {
    let (view, refresh_token) = app.store.change_in_memory(|state| {
        let client = state.known_client(visitor.cookie.as_deref(), now);
        let view = client.and_then(|client| state.view(&client, now).ok());
        let session = view.as_ref().and_then(|view| view.sessions.first());
        let refresh_token = session.and_then(|(session, _)| state.refresh_token(&session.id));
        (view, refresh_token)
    });
    let writer = visitor.cookies(app);
    let mut directives = writer.clear_handshake().to_vec();
    let signed_in = view
        .as_ref()
        .and_then(|view| Some((view.uat, view.sessions.first()?)));
    match signed_in {
        Some((uat, (session, user))) => {
            let token = Artist::for_visitor(app, visitor, now).token(session, user)?;
            directives.extend(writer.client_uat(uat));
            directives.extend(writer.session(&token.jwt));
            directives.extend(refresh_token.map(|token| writer.refresh(&token)));
        }
        None => {
            directives.extend(writer.client_uat(0));
            directives.extend(writer.clear_session());
            directives.push(writer.clear_refresh());
        }
    }
    Ok(directives)
}
