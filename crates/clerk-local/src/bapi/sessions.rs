//! Sessions, for the application's server.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use url::Url;

use super::body::Body;
use super::paging::{self, Paginated};
use crate::app::{App, Shared};
use crate::cookies::CookieWriter;
use crate::errors::ApiError;
use crate::ids::{ClientId, SessionId, UserId};
use crate::resources::{Artist, SessionWithActivities, TokenResource};
use crate::state::{Session, SessionStatus, User};
use crate::visitor::Via;
use crate::webhooks::Cause;

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/v1/sessions", get(list))
        .route("/v1/sessions/{id}", get(read))
        .route("/v1/sessions/{id}/revoke", post(revoke))
        .route("/v1/sessions/{id}/tokens", post(token))
        .route("/v1/sessions/{id}/refresh", post(refresh))
}

#[derive(Deserialize)]
struct ListQuery {
    user_id: Option<UserId>,
    client_id: Option<ClientId>,
    status: Option<String>,
    limit: Option<String>,
    offset: Option<usize>,
    /// Whether the total is wanted too.
    #[serde(default)]
    paginated: bool,
}

impl ListQuery {
    fn admits(&self, session: &Session, now: i64) -> bool {
        let of_user = self
            .user_id
            .as_ref()
            .is_none_or(|id| session.user_id == *id);
        let of_client = self
            .client_id
            .as_ref()
            .is_none_or(|id| session.client_id == *id);
        let status = session.status_at(now).as_str();
        let of_status = self.status.as_deref().is_none_or(|wanted| wanted == status);
        of_user && of_client && of_status
    }
}

/// The newest first.
async fn list(
    State(app): State<Shared>,
    Query(query): Query<ListQuery>,
) -> Result<Response, ApiError> {
    if query.user_id.is_none() && query.client_id.is_none() {
        return Err(ApiError::param_missing("user_id"));
    }
    let limit = query.limit.as_deref().map(paging::limit).transpose()?;
    let now = app.clock.now();
    let mut found: Vec<Session> = app.store.read(|state| {
        let sessions = state.sessions.values();
        let found = sessions.filter(|session| query.admits(session, now));
        found.cloned().collect()
    });
    found.sort_by_key(|session| -session.created_at);
    let total_count = found.len();
    let via = Via::configured(&app);
    let artist = Artist::for_server(&app, &via, now);
    let data = found
        .iter()
        .skip(query.offset.unwrap_or_default())
        .take(limit.unwrap_or(paging::DEFAULT_LIMIT))
        .map(|session| artist.session_with_activities(session))
        .collect();
    Ok(if query.paginated {
        Json(Paginated { data, total_count }).into_response()
    } else {
        Json(data).into_response()
    })
}

async fn read(
    State(app): State<Shared>,
    Path(id): Path<String>,
) -> Result<Json<SessionWithActivities>, ApiError> {
    let id = SessionId::from(id);
    let session = app
        .store
        .read(|state| state.sessions.get(&id).cloned())
        .ok_or_else(ApiError::not_found)?;
    Ok(draw(&app, &session))
}

async fn revoke(
    State(app): State<Shared>,
    cause: Cause,
    Path(id): Path<String>,
) -> Result<Json<SessionWithActivities>, ApiError> {
    let id = SessionId::from(id);
    let now = app.clock.now();
    let session = app
        .change(&cause, |state| {
            let session = state.close_session(&id, SessionStatus::Revoked, now)?;
            Ok(session.clone())
        })
        .await?;
    Ok(draw(&app, &session))
}

fn draw(app: &App, session: &Session) -> Json<SessionWithActivities> {
    let via = Via::configured(app);
    let artist = Artist::for_server(app, &via, app.clock.now());
    Json(artist.session_with_activities(session))
}

/// A session that is open, and whose it is.
fn active(app: &App, id: &SessionId) -> Result<(Session, User), ApiError> {
    let now = app.clock.now();
    app.store.read(|state| {
        let session = state.sessions.get(id).ok_or_else(ApiError::not_found)?;
        if !session.is_active(now) {
            return Err(ApiError::authentication_invalid());
        }
        Ok((session.clone(), state.user(&session.user_id)?.clone()))
    })
}

async fn token(
    State(app): State<Shared>,
    Path(id): Path<String>,
) -> Result<Json<TokenResource>, ApiError> {
    let (session, user) = active(&app, &SessionId::from(id))?;
    let via = Via::configured(&app);
    let artist = Artist::for_server(&app, &via, app.clock.now());
    artist.token(&session, &user).map(Json)
}

#[derive(Deserialize)]
struct Refresh {
    expired_token: String,
    refresh_token: String,
    /// Where the application's pages are.
    request_origin: String,
    format: Option<String>,
}

#[derive(Serialize)]
struct CookiesResource {
    object: &'static str,
    cookies: Vec<String>,
}

/// A new token for an expired one. Any doubt is a 401, upon which Clerk's SDKs fall back to the
/// handshake.
async fn refresh(
    State(app): State<Shared>,
    Path(id): Path<String>,
    Body(wanted): Body<Refresh>,
) -> Result<Response, ApiError> {
    let id = SessionId::from(id);
    let (session, user) = active(&app, &id).map_err(|_| ApiError::authentication_invalid())?;
    let is_own_token = app.instance.jwks().session_of(&wanted.expired_token) == Some(id);
    let is_own_refresh = session.refresh_token.as_ref() == Some(&wanted.refresh_token);
    let origin = Url::parse(&wanted.request_origin).map(|url| url.origin());
    let origin = origin.ok().filter(url::Origin::is_tuple);
    let Some(origin) = origin.filter(|_| is_own_token && is_own_refresh) else {
        return Err(ApiError::authentication_invalid());
    };
    let via = Via {
        origin: origin.ascii_serialization(),
        ..Via::configured(&app)
    };
    let token = Artist::for_server(&app, &via, app.clock.now()).token(&session, &user)?;
    if wanted.format.as_deref() != Some("cookie") {
        return Ok(Json(token).into_response());
    }
    let writer = CookieWriter {
        instance: &app.instance,
        secure: via.is_secure(),
    };
    let mut cookies = writer.session(&token.jwt).to_vec();
    cookies.push(writer.refresh(&wanted.refresh_token));
    Ok(Json(CookiesResource {
        object: "cookies",
        cookies,
    })
    .into_response())
}
