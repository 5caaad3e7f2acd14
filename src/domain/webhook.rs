//! What a message of Clerk's asks of us. That it is Clerk's has been proved before it comes here.

use serde_json::Value;
use thiserror::Error as ThisError;
use time::OffsetDateTime;

use super::person::{News, Profile, Told, Version, moment};

/// A message of Clerk's.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The same for every repetition.
    pub id: String,
    /// What has happened, in Clerk's words.
    pub kind: String,
    /// When it happened, if the message says.
    pub at: Option<OffsetDateTime>,
    /// What it asks of us.
    pub effect: Effect,
    /// The whole message, as it came.
    pub body: String,
}

/// What a message asks of us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// To write what was told of a person.
    Person(Told),
    /// To note that somebody has signed in.
    SessionBegan(Session),
    /// To note that a session is over, and to believe its tokens no longer.
    SessionEnded(Session, EndOfSession),
    /// Nothing: we have no use for messages of this kind.
    Nothing,
}

/// A session of somebody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// `sess_…`.
    pub id: String,
    /// Whose, `user_…`.
    pub clerk_id: String,
    /// When it happened, if the message says.
    pub at: Option<OffsetDateTime>,
}

/// How a session came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndOfSession {
    /// The person signed out.
    Ended,
    /// It was taken off a device.
    Removed,
    /// Somebody else ended it.
    Revoked,
}

/// Why a message cannot be used, whoever sends it and however often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ThisError)]
pub enum Unusable {
    /// Its id or its kind is none that could be kept.
    #[error("the message has no proper id or type")]
    Unnamed,
    /// It does not say whom it is about.
    #[error("the message does not say whom it is about")]
    AboutNobody,
}

impl EndOfSession {
    /// The name in the audit log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::Removed => "removed",
            Self::Revoked => "revoked",
        }
    }
}

impl Message {
    /// Reads a message: its id from the header, its kind, what it is about, and when that happened.
    ///
    /// # Errors
    /// When nothing could ever be done with it.
    pub fn read(
        id: &str,
        kind: &str,
        data: &Value,
        timestamp: Option<i64>,
        body: &str,
    ) -> Result<Self, Unusable> {
        if !is_name(id, 255) || !is_name(kind, 128) {
            return Err(Unusable::Unnamed);
        }
        let at = timestamp.map(Value::from).as_ref().and_then(moment);
        Ok(Self {
            id: id.to_owned(),
            kind: kind.to_owned(),
            at,
            effect: Effect::of(kind, data, at)?,
            body: body.to_owned(),
        })
    }

    /// Reads a message that was kept, from its id and its whole text.
    ///
    /// # Errors
    /// When nothing could ever be done with it.
    pub fn read_again(id: &str, body: &str) -> Result<Self, Unusable> {
        let message: Value = serde_json::from_str(body).map_err(|_| Unusable::Unnamed)?;
        let kind = message.get("type").and_then(Value::as_str);
        let timestamp = message.get("timestamp").and_then(Value::as_i64);
        let data = message.get("data").unwrap_or(&Value::Null);
        Self::read(id, kind.unwrap_or_default(), data, timestamp, body)
    }
}

impl Effect {
    fn of(kind: &str, data: &Value, at: Option<OffsetDateTime>) -> Result<Self, Unusable> {
        let person = |news| {
            Ok(Self::Person(Told {
                clerk_id: name(data, "id")?,
                news,
            }))
        };
        match kind {
            "user.created" | "user.updated" => {
                let told_at = at.unwrap_or(OffsetDateTime::UNIX_EPOCH);
                person(News::Are(
                    Profile::of_user(data),
                    Version::of_user(data, told_at),
                ))
            }
            "user.deleted" => person(News::Gone),
            "session.created" => {
                let began = data.get("created_at").and_then(moment);
                Ok(Self::SessionBegan(Session::read(data, began.or(at))?))
            }
            "session.ended" => Self::ended(data, at, EndOfSession::Ended),
            "session.removed" => Self::ended(data, at, EndOfSession::Removed),
            "session.revoked" => Self::ended(data, at, EndOfSession::Revoked),
            _ => Ok(Self::Nothing),
        }
    }

    fn ended(
        data: &Value,
        at: Option<OffsetDateTime>,
        how: EndOfSession,
    ) -> Result<Self, Unusable> {
        Ok(Self::SessionEnded(Session::read(data, at)?, how))
    }
}

impl Session {
    fn read(data: &Value, at: Option<OffsetDateTime>) -> Result<Self, Unusable> {
        Ok(Self {
            id: name(data, "id")?,
            clerk_id: name(data, "user_id")?,
            at,
        })
    }
}

fn name(object: &Value, key: &str) -> Result<String, Unusable> {
    object
        .get(key)
        .and_then(Value::as_str)
        .filter(|text| is_name(text, 255))
        .map(str::to_owned)
        .ok_or(Unusable::AboutNobody)
}

/// Whether a column of that many characters can hold it.
fn is_name(text: &str, longest: usize) -> bool {
    !text.is_empty() && text.chars().count() <= longest && !text.contains('\0')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn effect(kind: &str, data: &Value) -> Result<Effect, Unusable> {
        Message::read("msg_1", kind, data, Some(1_716_883_200_000), "").map(|read| read.effect)
    }

    #[test]
    fn a_message_that_names_nobody_is_unusable() {
        for data in [
            json!({}),
            json!(null),
            json!({"id": 7}),
            json!({"id": ""}),
            json!({"id": "a\0b"}),
            json!({"id": "x".repeat(256)}),
        ] {
            for kind in ["user.created", "user.deleted", "session.ended"] {
                assert_eq!(effect(kind, &data), Err(Unusable::AboutNobody));
            }
        }
        assert_eq!(
            effect("session.created", &json!({"id": "sess_1"})),
            Err(Unusable::AboutNobody)
        );
    }

    #[test]
    fn what_we_have_no_use_for_asks_nothing() {
        for kind in ["email.created", "organization.created", "surprise"] {
            assert_eq!(effect(kind, &json!(null)), Ok(Effect::Nothing));
        }
        assert_eq!(effect("", &json!(null)), Err(Unusable::Unnamed));
    }

    #[test]
    fn a_session_begins_when_its_data_say() {
        let data =
            json!({"id": "sess_1", "user_id": "user_1", "created_at": 1_716_883_100_000_i64});
        let Ok(Effect::SessionBegan(session)) = effect("session.created", &data) else {
            panic!("no session");
        };
        assert_eq!(
            session.at,
            OffsetDateTime::from_unix_timestamp(1_716_883_100).ok()
        );
    }

    #[test]
    fn a_message_that_was_kept_is_read_as_it_was_at_first() {
        let body = r#"{"type":"user.deleted","data":{"id":"user_1"},"timestamp":1716883200000}"#;
        let message = Message::read_again("msg_1", body).unwrap();
        assert_eq!(message.kind, "user.deleted");
        assert!(matches!(message.effect, Effect::Person(_)));
        assert!(Message::read_again("msg_1", "[]").is_err());
    }
}
