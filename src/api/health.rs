use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use crate::{api::Route, auth, domain::health::Health, service, state::AppState};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::public(routes!(health)),
        Route::public(routes!(live)),
        Route::public(routes!(ready)),
    ]
}

/// Whether the server can do its work.
#[utoipa::path(get, path = "/health", tag = "about", responses(
    (status = 200, body = Health),
    (status = 503, body = Health, description = "The database is down."),
))]
async fn health(State(state): State<AppState>) -> (StatusCode, Json<Health>) {
    let trust = auth::trust(&state.clerk, state.site.has_webhook_secret);
    let health = service::health::look(&state.db, trust).await;
    let status = if health.has_database() {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(health))
}

/// Whether the process is there, for who would start it anew. Asks nobody.
#[utoipa::path(get, path = "/health/live", tag = "about", responses((status = 200, body = Live)))]
async fn live() -> Json<Live> {
    Json(Live { status: "live" })
}

/// That the process is there.
#[derive(Serialize, ToSchema)]
struct Live {
    status: &'static str,
}

/// Whether visitors may be sent here, for who shares them out.
#[derive(Serialize, ToSchema)]
struct Ready {
    /// `ready`, `draining` (about to stop), `no_database` or `unfit_role` (row-level security does not
    /// bind the role that the server has logged in as).
    status: &'static str,
}

/// Whether visitors may be sent here.
#[utoipa::path(get, path = "/health/ready", tag = "about", responses(
    (status = 200, body = Ready),
    (status = 503, body = Ready, description = "About to stop, without a database, or logged in as a role that may not serve."),
))]
async fn ready(State(state): State<AppState>) -> (StatusCode, Json<Ready>) {
    let status = if state.draining.has_begun() {
        "draining"
    } else {
        match state.db.login_role().await {
            // In development such a role is warned of, and serves.
            Ok(role) if role.unfit().is_some() && !state.site.is_development => "unfit_role",
            Ok(_) => "ready",
            Err(_) => "no_database",
        }
    };
    let code = if status == "ready" {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (code, Json(Ready { status }))
}
