//! One message, and how often its delivery is tried.

use serde::{Deserialize, Serialize};

use crate::clock::{HOUR, MINUTE, SECOND, UnixMillis};
use crate::ids::MessageId;

/// How long Svix waits after each failed attempt; then it gives up.
const DELAYS: [UnixMillis; 7] = [
    5 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    10 * HOUR,
];

/// When a failed message is tried again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schedule {
    /// All delays are divided by it; 1 for Svix's own.
    pub(crate) speedup: u32,
}

impl Schedule {
    fn delay_after(self, tries: usize) -> Option<UnixMillis> {
        let delay = DELAYS.get(tries.checked_sub(1)?)?;
        Some(delay / UnixMillis::from(self.speedup.max(1)))
    }
}

/// What the application is told about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum EventKind {
    #[serde(rename = "user.created")]
    UserCreated,
    #[serde(rename = "user.updated")]
    UserUpdated,
    #[serde(rename = "user.deleted")]
    UserDeleted,
    #[serde(rename = "session.created")]
    SessionCreated,
    #[serde(rename = "session.ended")]
    SessionEnded,
    #[serde(rename = "session.removed")]
    SessionRemoved,
    #[serde(rename = "session.revoked")]
    SessionRevoked,
}

impl EventKind {
    /// The `type` in Clerk's payload.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::UserCreated => "user.created",
            Self::UserUpdated => "user.updated",
            Self::UserDeleted => "user.deleted",
            Self::SessionCreated => "session.created",
            Self::SessionEnded => "session.ended",
            Self::SessionRemoved => "session.removed",
            Self::SessionRevoked => "session.revoked",
        }
    }
}

/// Who wanted an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Trigger {
    /// The schedule.
    Scheduled,
    /// A person or a test.
    Manual,
}

/// One request to the endpoint.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Attempt {
    pub(crate) at: UnixMillis,
    pub(crate) trigger: Trigger,
    /// What the endpoint answered.
    pub(crate) status: Option<u16>,
    /// Why there was no answer.
    pub(crate) error: Option<String>,
    pub(crate) millis: UnixMillis,
}

impl Attempt {
    fn is_success(&self) -> bool {
        self.status
            .is_some_and(|status| (200..300).contains(&status))
    }
}

/// How a message fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MessageState {
    Pending,
    Delivered,
    /// Given up.
    Failed,
}

/// Something that happened, in the words that are sent: the same in each attempt.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Message {
    pub(crate) id: MessageId,
    pub(crate) kind: EventKind,
    /// The id of the person or session.
    pub(crate) subject: String,
    pub(crate) body: String,
    pub(crate) happened_at: UnixMillis,
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) next_attempt_at: Option<UnixMillis>,
}

impl Message {
    pub(crate) fn state(&self) -> MessageState {
        if self.attempts.iter().any(Attempt::is_success) {
            MessageState::Delivered
        } else if self.next_attempt_at.is_some() {
            MessageState::Pending
        } else {
            MessageState::Failed
        }
    }

    pub(super) fn note(&mut self, attempt: Attempt, schedule: Schedule) {
        let is_success = attempt.is_success();
        let is_scheduled = attempt.trigger == Trigger::Scheduled;
        let at = attempt.at;
        self.attempts.push(attempt);
        if is_success {
            self.next_attempt_at = None;
        } else if is_scheduled && self.next_attempt_at.is_some() {
            let tries = self.attempts.iter();
            let tries = tries.filter(|attempt| attempt.trigger == Trigger::Scheduled);
            let delay = schedule.delay_after(tries.count());
            self.next_attempt_at = delay.map(|delay| at + delay);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schedule_can_be_shortened() {
        let schedule = Schedule { speedup: 100 };
        assert_eq!(schedule.delay_after(1), Some(50));
        assert_eq!(schedule.delay_after(8), None);
        assert_eq!(Schedule { speedup: 0 }.delay_after(1), Some(5000));
    }
}
