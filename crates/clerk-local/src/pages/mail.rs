//! The mailbox.

use axum::Json;
use axum::extract::State;

use super::html::{Page, Text, ago};
use crate::app::{App, Shared};
use crate::clock::UnixMillis;
use crate::state::Mail;

const REFRESH_SECONDS: u32 = 4;

/// All mails as JSON, the newest first.
pub(super) async fn list(State(app): State<Shared>) -> Json<Vec<Mail>> {
    Json(newest(&app, usize::MAX))
}

/// All mails as a page that keeps itself current.
pub(super) async fn show(State(app): State<Shared>) -> Page {
    let body = format!(
        r#"<nav><a href="/">Overview</a></nav><h1>Mailbox</h1><p class="muted">Codes that Clerk would have mailed. This page renews itself. <a href="/mail.json">As JSON</a></p>{}"#,
        table(&newest(&app, usize::MAX), app.clock.now())
    );
    Page {
        is_wide: true,
        refresh_seconds: Some(REFRESH_SECONDS),
        ..Page::new("Mailbox", body)
    }
}

/// At most `count` mails, the newest first.
pub(super) fn newest(app: &App, count: usize) -> Vec<Mail> {
    app.store
        .read(|state| state.mails.iter().rev().take(count).cloned().collect())
}

/// Mails as a table.
pub(super) fn table(mails: &[Mail], now: UnixMillis) -> String {
    if mails.is_empty() {
        return r#"<div class="scroll"><p class="empty">No mail yet. A code appears here when somebody signs up, signs in by code or forgets a password.</p></div>"#.to_owned();
    }
    let rows: String = mails
        .iter()
        .map(|mail| {
            format!(
                r#"<tr><td class="code"><code>{}</code></td><td>{}</td><td>{}</td><td class="muted">{}</td></tr>"#,
                Text(&mail.code),
                Text(&mail.to),
                mail.purpose.subject(),
                ago(now - mail.sent_at)
            )
        })
        .collect();
    format!(
        r#"<div class="scroll"><table><thead><tr><th>Code</th><th>To</th><th>Subject</th><th>Sent</th></tr></thead><tbody>{rows}</tbody></table></div>"#
    )
}
