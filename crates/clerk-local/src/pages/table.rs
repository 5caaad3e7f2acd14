//! Tables, and the small things in them.

use std::fmt::Display;

use super::html::Text;
use crate::state::{MessageState, SessionStatus};

/// A table that a narrow window scrolls sideways, or `empty` when there are no rows. `label`, `heads`
/// and `empty` are ours, `rows` are markup.
pub(super) fn table(label: &str, heads: &[&str], rows: &str, empty: &str) -> String {
    if rows.is_empty() {
        return format!(r#"<div class="scroll"><p class="empty">{empty}</p></div>"#);
    }
    let heads: String = heads
        .iter()
        .map(|head| match *head {
            // A column of pictures or buttons.
            "" => "<td></td>".to_owned(),
            head => format!(r#"<th scope="col">{head}</th>"#),
        })
        .collect();
    // Focusable, so that the keyboard can scroll it.
    format!(
        r#"<div class="scroll" role="region" aria-label="{label}" tabindex="0"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"#
    )
}

/// A button that posts to `action`; `name` tells screen readers which row it is about.
pub(super) fn button(action: &str, label: &str, name: impl Display) -> String {
    format!(
        r#"<form method="post" action="{}"><button class="small">{label}<span class="hidden"> {}</span></button></form>"#,
        Text(action),
        Text(name)
    )
}

/// How a delivery fares.
pub(super) fn message_badge(state: MessageState) -> &'static str {
    match state {
        MessageState::Pending => r#"<span class="badge">pending</span>"#,
        MessageState::Delivered => r#"<span class="badge good">delivered</span>"#,
        MessageState::Failed => r#"<span class="badge bad">given up</span>"#,
    }
}

/// Whether somebody is signed in by a session.
pub(super) fn session_badge(status: SessionStatus) -> String {
    let class = match status {
        SessionStatus::Active => "badge good",
        SessionStatus::Revoked => "badge bad",
        SessionStatus::Ended | SessionStatus::Expired | SessionStatus::Removed => "badge",
    };
    format!(r#"<span class="{class}">{}</span>"#, status.as_str())
}
