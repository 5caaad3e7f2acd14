//! What the application was told, and whether it listened.

use axum::extract::{Path, State};
use serde_json::Value;

use super::html::{Page, Place, Text, ago};
use super::table::{button, message_badge, table};
use crate::app::Shared;
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::ids::MessageId;
use crate::redirect::{SeeOther, see_other};
use crate::state::{Attempt, Message};
use crate::webhooks::Courier;

const SHOWN: usize = 100;

/// The deliveries, the newest first.
pub(super) async fn list(State(app): State<Shared>) -> Page {
    let body = match &app.courier {
        None => r#"<h1>Webhooks</h1><p class="muted">No endpoint is configured, so nobody is told anything.</p>"#.to_owned(),
        Some(courier) => {
            let now = app.clock.wall();
            let rows: String = app.store.read(|state| {
                let newest = state.outbox.iter().rev().take(SHOWN);
                newest.map(|message| row(message, now)).collect()
            });
            let heads = ["Event", "About", "State", "Attempts", "When", ""];
            let empty = "Nothing has happened yet. Sign in, or change a name.";
            format!("<h1>Webhooks</h1>{}{}", status(courier), table("Deliveries", &heads, &rows, empty))
        }
    };
    Page::console(Place::Webhooks, "Webhooks", body)
}

fn status(courier: &Courier) -> String {
    let (state, lever) = if courier.is_held() {
        (
            "Deliveries are held.",
            button("/webhooks/release", "Release", "deliveries"),
        )
    } else {
        (
            "Deliveries go out at once.",
            button("/webhooks/hold", "Hold", "deliveries"),
        )
    };
    format!(
        r#"<p class="muted">To <code>{}</code>. {state} <a href="/webhooks">Renew this page</a></p>{lever}"#,
        Text(&courier.url)
    )
}

fn row(message: &Message, now: UnixMillis) -> String {
    format!(
        r#"<tr><td><a href="/webhooks/{id}">{kind}</a></td><td class="muted">{}</td><td>{}</td><td>{}</td><td class="muted">{}</td><td>{}</td></tr>"#,
        Text(&message.subject),
        message_badge(message.state()),
        last_answer(message),
        ago(now - message.happened_at),
        send_again(message),
        id = message.id,
        kind = message.kind.as_str(),
    )
}

fn send_again(message: &Message) -> String {
    let action = format!("/webhooks/{}/send", message.id);
    button(&action, "Send again", message.kind.as_str())
}

fn last_answer(message: &Message) -> String {
    match message.attempts.last() {
        None => "none yet".to_owned(),
        Some(last) => format!("{}, last {}", message.attempts.len(), answer(last)),
    }
}

fn answer(attempt: &Attempt) -> String {
    match (attempt.status, &attempt.error) {
        (Some(status), _) => status.to_string(),
        (None, error) => Text(error.as_deref().unwrap_or_default()).to_string(),
    }
}

/// One delivery: its attempts and what was said.
pub(super) async fn show(
    State(app): State<Shared>,
    Path(id): Path<String>,
) -> Result<Page, ApiError> {
    let id = MessageId::from(id);
    let message = app.store.read(|state| state.outbox.get(&id).cloned());
    let message = message.ok_or_else(ApiError::not_found)?;
    let now = app.clock.wall();
    let rows: String = message
        .attempts
        .iter()
        .rev()
        .map(|attempt| {
            format!(
                r#"<tr><td>{}</td><td>{} ms</td><td class="muted">{}</td></tr>"#,
                answer(attempt),
                attempt.millis,
                ago(now - attempt.at)
            )
        })
        .collect();
    let next = message.next_attempt_at.map_or_else(String::new, |at| {
        format!(
            r#"<p class="muted">The next attempt comes in {} s.</p>"#,
            (at - now).max(0) / 1000
        )
    });
    let payload: Value = serde_json::from_str(&message.body).unwrap_or_default();
    let body = format!(
        r#"<h1>{kind}</h1><p class="muted">{id} about {subject} {badge}</p>{next}{button}<h2>Attempts</h2>{attempts}<h2>Payload</h2><pre class="scroll" role="region" aria-label="Payload" tabindex="0">{payload}</pre>"#,
        kind = message.kind.as_str(),
        subject = Text(&message.subject),
        badge = message_badge(message.state()),
        button = send_again(&message),
        attempts = table("Attempts", &["Answer", "Took", "When"], &rows, "None yet."),
        payload = Text(format!("{payload:#}")),
    );
    Ok(Page::console(Place::Webhooks, message.kind.as_str(), body))
}

/// Sends a message now, whatever became of it before.
pub(super) async fn send(
    State(app): State<Shared>,
    Path(id): Path<String>,
) -> Result<SeeOther, ApiError> {
    let courier = app.courier.as_ref().ok_or_else(ApiError::not_found)?;
    let id = MessageId::from(id);
    let message = app.store.read(|state| state.outbox.get(&id).cloned());
    let message = message.ok_or_else(ApiError::not_found)?;
    courier.send_again(&app, &message, 1, 0).await?;
    see_other(&format!("/webhooks/{id}"))
}

/// Lets messages queue up.
pub(super) async fn hold(State(app): State<Shared>) -> Result<SeeOther, ApiError> {
    let courier = app.courier.as_ref().ok_or_else(ApiError::not_found)?;
    courier.hold().await;
    see_other("/webhooks")
}

/// Lets them go.
pub(super) async fn release(State(app): State<Shared>) -> Result<SeeOther, ApiError> {
    let courier = app.courier.as_ref().ok_or_else(ApiError::not_found)?;
    courier.release();
    see_other("/webhooks")
}
