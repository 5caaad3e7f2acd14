//! The browser itself.

use axum::Router;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use super::answer::{client_cookies, set_cookies};
use super::{Answer, view_answer};
use crate::app::{App, Shared};
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::redirect::see_other;
use crate::resources::{Artist, ClientResource};
use crate::state::{ClientView, Presented, SessionStatus};
use crate::visitor::Visitor;

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route(
            "/v1/client",
            get(read).put(create).post(create).delete(sign_out),
        )
        .route("/v1/client/sessions", axum::routing::delete(sign_out))
        .route("/v1/client/touch", get(touch))
}

/// What clerk-js reads first on every page. A browser that never signed in is nobody.
async fn read(
    State(app): State<Shared>,
    visitor: Visitor,
) -> Result<Answer<Option<ClientResource>>, ApiError> {
    let now = app.clock.now();
    let Some(cookie) = visitor.cookie.as_deref() else {
        return Ok(Answer::read(None));
    };
    match app.store.read(|state| state.recognise_client(cookie, now)) {
        Presented::Known(_) => {
            let view = known_view(&app, &visitor, now)?;
            let cookies = client_cookies(&app, &visitor, &view);
            let client = Artist::for_visitor(&app, &visitor, now).client(&view)?;
            Ok(Answer::read(Some(client)).with_cookies(cookies))
        }
        // The browser has a newer cookie by now; clearing would throw that away.
        Presented::Stale => Ok(Answer::read(None)),
        Presented::Unknown => {
            let writer = visitor.cookies(&app);
            let cleared = writer
                .client_uat(0)
                .into_iter()
                .chain([writer.clear_client()]);
            Ok(Answer::read(None).with_cookies(cleared))
        }
    }
}

fn known_view(app: &App, visitor: &Visitor, now: UnixMillis) -> Result<ClientView, ApiError> {
    app.store.change_in_memory(|state| {
        let client = visitor.known_client(state, now)?;
        state.view(&client, now)
    })
}

async fn create(
    State(app): State<Shared>,
    visitor: Visitor,
) -> Result<Answer<ClientResource>, ApiError> {
    let now = app.clock.now();
    let view = visitor.begin(&app, now, |_, _| Ok(())).await?;
    view_answer(&app, &visitor, now, &view, |artist| artist.client(&view))
}

/// Signs out of every session. The envelope's `client` stays null, as Clerk's does.
async fn sign_out(
    State(app): State<Shared>,
    visitor: Visitor,
) -> Result<Answer<ClientResource>, ApiError> {
    let now = app.clock.now();
    let view = visitor
        .act(&app, now, |state, client| {
            state.sign_out(client, SessionStatus::Removed, now)?;
            Ok(())
        })
        .await?;
    let cookies = client_cookies(&app, &visitor, &view);
    let client = Artist::for_visitor(&app, &visitor, now).client(&view)?;
    Ok(Answer::read(client).with_cookies(cookies))
}

#[derive(Deserialize)]
struct TouchQuery {
    redirect_url: String,
}

/// Renews the cookies on the way to a page.
async fn touch(
    State(app): State<Shared>,
    visitor: Visitor,
    Query(query): Query<TouchQuery>,
) -> Result<Response, ApiError> {
    let now = app.clock.now();
    if !app.may_redirect_to(&query.redirect_url, &visitor.via.origin) {
        return Err(ApiError::param_value_invalid("redirect_url"));
    }
    let cookies = match known_view(&app, &visitor, now) {
        Ok(view) => client_cookies(&app, &visitor, &view),
        Err(_) => visitor.cookies(&app).client_uat(0).to_vec(),
    };
    let caching = [(header::CACHE_CONTROL, "no-store")];
    Ok((
        set_cookies(cookies),
        caching,
        see_other(&query.redirect_url)?,
    )
        .into_response())
}
