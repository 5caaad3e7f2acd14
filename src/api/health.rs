use axum::{Json, extract::State, http::StatusCode};
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
    clerk_keys: &'static str,
    webhook_secret: &'static str,
}

/// Whether the server can do its work.
#[utoipa::path(get, path = "/health", tag = "about", responses(
    (status = 200, body = Health),
    (status = 503, body = Health, description = "The database is down."),
))]
async fn health(State(state): State<AppState>) -> (StatusCode, Json<Health>) {
    let database = is_up(&state.db).await;
    let fit = matches!(state.db.login_role().await, Ok(role) if role.unfit().is_none());
    let whole = database && fit && state.site.has_webhook_secret;
    let health = Health {
        status: if whole { "healthy" } else { "degraded" },
        version: env!("CARGO_PKG_VERSION"),
        database: if database { "ok" } else { "missing" },
        rls_role: if fit { "ok" } else { "unfit" },
        clerk_keys: "ok",
        webhook_secret: if state.site.has_webhook_secret {
            "ok"
        } else {
            "missing"
        },
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
