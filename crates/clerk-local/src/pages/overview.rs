//! Who there is, and what was mailed.

use axum::extract::State;

use super::html::{Page, Text, ago};
use super::mail;
use crate::app::Shared;
use crate::clock::UnixMillis;
use crate::images::{avatar_svg, initials};
use crate::personas::personas;
use crate::state::{State as Memory, User};

const MAILS: usize = 5;
const PEOPLE: usize = 200;

/// The stand-in at a glance.
pub(super) async fn show(State(app): State<Shared>) -> Page {
    let now = app.clock.now();
    let people = app.store.read(|state| people(state, now));
    let body = format!(
        r#"<h1>Stand-in for Clerk</h1><p class="muted">Everything here is local and made up. The application is at <a href="{origin}">{origin}</a>.</p>
<h2>Sign in as</h2>{personas}
<h2>Latest mail <a href="/mail">all</a></h2>{mails}
<h2>People</h2>{people}"#,
        origin = Text(&app.app_origin),
        personas = persona_table(),
        mails = mail::table(&mail::newest(&app, MAILS), now),
    );
    Page {
        is_wide: true,
        ..Page::new("Stand-in for Clerk", body)
    }
}

fn persona_table() -> String {
    let rows: String = personas()
        .iter()
        .map(|persona| {
            let providers: Vec<&str> = persona
                .providers
                .iter()
                .map(|provider| provider.name())
                .collect();
            format!(
                "<tr><td>{} {}</td><td>{}</td><td><code>{}</code></td><td>{}</td><td class=\"muted\">{}</td></tr>",
                Text(persona.first_name),
                Text(persona.last_name),
                Text(persona.email),
                Text(persona.password),
                providers.join(", "),
                Text(persona.about)
            )
        })
        .collect();
    format!(
        r#"<div class="scroll"><table><thead><tr><th>Name</th><th>E-mail</th><th>Password</th><th>Providers</th><th></th></tr></thead><tbody>{rows}</tbody></table></div>"#
    )
}

fn people(state: &Memory, now: UnixMillis) -> String {
    let mut users: Vec<&User> = state.users.values().collect();
    users.sort_by_key(|user| -user.created_at);
    let rows: String = users
        .into_iter()
        .take(PEOPLE)
        .map(|user| {
            let email = user
                .primary_email()
                .map(|email| email.address.as_str())
                .unwrap_or_default();
            format!(
                r#"<tr><td>{}</td><td>{}<br><span class="muted">{}</span></td><td class="muted">{}</td><td>{}</td><td class="muted">{}</td></tr>"#,
                avatar_svg(user.id.as_ref(), &initials(user)),
                Text(user.full_name().unwrap_or_default()),
                Text(email),
                user.id,
                state.active_sessions_of_user(&user.id, now).count(),
                user.last_sign_in_at
                    .map_or_else(|| "never".to_owned(), |at| ago(now - at))
            )
        })
        .collect();
    format!(
        r#"<div class="scroll"><table><thead><tr><th></th><th>Person</th><th>Id</th><th>Sessions</th><th>Last sign-in</th></tr></thead><tbody>{rows}</tbody></table></div>"#
    )
}
