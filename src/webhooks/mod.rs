//! The door for Clerk's messages. Nobody is signed in here: a message counts because it is signed,
//! and nothing of it is read before that is certain.

mod measures;

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, HeaderName, StatusCode},
};
use clerk::WebhookError;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::webhook::Message,
    error::{Error, MessageFault},
    service::webhooks::Outcome,
    state::AppState,
};

/// What has become of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = WebhookReceipt)]
pub struct Receipt {
    /// That it was taken.
    status: Status,
}

/// What has become of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = WebhookStatus)]
enum Status {
    /// It was carried out.
    Ok,
    /// We have no use for messages of its type.
    Ignored,
    /// It came before, and is not carried out again.
    AlreadyProcessed,
}

/// The names of one and the same header: Clerk's, and the ones that the standard has for it.
const NAMES: [(HeaderName, HeaderName); 3] = [
    (
        HeaderName::from_static("svix-id"),
        HeaderName::from_static("webhook-id"),
    ),
    (
        HeaderName::from_static("svix-timestamp"),
        HeaderName::from_static("webhook-timestamp"),
    ),
    (
        HeaderName::from_static("svix-signature"),
        HeaderName::from_static("webhook-signature"),
    ),
];

/// Takes a message of Clerk's.
#[utoipa::path(
    post, path = "/api/webhooks/clerk", tag = "clerk",
    params(
        ("svix-id" = String, Header, description = "The message's id, the same for every repetition."),
        ("svix-timestamp" = i64, Header, description = "When it was sent, in Unix seconds; within five minutes of now."),
        ("svix-signature" = String, Header, description = "Its signatures, separated by spaces."),
    ),
    request_body(content = Object, content_type = "application/json", description = "An event of Clerk's."),
    responses(
        (status = 200, body = Receipt),
        (status = 400, body = crate::error::Envelope, description = "Not signed by Clerk lately, or no event."),
        (status = 500, body = crate::error::Envelope, description = "Our own failure: nothing was changed, send it again."),
        (status = 503, body = crate::error::Envelope, description = "No signing secret is configured."),
    ),
)]
pub async fn clerk(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Receipt>, Error> {
    let arrival = measures::Arrival::now();
    let message = body
        .map_err(|rejection| unread(&rejection))
        .and_then(|body| verified(&state, &under_clerks_names(headers), &body))
        .inspect_err(|_| measures::refused())?;
    let message = Arc::new(message);
    let outcome = state.webhooks.receive(Arc::clone(&message)).await;
    arrival.became(&message, outcome.as_ref().ok());
    let status = match outcome? {
        Outcome::Done => Status::Ok,
        Outcome::Ignored => Status::Ignored,
        Outcome::AlreadyProcessed => Status::AlreadyProcessed,
    };
    tracing::debug!(
        message.id,
        message.kind,
        ?status,
        "took a message of Clerk's"
    );
    Ok(Json(Receipt { status }))
}

/// The message, once it is certain that Clerk has sent it.
fn verified(state: &AppState, headers: &HeaderMap, body: &[u8]) -> Result<Message, Error> {
    let event = state
        .clerk
        .webhooks()
        .verify(headers, body)
        .map_err(|error| {
            tracing::warn!(%error, "a message was refused");
            Error::Message(match error {
                WebhookError::MissingSecret => MessageFault::NotConfigured,
                WebhookError::InvalidBody(_) => MessageFault::Payload,
                // What is no text was signed by nobody: signatures are over text.
                _ if std::str::from_utf8(body).is_err() => MessageFault::Payload,
                _ => MessageFault::Signature,
            })
        })?;
    let unusable = Error::Message(MessageFault::Payload);
    let text = std::str::from_utf8(body).map_err(|_| unusable.clone())?;
    Message::read(
        &event.id,
        event.event_type.as_str(),
        &event.data,
        event.timestamp,
        text,
    )
    .map_err(|error| {
        tracing::warn!(%error, message.id = event.id, "a message cannot be used");
        unusable
    })
}

/// Tools that sign as the standard says name the headers as it does; Clerk names them after Svix.
fn under_clerks_names(mut headers: HeaderMap) -> HeaderMap {
    for (clerks, standards) in NAMES {
        if let Some(value) = headers.get(&standards).cloned() {
            headers.entry(clerks).or_insert(value);
        }
    }
    headers
}

fn unread(rejection: &BytesRejection) -> Error {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Error::TooLarge
    } else {
        Error::Message(MessageFault::Payload)
    }
}
