//! Proving that the address is one's own.

use axum::extract::{Path, State};
use serde::Deserialize;

use super::super::Answer;
use super::{EMAIL_CODE, answer};
use crate::app::Shared;
use crate::errors::ApiError;
use crate::ids::SignUpId;
use crate::resources::SignUpResource;
use crate::state::MailPurpose;
use crate::visitor::{Form, Visitor};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Verify {
    strategy: Option<String>,
    code: Option<String>,
}

pub(super) async fn prepare(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<Verify>,
) -> Result<Answer<SignUpResource>, ApiError> {
    let now = app.clock.now();
    let id = SignUpId::from(id);
    if form.strategy.as_deref() != Some(EMAIL_CODE) {
        return Err(ApiError::param_value_invalid("strategy"));
    }
    let view = visitor
        .act(&app, now, |state, client| {
            let sign_up = state.sign_up_mut(client, &id)?;
            let previous = sign_up.email_verification.clone();
            let email = sign_up
                .email
                .clone()
                .ok_or_else(|| ApiError::param_missing("email_address"))?;
            let purpose = MailPurpose::SignUp;
            let sent = state.send_code(previous.as_ref(), EMAIL_CODE, &email, purpose, now)?;
            state.sign_up_mut(client, &id)?.email_verification = Some(sent);
            state.client_mut(client)?.touch(now);
            Ok(())
        })
        .await?;
    answer(&app, &visitor, now, &view)
}

pub(super) async fn attempt(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<Verify>,
) -> Result<Answer<SignUpResource>, ApiError> {
    let now = app.clock.now();
    let id = SignUpId::from(id);
    let code = form.code.ok_or_else(|| ApiError::param_missing("code"))?;
    let view = visitor
        .act(&app, now, |state, client| {
            let sign_up = state.sign_up_mut(client, &id)?;
            sign_up
                .email_verification
                .as_mut()
                .ok_or_else(ApiError::verification_missing)?
                .attempt(&code, now)?;
            state.client_mut(client)?.touch(now);
            let activity = visitor.activity.clone();
            state.complete_sign_up_if_ready(client, EMAIL_CODE, activity, now)
        })
        .await?;
    answer(&app, &visitor, now, &view)
}
