//! Who asks, and by which way.

use std::net::SocketAddr;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use url::Url;

use crate::app::{App, Shared, header_text};
use crate::clock::UnixMillis;
use crate::cookies::{self, CookieWriter};
use crate::errors::ApiError;
use crate::ids::{ActivityId, ClientId, SessionId, UserId};
use crate::state::{Activity, ClientView, State};
use crate::webhooks::Cause;

/// Where the application says it serves the Frontend API; set by its proxy.
pub(crate) const PROXY_URL: &str = "clerk-proxy-url";
const SECRET_KEY: &str = "clerk-secret-key";

/// The way a browser's request came.
#[derive(Clone, Debug)]
pub(crate) struct Via {
    /// The address of the Frontend API for the browser, without a trailing slash.
    pub(crate) proxy_url: String,
    /// The origin of the pages.
    pub(crate) origin: String,
}

impl Via {
    /// Reads the proxy's headers. Without them the configured address is assumed.
    ///
    /// # Errors
    /// `clerk_key_invalid` when the proxy does not prove that it is the application's server.
    pub(crate) fn of(app: &App, headers: &HeaderMap) -> Result<Self, ApiError> {
        let Some(proxy_url) = header_text(headers, PROXY_URL) else {
            return Ok(Self::configured(app));
        };
        if header_text(headers, SECRET_KEY) != Some(app.instance.secret_key.as_str()) {
            return Err(ApiError::secret_key_invalid());
        }
        let url = Url::parse(proxy_url)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https"))
            .ok_or_else(|| ApiError::param_value_invalid(PROXY_URL))?;
        Ok(Self {
            proxy_url: proxy_url.trim_end_matches('/').to_owned(),
            origin: url.origin().ascii_serialization(),
        })
    }

    /// The way through the application as configured.
    pub(crate) fn configured(app: &App) -> Self {
        Self {
            proxy_url: app.proxy_url.clone(),
            origin: app.app_origin.clone(),
        }
    }

    pub(crate) fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }
}

/// A browser that calls the Frontend API.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    pub(crate) via: Via,
    /// The value of `__client`.
    pub(crate) cookie: Option<String>,
    /// The origin of the page, which tokens are made out to.
    pub(crate) authorized_party: String,
    pub(crate) activity: Activity,
}

impl Visitor {
    pub(crate) fn cookies<'a>(&self, app: &'a App) -> CookieWriter<'a> {
        CookieWriter {
            instance: &app.instance,
            secure: self.via.is_secure(),
        }
    }

    /// Changes the memory, waits until the change is on disk, and has the application told of it.
    ///
    /// # Errors
    /// The refusal that `change` returned, or a failed write.
    pub(crate) async fn change<R>(
        &self,
        app: &App,
        change: impl FnOnce(&mut State) -> Result<R, ApiError>,
    ) -> Result<R, ApiError> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let cause = Cause {
            client_ip: text(&self.activity.ip_address),
            user_agent: text(&self.activity.user_agent),
        };
        app.change(&cause, change).await
    }

    /// [`Self::change`] of the browser; returns it as it is then.
    ///
    /// # Errors
    /// `authentication_invalid` without a valid cookie, the refusal that `change` returned, or a
    /// failed write.
    pub(crate) async fn act(
        &self,
        app: &App,
        now: UnixMillis,
        change: impl FnOnce(&mut State, &ClientId) -> Result<(), ApiError>,
    ) -> Result<ClientView, ApiError> {
        self.change(app, |state| {
            let client = self.known_client(state, now)?;
            change(state, &client)?;
            state.view(&client, now)
        })
        .await
    }

    /// [`Self::act`] of a browser that may be a new one.
    ///
    /// # Errors
    /// The refusal that `change` returned, or a failed write.
    pub(crate) async fn begin(
        &self,
        app: &App,
        now: UnixMillis,
        change: impl FnOnce(&mut State, &ClientId) -> Result<(), ApiError>,
    ) -> Result<ClientView, ApiError> {
        self.change(app, |state| {
            let client = self.client(state, now);
            change(state, &client)?;
            state.view(&client, now)
        })
        .await
    }

    /// The browser, or a new one.
    pub(crate) fn client(&self, state: &mut State, now: UnixMillis) -> ClientId {
        state.known_or_new_client(self.cookie.as_deref(), now)
    }

    /// The browser.
    ///
    /// # Errors
    /// `authentication_invalid` without a valid cookie.
    pub(crate) fn known_client(
        &self,
        state: &State,
        now: UnixMillis,
    ) -> Result<ClientId, ApiError> {
        state
            .known_client(self.cookie.as_deref(), now)
            .ok_or_else(ApiError::authentication_invalid)
    }

    /// The browser's active session `id`, or its newest.
    ///
    /// # Errors
    /// `authentication_invalid` when it is not, or no longer, signed in.
    pub(crate) fn session(
        &self,
        state: &State,
        id: Option<&SessionId>,
        now: UnixMillis,
    ) -> Result<Caller, ApiError> {
        let client = self.known_client(state, now)?;
        let session = state
            .active_sessions_of_client(&client, now)
            .filter(|session| id.is_none_or(|id| session.id == *id))
            .max_by_key(|session| session.created_at)
            .ok_or_else(ApiError::authentication_invalid)?;
        Ok(Caller {
            session: session.id.clone(),
            user: session.user_id.clone(),
            client: client.clone(),
        })
    }
}

/// A signed-in browser.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) client: ClientId,
    pub(crate) session: SessionId,
    pub(crate) user: UserId,
}

impl FromRequestParts<Shared> for Visitor {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, ApiError> {
        let headers = &parts.headers;
        let via = Via::of(app, headers)?;
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(peer)| peer.ip().to_string());
        let forwarded = header_text(headers, "x-forwarded-for")
            .and_then(|list| list.split(',').next())
            .map(|address| address.trim().to_owned());
        Ok(Self {
            cookie: client_cookie(headers),
            authorized_party: header_text(headers, header::ORIGIN)
                .unwrap_or(&via.origin)
                .to_owned(),
            activity: Activity {
                id: ActivityId::random(),
                ip_address: forwarded.or(peer),
                user_agent: header_text(headers, header::USER_AGENT).map(str::to_owned),
            },
            via,
        })
    }
}

fn client_cookie(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(|value| cookies::find(value, cookies::CLIENT))
        .map(str::to_owned)
}

/// A form body as clerk-js sends it; an empty one has all fields unset. Unknown fields are ignored,
/// because they come and go with the versions of clerk-js.
pub(crate) struct Form<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Shared> for Form<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &Shared) -> Result<Self, ApiError> {
        let body = Bytes::from_request(request, app)
            .await
            .map_err(|_| ApiError::malformed_body())?;
        serde_urlencoded::from_bytes(&body)
            .map(Self)
            .map_err(|_| ApiError::malformed_body())
    }
}
