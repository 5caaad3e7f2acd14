//! The signed-in person, about themselves: what Clerk's profile component calls.

mod account;
mod emails;
mod external;
mod picture;
mod sessions;

use axum::Router;

use super::answer::{Answer, view_answer};
use crate::app::{App, Shared};
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::resources::Artist;
use crate::state::{State as Memory, User};
use crate::visitor::{Caller, Visitor};

/// How long a verification counts.
const FRESH_MINUTES: i64 = 10;

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .merge(account::router())
        .merge(emails::router())
        .merge(external::router())
        .merge(picture::router())
        .merge(sessions::router())
}

/// The person who asks.
fn me(app: &App, visitor: &Visitor, now: UnixMillis) -> Result<User, ApiError> {
    app.store.read(|state| {
        let caller = visitor.session(state, None, now)?;
        state.user(&caller.user).cloned()
    })
}

/// Refuses what matters to whoever has not shown in the last ten minutes who they are: Clerk's
/// "strict" reverification, which its profile component knows.
///
/// # Errors
/// `session_reverification_required`.
fn require_fresh(state: &Memory, caller: &Caller, now: UnixMillis) -> Result<(), ApiError> {
    let session = state.sessions.get(&caller.session);
    let is_fresh = session.is_some_and(|session| session.verified_minutes_ago(now) < FRESH_MINUTES);
    if is_fresh {
        Ok(())
    } else {
        Err(ApiError::reverification_required())
    }
}

/// The person who asks, freshly verified.
fn fresh_me(app: &App, visitor: &Visitor, now: UnixMillis) -> Result<User, ApiError> {
    app.store.read(|state| {
        let caller = visitor.session(state, None, now)?;
        require_fresh(state, &caller, now)?;
        state.user(&caller.user).cloned()
    })
}

/// Changes something about the person who asks, and answers with what `draw` makes of them
/// afterwards.
async fn change<T>(
    app: &App,
    visitor: &Visitor,
    change: impl FnOnce(&mut Memory, &Caller, UnixMillis) -> Result<(), ApiError>,
    draw: impl FnOnce(&Artist<'_>, &User) -> Result<T, ApiError>,
) -> Result<Answer<T>, ApiError> {
    let now = app.clock.now();
    let (view, user) = visitor
        .change(app, |state| {
            let caller = visitor.session(state, None, now)?;
            change(state, &caller, now)?;
            let user = state.user_mut(&caller.user)?;
            user.touch(now);
            let user = user.clone();
            state.client_mut(&caller.client)?.touch(now);
            Ok::<_, ApiError>((state.view(&caller.client, now)?, user))
        })
        .await?;
    view_answer(app, visitor, now, &view, |artist| draw(artist, &user))
}
