//! The mailbox.

use axum::Json;
use axum::extract::State;

use super::html::{Page, Place, Text, ago};
use super::table;
use crate::app::{App, Shared};
use crate::clock::UnixMillis;
use crate::state::Mail;

/// All mails as JSON, the newest first.
pub(super) async fn list(State(app): State<Shared>) -> Json<Vec<Mail>> {
    Json(newest(&app, usize::MAX))
}

/// All mails as a page.
pub(super) async fn show(State(app): State<Shared>) -> Page {
    let body = format!(
        r#"<h1>Mailbox</h1><p class="muted">Codes that Clerk would have mailed. <a href="/mail">Renew this page</a> <a href="/mail.json">As JSON</a></p>{}"#,
        table(&newest(&app, usize::MAX), app.clock.now())
    );
    Page::console(Place::Mail, "Mailbox", body)
}

/// At most `count` mails, the newest first.
pub(super) fn newest(app: &App, count: usize) -> Vec<Mail> {
    app.store
        .read(|state| state.mails.iter().rev().take(count).cloned().collect())
}

/// Mails as a table.
pub(super) fn table(mails: &[Mail], now: UnixMillis) -> String {
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
    let empty = "No mail yet. A code appears here when somebody signs up, signs in by code or forgets a password.";
    table::table("Mail", &["Code", "To", "Subject", "Sent"], &rows, empty)
}
