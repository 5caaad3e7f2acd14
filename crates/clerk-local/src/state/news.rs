//! What happened to people and sessions, found by comparing with what was told before: no change can
//! forget to tell.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{EventKind, Session, SessionStatus, State, User};
use crate::clock::UnixMillis;
use crate::ids::{SessionId, UserId};

/// What has been told.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Told {
    users: BTreeMap<UserId, ToldUser>,
    sessions: BTreeMap<SessionId, SessionStatus>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct ToldUser {
    updated_at: UnixMillis,
    external_id: Option<String>,
}

/// Something that happened.
#[derive(Debug)]
pub(crate) struct News {
    pub(crate) kind: EventKind,
    pub(crate) about: About,
}

/// What it happened to, as it was then.
#[derive(Debug)]
pub(crate) enum About {
    User(Box<User>),
    DeletedUser {
        id: UserId,
        external_id: Option<String>,
    },
    Session(Box<Session>, Box<User>),
}

impl Told {
    fn of(state: &State) -> Self {
        let users = state.users.values();
        let sessions = state.sessions.values();
        Self {
            users: users
                .map(|user| (user.id.clone(), ToldUser::of(user)))
                .collect(),
            sessions: sessions
                .map(|session| (session.id.clone(), session.status))
                .collect(),
        }
    }
}

impl ToldUser {
    fn of(user: &User) -> Self {
        Self {
            updated_at: user.updated_at,
            external_id: user.external_id.clone(),
        }
    }
}

impl State {
    /// Takes what is there for told, unless that was done before: whoever exists from the start is no
    /// news, as for a webhook that is set up late.
    pub(crate) fn begin_telling(&mut self) {
        if self.told.is_none() {
            self.told = Some(Told::of(self));
        }
    }

    /// Takes what happened since the last call for told.
    pub(crate) fn forget_news(&mut self) {
        self.told = Some(Told::of(self));
    }

    /// What happened since the last call. First people, then sessions, those who are gone last.
    pub(crate) fn take_news(&mut self) -> Vec<News> {
        let now = Told::of(self);
        let Some(before) = self.told.take() else {
            self.told = Some(now);
            return Vec::new();
        };
        let mut news = Vec::new();
        for user in self.users.values() {
            let kind = match before.users.get(&user.id) {
                None => EventKind::UserCreated,
                Some(told) if told.updated_at != user.updated_at => EventKind::UserUpdated,
                Some(_) => continue,
            };
            let about = About::User(Box::new(user.clone()));
            news.push(News { kind, about });
        }
        for session in self.sessions.values() {
            let Some(user) = self.users.get(&session.user_id) else {
                continue;
            };
            let told = before.sessions.get(&session.id);
            for kind in session_events(told.copied(), session.status) {
                let about = About::Session(Box::new(session.clone()), Box::new(user.clone()));
                news.push(News { kind, about });
            }
        }
        for (id, told) in before.users {
            if !self.users.contains_key(&id) {
                let about = About::DeletedUser {
                    id,
                    external_id: told.external_id,
                };
                let kind = EventKind::UserDeleted;
                news.push(News { kind, about });
            }
        }
        self.told = Some(now);
        news
    }
}

/// Clerk has no event for a session that merely expires.
fn session_events(
    told: Option<SessionStatus>,
    now: SessionStatus,
) -> impl Iterator<Item = EventKind> {
    let created = told.is_none().then_some(EventKind::SessionCreated);
    let closed = match now {
        _ if told == Some(now) => None,
        SessionStatus::Active | SessionStatus::Expired => None,
        SessionStatus::Ended => Some(EventKind::SessionEnded),
        SessionStatus::Removed => Some(EventKind::SessionRemoved),
        SessionStatus::Revoked => Some(EventKind::SessionRevoked),
    };
    created.into_iter().chain(closed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{ActivityId, ClientId};
    use crate::state::{Activity, NewUser};

    fn kinds(state: &mut State) -> Vec<&'static str> {
        let news = state.take_news();
        news.into_iter().map(|news| news.kind.as_str()).collect()
    }

    fn activity() -> Activity {
        Activity {
            id: ActivityId::random(),
            ip_address: None,
            user_agent: None,
        }
    }

    fn sign_in(state: &mut State, user: &UserId, now: UnixMillis) -> (ClientId, SessionId) {
        let client = state.known_or_new_client(None, now);
        let session = state
            .sign_in(&client, user, "password", activity(), now)
            .unwrap();
        (client, session)
    }

    #[test]
    fn whoever_was_there_before_is_no_news() {
        let mut state = State::default();
        state.add_user(NewUser::default(), 0);
        state.begin_telling();
        assert!(kinds(&mut state).is_empty());
        state.add_user(NewUser::default(), 0);
        state.begin_telling();
        assert_eq!(kinds(&mut state), ["user.created"]);
        assert!(kinds(&mut state).is_empty());
    }

    #[test]
    fn a_life_is_told_in_order() {
        let mut state = State::default();
        state.begin_telling();
        let user = state.add_user(NewUser::default(), 0);
        let (client, _) = sign_in(&mut state, &user, 0);
        assert_eq!(kinds(&mut state), ["user.created", "session.created"]);
        state.user_mut(&user).unwrap().touch(0);
        assert_eq!(kinds(&mut state), ["user.updated"]);
        state.sign_out(&client, SessionStatus::Removed, 1).unwrap();
        assert_eq!(kinds(&mut state), ["session.removed"]);
        state.user_mut(&user).unwrap().external_id = Some("ours".into());
        state.user_mut(&user).unwrap().touch(2);
        assert_eq!(kinds(&mut state), ["user.updated"]);
        state.delete_user(&user).unwrap();
        let news = state.take_news();
        let About::DeletedUser { id, external_id } = &news[0].about else {
            unreachable!("{news:?}")
        };
        assert_eq!((id, external_id.as_deref()), (&user, Some("ours")));
        assert_eq!(news.len(), 1);
    }

    #[test]
    fn each_way_of_closing_a_session_has_its_event() {
        let mut state = State::default();
        let user = state.add_user(NewUser::default(), 0);
        state.begin_telling();
        for (status, event) in [
            (SessionStatus::Ended, "session.ended"),
            (SessionStatus::Removed, "session.removed"),
            (SessionStatus::Revoked, "session.revoked"),
        ] {
            let (_, session) = sign_in(&mut state, &user, 0);
            assert_eq!(kinds(&mut state), ["user.updated", "session.created"]);
            state.close_session(&session, status, 1).unwrap();
            assert_eq!(kinds(&mut state), [event]);
        }
    }

    #[test]
    fn a_session_that_expires_or_is_forgotten_is_no_news() {
        let mut state = State::default();
        let user = state.add_user(NewUser::default(), 0);
        sign_in(&mut state, &user, 0);
        state.begin_telling();
        state.known_or_new_client(None, 90 * crate::clock::DAY);
        assert!(state.sessions.is_empty());
        assert!(kinds(&mut state).is_empty());
    }
}
