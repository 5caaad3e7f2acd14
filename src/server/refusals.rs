//! Every refusal leaves a line in the log and, unless one place is refused all the time, a row in
//! the audit log: why, where, and from which place, never the token, the address or the name.

use std::{borrow::Cow, net::IpAddr, sync::Arc};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::Response,
};
use clerk::Auth;
use metrics::counter;
use tower_http::request_id::RequestId;

use super::paths;
use crate::{
    auth::credential,
    domain::audit::{AuditEvent, AuditKind},
    error::ErrorCode,
    state::{Addresses, AppState, Minute},
};

/// How many rows one place may leave in a minute, by reason.
const ROWS_OF_ONE_PLACE: u32 = 10;
/// How many rows all places together may leave in a minute.
const ROWS_OF_ALL: u32 = 300;
/// Where Clerk's messages arrive.
const WEBHOOKS: &str = "/api/webhooks/";
/// The page that tells of a refusal, which was kept where it happened.
const TOLD: &str = "/unauthorized";

/// What the layer shares between requests.
#[derive(Clone)]
pub struct Refusals {
    state: AppState,
    rows: Minute,
}

impl Refusals {
    pub fn new(state: AppState) -> Self {
        let rows = Minute::default();
        Self { state, rows }
    }

    /// Whether another row may be left for this reason from this place.
    fn admits(&self, reason: &str, ip_hash: Option<&str>) -> bool {
        let place = format!("{} {reason}", ip_hash.unwrap_or_default());
        self.rows.count(place) <= ROWS_OF_ONE_PLACE && self.rows.count(String::new()) <= ROWS_OF_ALL
    }
}

/// What is known of a request before it is answered. Cheap to take: most requests are not refused.
struct Asked {
    method: Method,
    uri: Uri,
    route: Option<MatchedPath>,
    auth: Option<Arc<Auth>>,
    authorization: Option<HeaderValue>,
    cookie: Option<HeaderValue>,
    client: Option<IpAddr>,
    request_id: Option<HeaderValue>,
}

impl Asked {
    fn by(request: &Request, addresses: &Addresses) -> Self {
        let extensions = request.extensions();
        Self {
            method: request.method().clone(),
            uri: request.uri().clone(),
            route: extensions.get::<MatchedPath>().cloned(),
            auth: extensions.get::<Arc<Auth>>().cloned(),
            authorization: request.headers().get(header::AUTHORIZATION).cloned(),
            cookie: request.headers().get(header::COOKIE).cloned(),
            client: addresses.of(request),
            request_id: extensions
                .get::<RequestId>()
                .map(|id| id.header_value().clone()),
        }
    }

    /// What the answer means, if it is one that is kept.
    fn kind(&self, status: StatusCode) -> Option<AuditKind> {
        match status {
            StatusCode::FORBIDDEN if self.uri.path() == TOLD => None,
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Some(AuditKind::AuthFailed),
            StatusCode::BAD_REQUEST if self.uri.path().starts_with(WEBHOOKS) => {
                Some(AuditKind::WebhookRejected)
            }
            _ => None,
        }
    }

    /// The route where there is one: a path may hold what is nobody's business.
    fn place(&self) -> Cow<'_, str> {
        match &self.route {
            Some(route) if !route.as_str().contains("{*") => Cow::Borrowed(route.as_str()),
            _ => paths::shown(self.uri.path()),
        }
    }
}

/// Stands inside Clerk's layer, so that it knows what that has decided, and around the doors.
pub async fn record(State(refusals): State<Refusals>, request: Request, next: Next) -> Response {
    let asked = Asked::by(&request, &refusals.state.addresses);
    let response = next.run(request).await;
    if let Some(kind) = asked.kind(response.status()) {
        let code = response.extensions().get::<ErrorCode>();
        let code = code.map_or("unknown", |code| code.0);
        refusals.keep(kind, code, &asked, response.status());
    }
    response
}

impl Refusals {
    fn keep(&self, kind: AuditKind, code: &'static str, asked: &Asked, status: StatusCode) {
        let auth = asked.auth.as_deref();
        let reason = auth
            .and_then(|auth| auth.signed_out())
            .filter(|_| status == StatusCode::UNAUTHORIZED)
            .map(|signed_out| signed_out.reason.to_string());
        let session = auth.and_then(|auth| auth.signed_in());
        let clerk_id = session.map(|session| session.user_id.clone());
        let impersonator = session
            .and_then(|session| session.actor.as_ref())
            .map(|actor| actor.sub.clone());
        let kid = credential::key_id(asked.authorization.as_ref(), asked.cookie.as_ref());
        let ip_hash = asked.client.map(|client| self.state.addresses.hash(client));
        let path = asked.place();
        let request_id = asked.request_id.as_ref().and_then(|id| id.to_str().ok());
        counter!("auth_refusals_total", "code" => code).increment(1);
        let is_kept = self.admits(code, ip_hash.as_deref());
        tracing::warn!(
            kind = kind.name(), code, reason, clerk_id, kid, ip_hash, is_kept,
            path = %path, method = %asked.method, status = status.as_u16(),
            "refused"
        );
        if is_kept {
            let event = AuditEvent::new(kind)
                .with("code", code)
                .with("reason", reason)
                .with("clerk_id", clerk_id)
                .with("impersonator", impersonator)
                .with("kid", kid)
                .with("path", path)
                .with("method", asked.method.as_str())
                .with("request_id", request_id)
                .from_ip_hash(ip_hash);
            self.state.audit.push(event);
        }
    }
}
