//! Messages of Clerk's, and comparing everybody with Clerk.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// How Clerk's messages fare.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Inbox {
    /// By type, over the last seven days.
    pub types: Vec<MessageType>,
    /// What waits to be tried again, newest first.
    pub failures: Vec<FailedMessage>,
}

/// Messages of one type.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MessageType {
    /// Clerk's name for it, such as `user.updated`.
    pub event_type: String,
    /// How many were carried out.
    pub done: i64,
    /// How many ask nothing of us.
    pub ignored: i64,
    /// How many have failed.
    pub failed: i64,
    /// Milliseconds from the event to its arrival, for half of them.
    pub lag_half_ms: Option<f64>,
    /// The longest.
    pub lag_most_ms: Option<f64>,
}

/// A message that could not be carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedMessage {
    /// Its id.
    pub message_id: String,
    /// Clerk's name for what had happened.
    pub event_type: String,
    /// Why it could not be carried out.
    pub error: Option<String>,
    /// How often it was tried.
    pub attempts: i32,
    /// When it came first.
    #[serde(with = "time::serde::rfc3339")]
    pub received_at: OffsetDateTime,
    /// When it was tried last.
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
}

/// What came of trying again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetryOutcome {
    /// How many were carried out.
    pub done: usize,
    /// How many have failed again.
    pub failed: usize,
}

/// How far what is kept here is from Clerk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncHealth {
    /// The latest first.
    pub runs: Vec<Run>,
}

/// A comparison of everybody with Clerk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its number.
    pub id: i64,
    /// When it began.
    #[serde(with = "time::serde::rfc3339")]
    pub started_at: OffsetDateTime,
    /// When it was done; none while it is under way, or interrupted.
    #[serde(with = "time::serde::rfc3339::option")]
    pub finished_at: Option<OffsetDateTime>,
    /// People looked at.
    pub seen: i64,
    /// Rows made.
    pub created: i64,
    /// Rows that had missed news.
    pub updated: i64,
    /// People who may no longer come in, or are gone.
    pub deactivated: i64,
    /// Rows that said something else than Clerk without news.
    pub drifted: i64,
    /// People who could not be written.
    pub failed: i64,
}
