//! Who is signed in where.

use axum::extract::{Path, Query, State};
use serde::Deserialize;

use super::html::{Page, Place, Text, ago};
use super::people;
use super::table::{button, session_badge, table};
use crate::app::Shared;
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::ids::SessionId;
use crate::redirect::{SeeOther, see_other};
use crate::state::{Session, SessionStatus, State as Memory};
use crate::user_agent;
use crate::webhooks::Cause;

const SHOWN: usize = 200;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    all: bool,
}

/// The open sessions, or all that are remembered.
pub(super) async fn list(State(app): State<Shared>, Query(which): Query<Which>) -> Page {
    let now = app.clock.now();
    let sessions = app.store.read(|state| {
        let mut sessions: Vec<_> = state.sessions.values().collect();
        sessions.retain(|session| which.all || session.is_active(now));
        in_table(state, sessions, now)
    });
    let other = if which.all {
        r#"<a href="/sessions">Only the open ones</a>"#
    } else {
        r#"<a href="/sessions?all=true">Closed ones too</a>"#
    };
    let body = format!("<h1>Sessions</h1><p>{other}</p>{sessions}");
    Page::console(Place::Sessions, "Sessions", body)
}

/// Sessions as a table, the one that was used last first.
pub(super) fn in_table(state: &Memory, mut sessions: Vec<&Session>, now: UnixMillis) -> String {
    sessions.sort_by_key(|session| -session.last_active_at);
    let shown = sessions.into_iter().take(SHOWN);
    let rows: String = shown.map(|session| row(state, session, now)).collect();
    let heads = ["Person", "Device", "Address", "State", "Last active", ""];
    table("Sessions", &heads, &rows, "Nobody is signed in.")
}

fn row(state: &Memory, session: &Session, now: UnixMillis) -> String {
    let name = state.users.get(&session.user_id).map(people::name);
    let name = name.unwrap_or_default();
    let user_agent = session.activity.user_agent.as_deref();
    let device = user_agent::describe(user_agent.unwrap_or_default());
    let close = if session.is_active(now) {
        button(&format!("/sessions/{}/revoke", session.id), "Revoke", &name)
    } else {
        String::new()
    };
    format!(
        r#"<tr><td><a href="/people/{}">{}</a><br><span class="muted">{}</span></td><td>{} {} on {}</td><td class="muted">{}</td><td>{}</td><td class="muted">{}</td><td>{close}</td></tr>"#,
        session.user_id,
        Text(&name),
        session.id,
        device.browser,
        Text(&device.version),
        device.system,
        Text(session.activity.ip_address.as_deref().unwrap_or_default()),
        session_badge(session.status_at(now)),
        ago(now - session.last_active_at),
    )
}

/// Revokes a session, as Clerk's dashboard does.
pub(super) async fn revoke(
    State(app): State<Shared>,
    cause: Cause,
    Path(id): Path<String>,
) -> Result<SeeOther, ApiError> {
    let id = SessionId::from(id);
    let now = app.clock.now();
    app.change(&cause, |state| {
        state.close_session(&id, SessionStatus::Revoked, now)?;
        Ok(())
    })
    .await?;
    see_other("/sessions")
}
