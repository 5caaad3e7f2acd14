//! Proving who one is: by password, by code, or by code and a new password.

use axum::extract::{Path, State};
use serde::Deserialize;

use super::super::Answer;
use super::{Create, EMAIL_CODE, PASSWORD, RESET_CODE, answer, complete, depart, finish};
use crate::app::{App, Shared};
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::ids::{EmailId, SignInId};
use crate::passwords;
use crate::personas::Provider;
use crate::resources::SignInResource;
use crate::state::{MailPurpose, SessionStatus, SignIn, SignInStatus};
use crate::visitor::{Form, Visitor};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Prepare {
    strategy: Option<String>,
    email_address_id: Option<String>,
    redirect_url: Option<String>,
    action_complete_redirect_url: Option<String>,
}

pub(super) async fn prepare(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<Prepare>,
) -> Result<Answer<SignInResource>, ApiError> {
    let now = app.clock.now();
    let id = SignInId::from(id);
    let strategy = form.strategy.as_deref().unwrap_or_default();
    if let Some(provider) = Provider::from_strategy(strategy) {
        let form = Create {
            redirect_url: form.redirect_url,
            action_complete_redirect_url: form.action_complete_redirect_url,
            ..Create::default()
        };
        return depart(&app, &visitor, provider, &form, now).await;
    }
    let (strategy, purpose) = match strategy {
        EMAIL_CODE => (EMAIL_CODE, MailPurpose::SignIn),
        RESET_CODE => (RESET_CODE, MailPurpose::ResetPassword),
        _ => return Err(ApiError::param_value_invalid("strategy")),
    };
    let view = visitor
        .act(&app, now, |state, client| {
            let sign_in = state.sign_in_mut(client, &id)?;
            let previous = sign_in.first_factor.clone();
            let user = sign_in
                .user
                .clone()
                .ok_or_else(|| ApiError::param_missing("identifier"))?;
            let email = form.email_address_id.map(EmailId::from);
            let address = state.user(&user)?.code_address(email.as_ref())?.to_owned();
            let sent = state.send_code(previous.as_ref(), strategy, &address, purpose, now)?;
            let sign_in = state.sign_in_mut(client, &id)?;
            sign_in.first_factor = Some(sent);
            sign_in.status = SignInStatus::NeedsFirstFactor;
            state.client_mut(client)?.touch(now);
            Ok(())
        })
        .await?;
    answer(&app, &visitor, now, &view)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Attempt {
    strategy: Option<String>,
    password: Option<String>,
    code: Option<String>,
}

pub(super) async fn attempt(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<Attempt>,
) -> Result<Answer<SignInResource>, ApiError> {
    let now = app.clock.now();
    let id = SignInId::from(id);
    match form.strategy.as_deref().unwrap_or_default() {
        PASSWORD => {
            let sign_in = current(&app, &visitor, &id, now)?;
            verify_password(&app, &sign_in, form.password).await?;
            finish(&app, &visitor, Some(sign_in), PASSWORD, now).await
        }
        strategy @ (EMAIL_CODE | RESET_CODE) => {
            let code = form.code.ok_or_else(|| ApiError::param_missing("code"))?;
            attempt_code(&app, &visitor, &id, strategy, &code, now).await
        }
        _ => Err(ApiError::param_value_invalid("strategy")),
    }
}

fn current(
    app: &App,
    visitor: &Visitor,
    id: &SignInId,
    now: UnixMillis,
) -> Result<SignIn, ApiError> {
    app.store.read(|state| {
        let client = visitor.known_client(state, now)?;
        state
            .clients
            .get(&client)
            .and_then(|client| client.sign_in.as_ref())
            .filter(|sign_in| sign_in.id == *id && sign_in.status != SignInStatus::Complete)
            .cloned()
            .ok_or_else(ApiError::not_found)
    })
}

pub(super) async fn verify_password(
    app: &App,
    sign_in: &SignIn,
    password: Option<String>,
) -> Result<(), ApiError> {
    let hash = app.store.read(|state| {
        let user = sign_in.user.as_ref().ok_or_else(ApiError::not_found)?;
        let hash = state.user(user)?.password_hash.clone();
        hash.ok_or_else(ApiError::strategy_invalid)
    })?;
    passwords::require(password, hash, PASSWORD).await
}

async fn attempt_code(
    app: &App,
    visitor: &Visitor,
    id: &SignInId,
    strategy: &str,
    code: &str,
    now: UnixMillis,
) -> Result<Answer<SignInResource>, ApiError> {
    let view = visitor
        .act(app, now, |state, client| {
            let sign_in = state.sign_in_mut(client, id)?;
            sign_in
                .first_factor
                .as_mut()
                .filter(|verification| verification.strategy == strategy)
                .ok_or_else(ApiError::verification_missing)?
                .attempt(code, now)?;
            if strategy == EMAIL_CODE {
                return complete(state, client, visitor, strategy, now);
            }
            sign_in.status = SignInStatus::NeedsNewPassword;
            state.client_mut(client)?.touch(now);
            Ok(())
        })
        .await?;
    answer(app, visitor, now, &view)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ResetPassword {
    password: Option<String>,
    sign_out_of_other_sessions: bool,
}

pub(super) async fn reset_password(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<ResetPassword>,
) -> Result<Answer<SignInResource>, ApiError> {
    let now = app.clock.now();
    let id = SignInId::from(id);
    let password = form
        .password
        .ok_or_else(|| ApiError::param_missing(PASSWORD))?;
    passwords::check(&password, PASSWORD)?;
    let sign_in = current(&app, &visitor, &id, now)?;
    if sign_in.status != SignInStatus::NeedsNewPassword {
        return Err(ApiError::verification_missing());
    }
    let hash = passwords::hash(password)
        .await
        .map_err(|error| ApiError::internal(&error))?;
    visitor
        .change(&app, |state| {
            let user_id = sign_in.user.as_ref().ok_or_else(ApiError::not_found)?;
            let user = state.user_mut(user_id)?;
            user.set_password(hash, now);
            user.touch(now);
            if form.sign_out_of_other_sessions {
                state.close_sessions_of_user(user_id, None, SessionStatus::Revoked, now);
            }
            Ok::<_, ApiError>(())
        })
        .await?;
    finish(&app, &visitor, None, RESET_CODE, now).await
}
