//! Who there is, and what was mailed.

use axum::extract::State;

use super::html::{Page, Place, Text};
use super::table::table;
use super::{mail, people};
use crate::app::Shared;
use crate::personas::personas;

const MAILS: usize = 5;
const PEOPLE: usize = 8;

/// The stand-in at a glance.
pub(super) async fn show(State(app): State<Shared>) -> Page {
    let now = app.clock.now();
    let people = app.store.read(|state| people::newest(state, PEOPLE, now));
    let body = format!(
        r#"<h1>Overview</h1><p class="muted">Everything here is local and made up. The application is at <a href="{origin}">{origin}</a>.</p>
<h2>Sign in as</h2>{personas}
<h2>Latest mail <a href="/mail">all</a></h2>{mails}
<h2>Newest people <a href="/people">all</a></h2>{people}"#,
        origin = Text(&app.app_origin),
        personas = persona_table(),
        mails = mail::table(&mail::newest(&app, MAILS), now),
    );
    Page::console(Place::Overview, "Stand-in for Clerk", body)
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
    let heads = ["Name", "E-mail", "Password", "Providers", "About"];
    table("Personas", &heads, &rows, "")
}
