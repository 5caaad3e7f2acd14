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

use crate::config::{ProxySettings, Settings};

pub fn router(settings: &Settings) -> Router {
    match settings.build() {
        Ok(clerk) => application(clerk),
        Err(error) => misconfigured(settings, &error),
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
fn misconfigured(settings: &Settings, error: &ConfigError) -> Router {
    let prefix = settings
        .frontend_api_proxy
        .as_ref()
        .and_then(ProxySettings::path)
        .map(str::to_owned);
    let message = error.to_string();
    Router::new().fallback(move |request: Request| {
        let message = message.clone();
        let rest = prefix
            .as_deref()
            .and_then(|prefix| request.uri().path().strip_prefix(prefix));
        let is_proxied = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        async move {
            if is_proxied {
                ProxyError::Configuration(message).into_response()
            } else {
                (StatusCode::INTERNAL_SERVER_ERROR, message).into_response()
            }
        }
    })
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
        Auth::SignedOut(nobody) => json!({"session_status": nobody.session_status}),
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

async fn everything_else(guard: Guard, request: Request) -> Result<&'static str, Refusal> {
    let is_private = request.uri().path().starts_with("/organizations");
    if is_private && guard.auth().user_id().is_none() {
        return Err(guard.redirect_to_sign_in());
    }
    Ok("hello")
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
