//! Messages to the application's webhook endpoint: what is to be delivered, and what became of it.
//!
//! Times in here are of the wall clock, because the application judges them by its own.

mod message;

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

pub(crate) use self::message::{Attempt, EventKind, Message, MessageState, Schedule, Trigger};
use crate::clock::UnixMillis;
use crate::ids::MessageId;

/// How many messages are kept after they are done with.
const KEPT: usize = 500;

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    Deliver(MessageId),
    WaitUntil(UnixMillis),
    Nothing,
}

/// All messages, in the order in which they are to be delivered.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Outbox(VecDeque<Message>);

impl Outbox {
    /// Takes a message, to be delivered at once.
    pub(crate) fn push(&mut self, kind: EventKind, subject: String, body: String, now: UnixMillis) {
        self.forget_old();
        self.0.push_back(Message {
            id: MessageId::random(),
            kind,
            subject,
            body,
            happened_at: now,
            attempts: Vec::new(),
            next_attempt_at: Some(now),
        });
    }

    /// What is to be delivered is never forgotten.
    fn forget_old(&mut self) {
        let is_done = |message: &Message| message.next_attempt_at.is_none();
        let done = self.0.iter().filter(|message| is_done(message)).count();
        let mut excess = (done + 1).saturating_sub(KEPT);
        self.0.retain(|message| {
            let is_forgotten = excess > 0 && is_done(message);
            excess -= usize::from(is_forgotten);
            !is_forgotten
        });
    }

    /// The message that has been due for longest, or when one will be.
    pub(crate) fn next(&self, now: UnixMillis) -> Next {
        let messages = self.0.iter();
        let pending = messages.filter_map(|message| Some((message, message.next_attempt_at?)));
        match pending.min_by_key(|(_, at)| *at) {
            Some((message, at)) if at <= now => Next::Deliver(message.id.clone()),
            Some((_, at)) => Next::WaitUntil(at),
            None => Next::Nothing,
        }
    }

    /// What is to be delivered, due or not, in order.
    pub(crate) fn pending(&self) -> Vec<MessageId> {
        let messages = self.0.iter();
        let pending = messages.filter(|message| message.next_attempt_at.is_some());
        pending.map(|message| message.id.clone()).collect()
    }

    /// Puts the messages named in `ids` into that order, in the places that they have together.
    pub(crate) fn reorder(&mut self, ids: &[MessageId]) {
        let mut wanted: Vec<Message> = Vec::new();
        for id in ids {
            let is_new = wanted.iter().all(|message| message.id != *id);
            wanted.extend(self.get(id).filter(|_| is_new).cloned());
        }
        let mut wanted = wanted.into_iter();
        for place in &mut self.0 {
            if ids.contains(&place.id)
                && let Some(message) = wanted.next()
            {
                *place = message;
            }
        }
    }

    /// One message.
    pub(crate) fn get(&self, id: &MessageId) -> Option<&Message> {
        self.0.iter().find(|message| message.id == *id)
    }

    /// All messages, in the order of delivery.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.0.iter()
    }

    /// Notes what became of an attempt.
    pub(crate) fn note(&mut self, id: &MessageId, attempt: Attempt, schedule: Schedule) {
        if let Some(message) = self.0.iter_mut().find(|message| message.id == *id) {
            message.note(attempt, schedule);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SECOND;

    const SVIX: Schedule = Schedule { speedup: 1 };

    fn outbox(count: usize) -> (Outbox, Vec<MessageId>) {
        let mut outbox = Outbox::default();
        for _ in 0..count {
            outbox.push(EventKind::UserUpdated, "user_1".into(), "{}".into(), 0);
        }
        let ids = outbox.pending();
        (outbox, ids)
    }

    fn attempt(at: UnixMillis, trigger: Trigger, status: u16) -> Attempt {
        Attempt {
            at,
            trigger,
            status: Some(status),
            error: None,
            millis: 1,
        }
    }

    #[test]
    fn a_refused_message_is_tried_eight_times_as_svix_does_and_then_given_up() {
        let (mut outbox, ids) = outbox(1);
        let mut waits = Vec::new();
        let mut now = 0;
        loop {
            match outbox.next(now) {
                Next::Deliver(id) => outbox.note(&id, attempt(now, Trigger::Scheduled, 500), SVIX),
                Next::WaitUntil(at) => {
                    waits.push((at - now) / SECOND);
                    now = at;
                }
                Next::Nothing => break,
            }
        }
        assert_eq!(waits, [5, 300, 1800, 7200, 18_000, 36_000, 36_000]);
        let message = outbox.get(&ids[0]).unwrap();
        assert_eq!(message.attempts.len(), 8);
        assert_eq!(message.state(), MessageState::Failed);
    }

    #[test]
    fn an_answer_of_2xx_ends_it_and_nothing_else_does() {
        for (status, is_done) in [(200, true), (204, true), (302, false), (400, false)] {
            let (mut outbox, ids) = outbox(1);
            outbox.note(&ids[0], attempt(0, Trigger::Scheduled, status), SVIX);
            assert_eq!(outbox.pending().is_empty(), is_done, "{status}");
        }
    }

    #[test]
    fn a_manual_attempt_does_not_use_up_the_schedule() {
        let (mut outbox, ids) = outbox(1);
        outbox.note(&ids[0], attempt(7, Trigger::Manual, 500), SVIX);
        assert_eq!(outbox.next(0), Next::Deliver(ids[0].clone()));
        outbox.note(&ids[0], attempt(8, Trigger::Manual, 200), SVIX);
        assert_eq!(outbox.next(9), Next::Nothing);
        // Sent again, refused this time: it was delivered all the same.
        outbox.note(&ids[0], attempt(9, Trigger::Manual, 500), SVIX);
        assert_eq!(
            outbox.get(&ids[0]).unwrap().state(),
            MessageState::Delivered
        );
    }

    #[test]
    fn messages_go_out_in_order_and_one_that_waits_holds_up_nobody() {
        let (mut outbox, ids) = outbox(3);
        outbox.note(&ids[0], attempt(0, Trigger::Scheduled, 500), SVIX);
        assert_eq!(outbox.next(1), Next::Deliver(ids[1].clone()));
        outbox.note(&ids[1], attempt(1, Trigger::Scheduled, 200), SVIX);
        outbox.note(&ids[2], attempt(2, Trigger::Scheduled, 200), SVIX);
        assert_eq!(outbox.next(3), Next::WaitUntil(5 * SECOND));
    }

    #[test]
    fn reordering_loses_and_doubles_nothing() {
        let (mut outbox, ids) = outbox(4);
        let [a, b, c, d] = [0, 1, 2, 3].map(|index| ids[index].clone());
        outbox.reorder(&[d.clone(), a.clone(), d.clone(), MessageId::random()]);
        assert_eq!(
            outbox.pending(),
            [d.clone(), b.clone(), c.clone(), a.clone()]
        );
        outbox.reorder(&[a.clone(), b.clone(), c.clone(), d.clone()]);
        assert_eq!(outbox.pending(), [a, b, c, d]);
    }

    #[test]
    fn old_messages_are_forgotten_but_none_that_is_to_be_delivered() {
        let (mut outbox, ids) = outbox(KEPT + 20);
        for id in &ids[1..] {
            outbox.note(id, attempt(0, Trigger::Scheduled, 200), SVIX);
        }
        outbox.push(EventKind::UserDeleted, "user_1".into(), "{}".into(), 0);
        assert_eq!(outbox.iter().count(), KEPT + 1);
        assert_eq!(outbox.pending().len(), 2);
        assert_eq!(outbox.pending()[0], ids[0]);
    }
}
