//! What every instance of the server must hear of at once: sent with the change that it is about,
//! in the same transaction, so that nobody hears of what did not happen.

use super::{DbError, Scope};

/// The channel of PostgreSQL that signals are sent on.
pub const CHANNEL: &str = "auth_changed";

/// Something that a person may do from one request to the next has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signal {
    /// A session is over. Clerk's id, `sess_…`.
    Session(String),
    /// A person was deactivated, or has another role. Clerk's id, `user_…`.
    User(String),
}

impl Signal {
    /// As it is sent: `session:sess_…` or `user:user_…`.
    #[must_use]
    pub fn payload(&self) -> String {
        match self {
            Self::Session(id) => format!("session:{id}"),
            Self::User(id) => format!("user:{id}"),
        }
    }

    /// The signal of that payload; none for what this version does not know.
    #[must_use]
    pub fn from_payload(payload: &str) -> Option<Self> {
        let (kind, id) = payload.split_once(':')?;
        match kind {
            "session" => Some(Self::Session(id.to_owned())),
            "user" => Some(Self::User(id.to_owned())),
            _ => None,
        }
    }
}

/// Tells every instance, once the scope is committed.
///
/// # Errors
/// When the query fails.
pub async fn notify(tx: &mut impl Scope, signal: &Signal) -> Result<(), DbError> {
    sqlx::query!(
        "select pg_notify($1, $2) as sent",
        CHANNEL,
        signal.payload()
    )
    .fetch_one(tx.connected())
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_is_heard_as_it_was_sent() {
        for signal in [
            Signal::Session("sess_1".into()),
            Signal::User("user_1".into()),
        ] {
            assert_eq!(Signal::from_payload(&signal.payload()), Some(signal));
        }
        assert_eq!(Signal::from_payload("weather:rain"), None);
        assert_eq!(Signal::from_payload(""), None);
    }
}
