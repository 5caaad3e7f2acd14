//! The pages at the stand-in's own address: consent, and a console of what is kept here.

mod consent;
mod html;
mod mail;
mod overview;
mod people;
mod sessions;
mod table;
mod webhooks;

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::{get, post};

use crate::app::Shared;
use crate::guard;

pub(crate) fn router() -> Router<Shared> {
    let levers = Router::new()
        .route("/people/{id}/ban", post(people::ban))
        .route("/people/{id}/unban", post(people::unban))
        .route("/sessions/{id}/revoke", post(sessions::revoke))
        .route("/webhooks/hold", post(webhooks::hold))
        .route("/webhooks/release", post(webhooks::release))
        .route("/webhooks/{id}/send", post(webhooks::send))
        .layer(axum::middleware::from_fn(guard::require_same_origin));
    Router::new()
        .merge(levers)
        .route("/people", get(people::list))
        .route("/people/{id}", get(people::show))
        .route("/sessions", get(sessions::list))
        .route("/webhooks", get(webhooks::list))
        .route("/webhooks/{id}", get(webhooks::show))
        .route("/", get(overview::show))
        .route("/mail", get(mail::show))
        .route("/mail.json", get(mail::list))
        .route(
            "/oauth/{provider}/authorize",
            get(consent::ask).post(consent::answer),
        )
        .route("/style.css", get(style))
}

async fn style() -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "text/css; charset=utf-8"),
        (CACHE_CONTROL, "public, max-age=300"),
    ];
    (headers, include_str!("style.css"))
}
