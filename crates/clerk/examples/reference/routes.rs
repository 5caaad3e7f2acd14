//! The application's routes.

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, post};
use axum::{Json, Router};
use clerk::{
    AcceptsToken, Auth, Clerk, ClerkLayer, ConfigError, Guard, Passed, Protect, ProxyError,
    Refusal, Requirement, Reverification, TokenType,
};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use crate::config::Settings;

/// What is configured wrongly for webhooks or the proxy is an error of those routes only, and a key
/// that is none verifies no token.
pub fn router(settings: &Settings) -> Router {
    let proxy_path = settings.proxy_path();
    match settings.build() {
        Ok(clerk) => application(clerk),
        Err(ConfigError::InvalidWebhookSecret) => router(&settings.without_webhooks()),
        Err(ConfigError::InvalidJwtKey) => router(&settings.with_key_of_nobody()),
        Err(error) => {
            let message = error.to_string();
            let others = match error {
                ConfigError::InvalidUrl(_) if proxy_path.is_some() => {
                    router(&settings.without_proxy())
                }
                _ => misconfigured(message.clone()),
            };
            match proxy_path {
                Some(path) => with_broken_proxy(others, path, message),
                None => others,
            }
        }
    }
}

fn application(clerk: Clerk) -> Router {
    Router::new()
        .route("/me", any(me))
        .route("/protected", any(protected))
        .route("/protected/admin", any(admin))
        .route("/protected/permission", any(permission))
        .route("/protected/role-and-permission", any(role_and_permission))
        .route("/protected/reverify", any(reverify))
        .route("/protected/custom-urls", any(custom_urls))
        .route("/protected/api-key", any(api_key))
        .route(
            "/webhooks/clerk",
            post(webhook)
                .fallback(everything_else)
                .with_state(clerk.clone()),
        )
        .fallback(everything_else)
        .layer(ClerkLayer::new(clerk))
}

/// A configuration that cannot work is an error of every request, as in Clerk's own adapters.
fn misconfigured(message: String) -> Router {
    Router::new().fallback(move || async move { (StatusCode::INTERNAL_SERVER_ERROR, message) })
}

fn with_broken_proxy(others: Router, path: &str, message: String) -> Router {
    let answer = any(move || async move { ProxyError::Configuration(message) });
    Router::new()
        .route(path, answer.clone())
        .route(&format!("{path}/"), answer.clone())
        .route(&format!("{path}/{{*rest}}"), answer)
        .fallback_service(others)
}

async fn me(auth: Auth) -> Json<Value> {
    let mut me = json!({
        "is_authenticated": false, "token_type": "session_token", "user_id": null,
        "session_id": null, "session_status": null, "actor_sub": null, "org_id": null,
        "org_slug": null, "org_role": null, "org_permissions": null,
        "factor_verification_age": null,
    });
    let known = match &auth {
        Auth::SignedIn(user) => json!({
            "is_authenticated": true,
            "user_id": user.user_id,
            "session_id": user.session_id,
            "session_status": user.session_status,
            "actor_sub": user.actor.as_ref().map(|actor| &actor.sub),
            "org_id": user.org_id(),
            "org_slug": user.org_slug(),
            "org_role": user.org_role(),
            "org_permissions": user.org_permissions(),
            "factor_verification_age": user.factor_verification_age.map(|age| [age.first, age.second]),
        }),
        Auth::Machine(machine) => json!({
            "is_authenticated": true,
            "token_type": machine.token_type,
            "user_id": machine.user_id(),
            "org_id": machine.org_id(),
        }),
        Auth::SignedOut(nobody) => json!({
            "token_type": nobody.token_type, "session_status": nobody.session_status,
        }),
    };
    if let (Value::Object(me), Value::Object(known)) = (&mut me, known) {
        me.extend(known);
    }
    Json(me)
}

fn passed(result: Result<Passed, Refusal>) -> Result<&'static str, Refusal> {
    result.map(|_| "welcome")
}

async fn protected(guard: Guard) -> Result<&'static str, Refusal> {
    passed(guard.protect(Protect::new()))
}

async fn admin(guard: Guard) -> Result<&'static str, Refusal> {
    passed(guard.protect(Requirement::role("org:admin")))
}

async fn permission(guard: Guard) -> Result<&'static str, Refusal> {
    passed(guard.protect(Requirement::permission("org:posts:manage")))
}

async fn role_and_permission(guard: Guard) -> Result<&'static str, Refusal> {
    passed(guard.protect(Requirement::role("org:admin").and_permission("org:posts:manage")))
}

async fn reverify(guard: Guard) -> Result<&'static str, Refusal> {
    passed(guard.protect(Requirement::reverification(Reverification::Strict)))
}

async fn custom_urls(guard: Guard) -> Result<&'static str, Refusal> {
    passed(
        guard.protect(
            Protect::new()
                .requirement(Requirement::role("org:admin"))
                .unauthenticated_url("https://www.example.org/welcome")
                .unauthorized_url("https://www.example.org/denied"),
        ),
    )
}

async fn api_key(guard: Guard) -> Result<&'static str, Refusal> {
    passed(guard.protect(Protect::new().token(AcceptsToken::Only(TokenType::ApiKey))))
}

async fn everything_else(guard: Guard, request: Request) -> Response {
    let Some(path) = decoded(request.uri().path()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let is_private = path.to_lowercase().starts_with("/organizations");
    if is_private && guard.auth().user_id().is_none() {
        return guard.redirect_to_sign_in().into_response();
    }
    "hello".into_response()
}

/// A path as Clerk's route matchers see it, if its escapes make sense: decoded, but for escaped
/// slashes, and without empty segments.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let byte = match byte {
            b'%' => {
                let high = char::from(rest.next()?).to_digit(16)?;
                let low = char::from(rest.next()?).to_digit(16)?;
                match u8::try_from(high * 16 + low).ok()? {
                    b'/' => {
                        bytes.extend(b"%2F");
                        continue;
                    }
                    decoded => decoded,
                }
            }
            other => other,
        };
        if byte != b'/' || bytes.last() != Some(&b'/') {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

async fn webhook(State(clerk): State<Clerk>, headers: HeaderMap, body: Bytes) -> Response {
    match clerk.webhooks().verify(&headers, &body) {
        Ok(event) => Json(json!({
            "success": true, "type": event.event_type, "data": event.data,
        }))
        .into_response(),
        Err(error) => (
            StatusCode::BAD_REQUEST,
            Json(json!({"success": false, "error": error.to_string()})),
        )
            .into_response(),
    }
}
