//! Reverification: showing once more that it is oneself, before something that matters.
//!
//! Nobody has a second factor here, so each level comes down to the first one, as Clerk's docs say.

use axum::Router;
use axum::extract::{Path, State};
use axum::routing::post;
use serde::Deserialize;

use super::super::{Answer, view_answer};
use crate::app::{App, Shared};
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::ids::{EmailId, SessionId};
use crate::passwords;
use crate::resources::ReverificationResource;
use crate::state::{ClientView, MailPurpose, State as Memory, Verification};
use crate::visitor::{Caller, Form, Visitor};

const PASSWORD: &str = "password";
const EMAIL_CODE: &str = "email_code";
const LEVELS: [&str; 3] = ["first_factor", "second_factor", "multi_factor"];

pub(super) fn router() -> Router<Shared> {
    let path = |rest: &str| format!("/v1/client/sessions/{{id}}/verify{rest}");
    Router::new()
        .route(&path(""), post(start))
        .route(&path("/prepare_first_factor"), post(prepare))
        .route(&path("/attempt_first_factor"), post(attempt))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Start {
    level: String,
}

async fn start(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<Start>,
) -> Result<Answer<ReverificationResource>, ApiError> {
    if !LEVELS.contains(&form.level.as_str()) {
        return Err(ApiError::param_value_invalid("level"));
    }
    change(&app, &visitor, id, |_, _, _| Ok(None)).await
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Factor {
    strategy: String,
    email_address_id: Option<String>,
    code: Option<String>,
    password: Option<String>,
}

async fn prepare(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<Factor>,
) -> Result<Answer<ReverificationResource>, ApiError> {
    if form.strategy != EMAIL_CODE {
        return Err(ApiError::param_value_invalid("strategy"));
    }
    change(&app, &visitor, id, |state, caller, now| {
        let email = form.email_address_id.map(EmailId::from);
        let user = state.user(&caller.user)?;
        let address = user.code_address(email.as_ref())?.to_owned();
        let previous = state.session_mut(&caller.session)?.reverification.clone();
        let purpose = MailPurpose::Reverification;
        let sent = state.send_code(previous.as_ref(), EMAIL_CODE, &address, purpose, now)?;
        Ok(Some(sent))
    })
    .await
}

async fn attempt(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<Factor>,
) -> Result<Answer<ReverificationResource>, ApiError> {
    match form.strategy.as_str() {
        PASSWORD => by_password(&app, &visitor, id, form.password).await,
        EMAIL_CODE => {
            let code = form.code.ok_or_else(|| ApiError::param_missing("code"))?;
            change(&app, &visitor, id, |state, caller, now| {
                let session = state.session_mut(&caller.session)?;
                let verification = session.reverification.as_mut();
                let verification = verification.ok_or_else(ApiError::verification_missing)?;
                verification.attempt(&code, now)?;
                session.verified_at = now;
                Ok(session.reverification.clone())
            })
            .await
        }
        _ => Err(ApiError::param_value_invalid("strategy")),
    }
}

async fn by_password(
    app: &App,
    visitor: &Visitor,
    id: String,
    password: Option<String>,
) -> Result<Answer<ReverificationResource>, ApiError> {
    let session = SessionId::from(id.clone());
    let now = app.clock.now();
    let hash = app.store.read(|state| {
        let caller = visitor.session(state, Some(&session), now)?;
        let hash = state.user(&caller.user)?.password_hash.clone();
        hash.ok_or_else(ApiError::strategy_invalid)
    })?;
    passwords::require(password, hash, PASSWORD).await?;
    change(app, visitor, id, |state, caller, now| {
        state.session_mut(&caller.session)?.verified_at = now;
        Ok(Some(Verification::verified(PASSWORD, now)))
    })
    .await
}

/// Takes one step of a reverification; `step` returns what is under way then.
async fn change(
    app: &App,
    visitor: &Visitor,
    id: String,
    step: impl FnOnce(&mut Memory, &Caller, UnixMillis) -> Result<Option<Verification>, ApiError>,
) -> Result<Answer<ReverificationResource>, ApiError> {
    let id = SessionId::from(id);
    let now = app.clock.now();
    let view = visitor
        .act(app, now, |state, client| {
            let caller = visitor.session(state, Some(&id), now)?;
            let under_way = step(state, &caller, now)?;
            state.session_mut(&id)?.reverification = under_way;
            state.client_mut(client)?.touch(now);
            Ok(())
        })
        .await?;
    answer(app, visitor, now, &view, &id)
}

fn answer(
    app: &App,
    visitor: &Visitor,
    now: UnixMillis,
    view: &ClientView,
    id: &SessionId,
) -> Result<Answer<ReverificationResource>, ApiError> {
    view_answer(app, visitor, now, view, |artist| {
        let mut sessions = view.sessions.iter();
        let found = sessions.find(|(session, _)| session.id == *id);
        let (session, user) = found.ok_or_else(ApiError::not_found)?;
        artist.reverification(session, user)
    })
}
