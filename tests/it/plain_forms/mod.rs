//! Every form as a browser sends it that runs no script: what its page holds, to where it says, and
//! then the page that the answer leads to, which tells what came of it.

mod account;
mod admin;
mod markup;
mod offers;
mod refusals;
mod rules;
mod sharing;
mod typed;

use serde_json::json;
use sqlx::PgPool;

use self::markup::Form;
use crate::{
    catalogue::promote,
    support::{Answer, App, ClerkStandIn, ORIGIN, Person},
};

/// Where an answer leads, as a path of ours.
#[track_caller]
fn onwards(answer: &Answer) -> String {
    assert!(
        matches!(answer.status.as_u16(), 302 | 303),
        "it leads nowhere: {answer:?}"
    );
    let location = answer.header("location").unwrap();
    location.strip_prefix(ORIGIN).unwrap_or(location).to_owned()
}

async fn page(person: &Person<'_>, path: &str) -> String {
    person.visit(path).await.expect(200).markup()
}

/// The form of a page that is there.
async fn form(person: &Person<'_>, on: &str, action: &str, about: &str) -> Form {
    Form::of(page(person, on).await, action, about)
}

/// What somebody does with a form, and what they get to see.
struct Sent<'a> {
    on: &'a str,
    action: &'a str,
    /// What tells the form from others of the page.
    about: &'a str,
    fields: &'a [(&'a str, &'a str)],
    /// The page that it leads to; a star stands for the number of what was made.
    leads: &'a str,
    tells: &'a str,
    /// What is on the page no longer; nothing, when empty.
    hides: &'a str,
}

/// Nothing in particular.
const FORM: Sent<'static> = Sent {
    on: "",
    action: "",
    about: "",
    fields: &[],
    leads: "",
    tells: "",
    hides: "",
};

/// Sends a form; gives the path that it has led to.
async fn send_by_hand(person: &Person<'_>, sent: &Sent<'_>) -> String {
    let Sent {
        on,
        action,
        about,
        fields,
        leads,
        tells,
        hides,
    } = sent;
    let mut form = form(person, on, action, about).await;
    for (name, value) in *fields {
        form.fill(name, value);
    }
    let there = if action.starts_with("/fn/") {
        onwards(&person.send_form(action, on, &form.body()).await)
    } else {
        format!("{action}?{}", form.body())
    };
    match leads.strip_suffix('*') {
        Some(path) => {
            let number = there.strip_prefix(path).unwrap_or_default();
            assert!(number.parse::<i64>().is_ok(), "{action} leads to {there}");
        }
        None => assert_eq!(there, *leads, "{action}"),
    }
    let shown = page(person, &there).await;
    assert!(
        !tells.is_empty() || !hides.is_empty(),
        "{action}: nothing is looked for"
    );
    assert!(
        shown.contains(tells),
        "{action}: “{tells}” is not in {shown}"
    );
    assert!(
        hides.is_empty() || !shown.contains(hides),
        "{action}: “{hides}” is still in {shown}"
    );
    there
}

/// Sends a form that is not carried out; gives the page, which tells why.
async fn refused(person: &Person<'_>, sent: &Sent<'_>, why: &str) -> String {
    let mut form = form(person, sent.on, sent.action, sent.about).await;
    for (name, value) in sent.fields {
        form.fill(name, value);
    }
    refused_as_it_is(person, &form, sent.on, sent.action, why).await
}

async fn refused_as_it_is(
    person: &Person<'_>,
    form: &Form,
    on: &str,
    action: &str,
    why: &str,
) -> String {
    let back = onwards(&person.send_form(action, on, &form.body()).await);
    let path_of = |address: &str| address.split('?').next().map(str::to_owned);
    assert_eq!(path_of(&back), path_of(on), "{action} leads to {back}");
    let shown = page(person, &back).await;
    assert!(shown.contains(why), "{action}: “{why}” is not in {shown}");
    shown
}

/// The application with the stand-in's Backend API behind it.
fn app_at(pool: &PgPool, clerk: &ClerkStandIn) -> App {
    let (url, key) = (clerk.stand_in.url(), clerk.stand_in.secret_key());
    App::with(pool.clone(), |builder| builder.api_url(url).secret_key(key))
}

/// An administrator who has just signed in.
async fn administrator<'a>(app: &'a App, pool: &PgPool) -> Person<'a> {
    let iris = app.newcomer();
    promote(pool, &iris).await;
    iris.claiming(&json!({"fva": [1, -1]}))
}

async fn number_of(person: &Person<'_>) -> String {
    person.get("/api/v1/users/me").await.expect(200).json()["id"].to_string()
}
