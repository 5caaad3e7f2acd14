//! Counts messages, and how long they took.

use metrics::{counter, histogram};
use time::OffsetDateTime;

use crate::{
    domain::webhook::{Effect, Message},
    service::webhooks::Outcome,
    state::{WEBHOOK_EVENTS, WEBHOOK_LAG, WEBHOOK_TIME},
};

/// When a message arrived.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrival(OffsetDateTime);

impl Arrival {
    #[expect(
        clippy::disallowed_methods,
        reason = "measures; decides nothing about the message"
    )]
    pub(super) fn now() -> Self {
        Self(OffsetDateTime::now_utc())
    }

    /// Counts what became of the message: none if it failed. What it changed can be seen by now.
    pub(super) fn became(self, message: &Message, outcome: Option<&Outcome>) {
        let result = match outcome {
            Some(Outcome::Done) => "ok",
            Some(Outcome::Ignored) => "ignored",
            Some(Outcome::AlreadyProcessed) => "already_processed",
            None => "failed",
        };
        counter!(WEBHOOK_EVENTS, "type" => kind(message), "result" => result).increment(1);
        if outcome == Some(&Outcome::Done) {
            let Self(now) = Self::now();
            histogram!(WEBHOOK_TIME).record((now - self.0).as_seconds_f64().max(0.0));
            if let Some(at) = message.at {
                histogram!(WEBHOOK_LAG).record((now - at).as_seconds_f64().max(0.0));
            }
        }
    }
}

/// Counts a message that was not believed, or that nothing can be done with. What it says of itself
/// is nobody's word.
pub(super) fn refused() {
    counter!(WEBHOOK_EVENTS, "type" => "unknown", "result" => "refused").increment(1);
}

/// The types that we have a use for by name, so that there are few.
fn kind(message: &Message) -> String {
    match message.effect {
        Effect::Nothing => "other".to_owned(),
        _ => message.kind.clone(),
    }
}
