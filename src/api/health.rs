use axum::{Json, extract::State, http::StatusCode};
use clerk::KeyAge;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use crate::{api::Route, db::Db, state::AppState};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::public(routes!(health))]
}

/// Whether the server can do its work, part by part. Holds no secret.
#[derive(Serialize, ToSchema)]
struct Health {
    status: &'static str,
    version: &'static str,
    database: &'static str,
    rls_role: &'static str,
    /// Clerk's signing keys: `configured`, `warm`, `stale` (overdue, and new ones cannot be had) or
    /// `missing`.
    clerk_keys: &'static str,
    /// Whether Clerk's keys could be fetched lately: `ok` or `unreachable`.
    jwks: &'static str,
    webhook_secret: &'static str,
    /// Settings without which something does not work.
    missing: Vec<&'static str>,
}

/// Whether the server can do its work.
#[utoipa::path(get, path = "/health", tag = "about", responses(
    (status = 200, body = Health),
    (status = 503, body = Health, description = "The database is down."),
))]
async fn health(State(state): State<AppState>) -> (StatusCode, Json<Health>) {
    let database = is_up(&state.db).await;
    let fit = matches!(state.db.login_role().await, Ok(role) if role.unfit().is_none());
    let keys = state.clerk.key_status();
    let clerk_keys = match keys.age {
        KeyAge::Configured => "configured",
        KeyAge::Warm => "warm",
        KeyAge::Stale => "stale",
        _ => "missing",
    };
    let has_keys = matches!(keys.age, KeyAge::Configured | KeyAge::Warm);
    let missing = missing_settings(&state);
    let whole = database && fit && has_keys && missing.is_empty();
    let health = Health {
        status: if whole { "healthy" } else { "degraded" },
        version: env!("CARGO_PKG_VERSION"),
        database: if database { "ok" } else { "missing" },
        rls_role: if fit { "ok" } else { "unfit" },
        clerk_keys,
        jwks: if keys.last_fetch_failed {
            "unreachable"
        } else {
            "ok"
        },
        webhook_secret: if state.site.has_webhook_secret {
            "ok"
        } else {
            "missing"
        },
        missing,
    };
    let status = if database {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(health))
}

async fn is_up(db: &Db) -> bool {
    match db.as_anon().await {
        Ok(mut tx) => tx.ping().await.is_ok(),
        Err(_) => false,
    }
}

/// What was left out that the server can start without.
fn missing_settings(state: &AppState) -> Vec<&'static str> {
    let has_webhook_secret = state.site.has_webhook_secret;
    [("CLERK_WEBHOOK_SIGNING_SECRET", has_webhook_secret)]
        .into_iter()
        .filter(|(_, is_set)| !is_set)
        .map(|(name, _)| name)
        .collect()
}
