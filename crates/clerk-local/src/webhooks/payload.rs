//! The payloads of Clerk's webhooks, after its OpenAPI document of 2025-04-15.

use serde::Serialize;

use super::Cause;
use crate::app::App;
use crate::clock::UnixMillis;
use crate::resources::{Artist, SessionWithActivities, UserResource};
use crate::state::{About, News};
use crate::visitor::Via;

#[derive(Serialize)]
struct Event<'a> {
    data: Data,
    event_attributes: EventAttributes<'a>,
    instance_id: &'a str,
    object: &'static str,
    /// Unix milliseconds, by Clerk's docs.
    timestamp: UnixMillis,
    #[serde(rename = "type")]
    kind: &'static str,
}

#[derive(Serialize)]
struct EventAttributes<'a> {
    http_request: HttpRequest<'a>,
}

#[derive(Serialize)]
struct HttpRequest<'a> {
    client_ip: &'a str,
    user_agent: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Data {
    User(Box<UserResource>),
    Deleted(DeletedUser),
    Session(Box<SessionWithActivities>),
}

#[derive(Serialize)]
struct DeletedUser {
    deleted: bool,
    id: String,
    object: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_id: Option<String>,
}

/// The id of whom or what `news` are about, and the body that tells it.
pub(super) fn draw(app: &App, news: &News, cause: &Cause) -> (String, String) {
    let via = Via::configured(app);
    let now = app.clock.now();
    let artist = Artist::for_server(app, &via, now);
    let (subject, data) = match &news.about {
        About::User(user) => (
            user.id.to_string(),
            Data::User(Box::new(artist.user_for_server(user))),
        ),
        About::DeletedUser { id, external_id } => {
            let deleted = DeletedUser {
                deleted: true,
                id: id.to_string(),
                object: "user",
                external_id: external_id.clone(),
            };
            (id.to_string(), Data::Deleted(deleted))
        }
        About::Session(session, user) => (
            session.id.to_string(),
            Data::Session(Box::new(artist.session_of_user(session, user))),
        ),
    };
    let event = Event {
        data,
        event_attributes: EventAttributes {
            http_request: HttpRequest {
                client_ip: &cause.client_ip,
                user_agent: &cause.user_agent,
            },
        },
        instance_id: &app.instance.id,
        object: "event",
        timestamp: now,
        kind: news.kind.as_str(),
    };
    // Strings, numbers and maps with string keys cannot fail to serialise.
    let body = serde_json::to_string(&event).unwrap_or_default();
    (subject, body)
}
