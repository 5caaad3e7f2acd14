//! Levers on the deliveries to the application's webhook endpoint.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::app::{App, Shared};
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::ids::MessageId;
use crate::state::{Attempt, EventKind, Message, MessageState, StoreError};
use crate::webhooks::Courier;

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/control/webhooks", get(list))
        .route("/control/webhooks/hold", post(hold))
        .route("/control/webhooks/release", post(release))
        .route("/control/webhooks/flush", post(flush))
        .route("/control/webhooks/{id}/send", post(send))
}

/// The queue.
#[derive(Serialize)]
struct Deliveries {
    url: String,
    is_held: bool,
    /// In the order of delivery.
    messages: Vec<Delivery>,
}

#[derive(Serialize)]
struct Delivery {
    id: MessageId,
    #[serde(rename = "type")]
    kind: EventKind,
    /// The id of the person or session.
    subject: String,
    state: MessageState,
    happened_at: UnixMillis,
    next_attempt_at: Option<UnixMillis>,
    attempts: Vec<Attempt>,
    payload: Value,
}

impl Delivery {
    fn of(message: &Message) -> Self {
        Self {
            id: message.id.clone(),
            kind: message.kind,
            subject: message.subject.clone(),
            state: message.state(),
            happened_at: message.happened_at,
            next_attempt_at: message.next_attempt_at,
            attempts: message.attempts.clone(),
            payload: serde_json::from_str(&message.body).unwrap_or_default(),
        }
    }
}

/// # Errors
/// `resource_not_found` without an endpoint.
fn courier(app: &App) -> Result<&Courier, ApiError> {
    app.courier.as_ref().ok_or_else(ApiError::not_found)
}

fn deliveries(app: &App) -> Result<Json<Deliveries>, ApiError> {
    let courier = courier(app)?;
    let messages = app.store.read(|state| {
        let messages = state.outbox.iter();
        messages.map(Delivery::of).collect()
    });
    Ok(Json(Deliveries {
        url: courier.url.clone(),
        is_held: courier.is_held(),
        messages,
    }))
}

async fn list(State(app): State<Shared>) -> Result<Json<Deliveries>, ApiError> {
    deliveries(&app)
}

/// Stops deliveries; messages are queued up until they are released.
async fn hold(State(app): State<Shared>) -> Result<StatusCode, ApiError> {
    courier(&app)?.hold().await;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Release {
    /// Ids in the order in which they are to go out; the others stay where they are.
    order: Vec<MessageId>,
    /// The last first.
    reversed: bool,
    /// How many times the whole queue is delivered.
    rounds: u32,
}

impl Default for Release {
    fn default() -> Self {
        Self {
            order: Vec::new(),
            reversed: false,
            rounds: 1,
        }
    }
}

/// Delivers what was held, in the order wanted, then goes on as usual. Answers when all have been
/// attempted.
async fn release(
    State(app): State<Shared>,
    Json(wanted): Json<Release>,
) -> Result<Json<Deliveries>, ApiError> {
    let courier = courier(&app)?;
    app.store
        .change(|state| {
            let mut order = wanted.order;
            if wanted.reversed {
                order = state.outbox.pending();
                order.reverse();
            }
            state.outbox.reorder(&order);
            Ok::<_, StoreError>(())
        })
        .await?;
    courier.flush(&app, wanted.rounds).await?;
    courier.release();
    deliveries(&app)
}

/// Attempts all that is to be delivered now, once, whether it is due or not.
async fn flush(State(app): State<Shared>) -> Result<Json<Deliveries>, ApiError> {
    courier(&app)?.flush(&app, 1).await?;
    deliveries(&app)
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Send {
    /// At the same time.
    copies: usize,
    /// How old the signatures claim to be.
    signed_ago_seconds: i64,
}

impl Default for Send {
    fn default() -> Self {
        Self {
            copies: 1,
            signed_ago_seconds: 0,
        }
    }
}

/// Sends a message, again or for the first time, held or not. Answers with these attempts.
async fn send(
    State(app): State<Shared>,
    Path(id): Path<String>,
    Json(wanted): Json<Send>,
) -> Result<Json<Vec<Attempt>>, ApiError> {
    let courier = courier(&app)?;
    let id = MessageId::from(id);
    let message = app.store.read(|state| state.outbox.get(&id).cloned());
    let message = message.ok_or_else(ApiError::not_found)?;
    let attempts = courier
        .send_again(&app, &message, wanted.copies, wanted.signed_ago_seconds)
        .await?;
    Ok(Json(attempts))
}
