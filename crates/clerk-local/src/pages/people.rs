//! The people, and one of them.

use axum::extract::{Path, Query, State};
use serde::Deserialize;

use super::html::{Page, Place, Text, ago};
use super::table::table;
use super::{sessions, table};
use crate::app::{App, Shared};
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::ids::UserId;
use crate::images::{avatar_svg, initials};
use crate::redirect::{SeeOther, see_other};
use crate::state::{State as Memory, User};
use crate::webhooks::Cause;

/// How many people a page shows.
const SHOWN: usize = 100;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Search {
    q: String,
}

/// Everybody, the newest first; `q` is looked for in names, addresses and ids.
pub(super) async fn list(State(app): State<Shared>, Query(search): Query<Search>) -> Page {
    let now = app.clock.now();
    let wanted = search.q.trim().to_lowercase();
    let (people, found) = app.store.read(|state| {
        let users = state.users.values();
        let found: Vec<&User> = users.filter(|user| user.is_about(&wanted)).collect();
        (rows(state, &found, SHOWN, now), found.len())
    });
    let more = if found > SHOWN {
        format!(r#"<p class="muted">The {SHOWN} newest of {found}.</p>"#)
    } else {
        String::new()
    };
    let body = format!(
        r#"<h1>People</h1><form class="search" role="search"><label>Name, address or id<input type="search" name="q" value="{}"></label><button>Search</button></form>{}{more}"#,
        Text(&search.q),
        in_table(&people)
    );
    Page::console(Place::People, "People", body)
}

/// The newest `count` of all, for the overview.
pub(super) fn newest(state: &Memory, count: usize, now: UnixMillis) -> String {
    let everybody: Vec<&User> = state.users.values().collect();
    in_table(&rows(state, &everybody, count, now))
}

fn in_table(rows: &str) -> String {
    let heads = ["", "Person", "Id", "Sessions", "Last sign-in"];
    table("People", &heads, rows, "Nobody of that name.")
}

fn rows(state: &Memory, people: &[&User], count: usize, now: UnixMillis) -> String {
    let mut people = people.to_vec();
    people.sort_by_key(|user| -user.created_at);
    let people = people.into_iter().take(count);
    people.map(|user| row(state, user, now)).collect()
}

fn row(state: &Memory, user: &User, now: UnixMillis) -> String {
    let banned = if user.banned {
        r#" <span class="badge bad">banned</span>"#
    } else {
        ""
    };
    format!(
        r#"<tr><td>{}</td><td><a href="/people/{}">{}</a>{banned}<br><span class="muted">{}</span></td><td class="muted">{}</td><td>{}</td><td class="muted">{}</td></tr>"#,
        avatar_svg(user.id.as_ref(), &initials(user)),
        user.id,
        Text(name(user)),
        Text(address(user)),
        user.id,
        state.active_sessions_of_user(&user.id, now).count(),
        user.last_sign_in_at
            .map_or_else(|| "never".to_owned(), |at| ago(now - at))
    )
}

/// What to call a person: their name, else their address.
pub(super) fn name(user: &User) -> String {
    user.full_name().unwrap_or_else(|| address(user).to_owned())
}

fn address(user: &User) -> &str {
    user.primary_email()
        .map(|email| email.address.as_str())
        .unwrap_or_default()
}

/// One person, with what can be done to them.
pub(super) async fn show(
    State(app): State<Shared>,
    Path(id): Path<String>,
) -> Result<Page, ApiError> {
    let id = UserId::from(id);
    let now = app.clock.now();
    app.store.read(|state| {
        let user = state.user(&id)?;
        let mut sessions: Vec<_> = state.sessions.values().collect();
        sessions.retain(|session| session.user_id == id);
        let body = format!(
            r#"<h1>{}</h1><p class="muted">{id}, since {}</p>{}<h2>Addresses and accounts</h2>{}<h2>Sessions</h2>{}"#,
            Text(name(user)),
            ago(now - user.created_at),
            ban_button(user),
            identities(user),
            sessions::in_table(state, sessions, now),
        );
        Ok(Page::console(Place::People, name(user), body))
    })
}

fn ban_button(user: &User) -> String {
    let (action, label) = if user.banned {
        ("unban", "Lift the ban")
    } else {
        ("ban", "Ban")
    };
    table::button(&format!("/people/{}/{action}", user.id), label, name(user))
}

fn identities(user: &User) -> String {
    let emails = user.emails.iter().map(|email| {
        let is_primary = user.primary_email.as_ref() == Some(&email.id);
        let state = match (is_primary, email.is_verified()) {
            (true, _) => "primary",
            (false, true) => "verified",
            (false, false) => "not verified",
        };
        format!(
            "<tr><td>E-mail</td><td>{}</td><td>{state}</td></tr>",
            Text(&email.address)
        )
    });
    let accounts = user.external_accounts.iter().map(|account| {
        let profile = account.profile.as_ref();
        let address = profile.map(|profile| profile.email.as_str());
        let state = if account.verification.is_verified() {
            "connected"
        } else {
            "not connected"
        };
        format!(
            "<tr><td>{}</td><td>{}</td><td>{state}</td></tr>",
            account.provider.name(),
            Text(address.unwrap_or_default())
        )
    });
    let rows: String = emails.chain(accounts).collect();
    let heads = ["Kind", "Identity", "State"];
    table("Addresses and accounts", &heads, &rows, "None.")
}

/// Bans somebody, as Clerk's dashboard does.
pub(super) async fn ban(
    State(app): State<Shared>,
    cause: Cause,
    Path(id): Path<String>,
) -> Result<SeeOther, ApiError> {
    set_banned(&app, &cause, id, true).await
}

/// Lifts a ban.
pub(super) async fn unban(
    State(app): State<Shared>,
    cause: Cause,
    Path(id): Path<String>,
) -> Result<SeeOther, ApiError> {
    set_banned(&app, &cause, id, false).await
}

async fn set_banned(
    app: &App,
    cause: &Cause,
    id: String,
    banned: bool,
) -> Result<SeeOther, ApiError> {
    let id = UserId::from(id);
    let now = app.clock.now();
    app.change(cause, |state| state.set_banned(&id, banned, now))
        .await?;
    see_other(&format!("/people/{id}"))
}
