use axum::{extract::State, http::header, response::IntoResponse};
use metrics::{counter, gauge};
use utoipa_axum::routes;

use crate::{api::Route, service, state::AppState};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::operator(routes!(metrics))]
}

/// Prometheus's text format, version 0.0.4.
const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// What is counted, for Prometheus. Besides administrators, whoever presents `APP_METRICS_TOKEN` as
/// a bearer token.
#[utoipa::path(get, path = "/metrics", tag = "about", responses(
    (status = 200, body = String, content_type = "text/plain"),
))]
async fn metrics(State(state): State<AppState>) -> impl IntoResponse {
    counter!("audit_events_lost_total").absolute(state.audit.lost());
    match service::measures::figures(&state.db).await {
        Ok(figures) => {
            gauge!("auth_error_ratio").set(figures.error_ratio);
            gauge!("sign_up_conversion_ratio").set(figures.conversion_ratio);
            gauge!("session_duration_seconds_mean").set(figures.session_seconds);
            gauge!("logins_last_day").set(figures.logins);
        }
        // What the process itself counts is worth having while the database is down.
        Err(error) => tracing::warn!(%error, "the figures could not be computed"),
    }
    (
        [(header::CONTENT_TYPE, TEXT)],
        state.metrics.render(&state.clerk),
    )
}
