//! The pages at the stand-in's own address: consent, mailbox, overview.

mod consent;
mod html;
mod mail;
mod overview;

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::get;

use crate::app::Shared;

pub(crate) fn router() -> Router<Shared> {
    Router::new()
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
