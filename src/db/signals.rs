//! What one instance of the server tells the others: who may no longer do what their tokens say.
//! PostgreSQL carries it (`NOTIFY`), with the transaction that made it so: nobody hears of a change
//! that was rolled back, and nobody hears of one before it can be read.

use super::{AdminTx, DbError, SystemTx, audit::AuditScope};

/// The channel of all signals.
pub(super) const CHANNEL: &str = "auth_changed";

/// A change that instances must not miss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signal {
    /// A session has ended; by Clerk's id, `sess_…`.
    Session(String),
    /// Somebody's role has changed, or whether they may come in; by Clerk's id, `user_…`.
    User(String),
}

/// A scope in which others can be told.
pub trait SignalScope: AuditScope {}

impl SignalScope for SystemTx {}
impl SignalScope for AdminTx {}

impl Signal {
    fn payload(&self) -> String {
        match self {
            Self::Session(id) => format!("session:{id}"),
            Self::User(id) => format!("user:{id}"),
        }
    }

    /// `None` for what a newer version may have sent.
    pub(super) fn parse(payload: &str) -> Option<Self> {
        match payload.split_once(':')? {
            ("session", id) => Some(Self::Session(id.to_owned())),
            ("user", id) => Some(Self::User(id.to_owned())),
            _ => None,
        }
    }
}

/// Tells every instance, this one included, once the transaction is committed.
///
/// # Errors
/// When the query fails.
pub async fn notify(tx: &mut impl SignalScope, signal: &Signal) -> Result<(), DbError> {
    sqlx::query!("select pg_notify($1, $2)", CHANNEL, signal.payload())
        .execute(tx.connection())
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_arrives_as_it_was_sent() {
        for signal in [
            Signal::Session("sess_1".into()),
            Signal::User("user_1".into()),
        ] {
            assert_eq!(Signal::parse(&signal.payload()), Some(signal));
        }
        for unknown in ["", "session", "other:1"] {
            assert_eq!(Signal::parse(unknown), None);
        }
    }
}
