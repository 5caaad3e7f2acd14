//! Counts answers and decisions.

use std::sync::Arc;

use axum::{extract::Request, http::StatusCode, middleware::Next, response::Response};
use clerk::{Auth, Reason};
use metrics::counter;

/// Counts what Clerk's layer has decided. Stands inside it.
pub async fn decisions(request: Request, next: Next) -> Response {
    let result = request
        .extensions()
        .get::<Arc<Auth>>()
        .map_or("unknown", |auth| decision(auth));
    counter!("auth_decisions_total", "result" => result).increment(1);
    next.run(request).await
}

fn decision(auth: &Auth) -> &'static str {
    match auth {
        Auth::SignedIn(_) => "signed_in",
        Auth::Machine(_) => "machine",
        Auth::SignedOut(signed_out) => match &signed_out.reason {
            Reason::Token(reason) => reason.as_str(),
            Reason::SessionTokenAndUatMissing => "no_credential",
            Reason::SessionTokenExpired(_) => "token-expired",
            Reason::SessionTokenNbf => "token-not-active-yet",
            Reason::SessionTokenIatInTheFuture => "token-iat-in-the-future",
            Reason::SessionPending => "session-pending",
            Reason::SessionEnded => "session-ended",
            _ => "signed_out",
        },
    }
}

/// Counts answers. Stands around everything.
pub async fn responses(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let class = class(response.status());
    counter!("http_responses_total", "class" => class).increment(1);
    response
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        0..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    }
}
