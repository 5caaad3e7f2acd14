//! A person's e-mail addresses.

use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use serde::Deserialize;

use super::{Answer, change, me, require_fresh};
use crate::app::Shared;
use crate::errors::ApiError;
use crate::ids::EmailId;
use crate::resources::{Artist, DeletedResource, EmailResource};
use crate::state::{Email, MailPurpose, normalise_email};
use crate::visitor::{Form, Visitor};

const EMAIL_CODE: &str = "email_code";

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/v1/me/email_addresses", get(list).post(add))
        .route("/v1/me/email_addresses/{id}", get(read).delete(remove))
        .route(
            "/v1/me/email_addresses/{id}/prepare_verification",
            post(prepare),
        )
        .route(
            "/v1/me/email_addresses/{id}/attempt_verification",
            post(attempt),
        )
}

async fn list(
    State(app): State<Shared>,
    visitor: Visitor,
) -> Result<Answer<Vec<EmailResource>>, ApiError> {
    let now = app.clock.now();
    let user = me(&app, &visitor, now)?;
    let artist = Artist::for_visitor(&app, &visitor, now);
    let emails = user.emails.iter().map(|email| artist.email(email));
    Ok(Answer::read(emails.collect()))
}

async fn read(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Answer<EmailResource>, ApiError> {
    let now = app.clock.now();
    let user = me(&app, &visitor, now)?;
    let artist = Artist::for_visitor(&app, &visitor, now);
    Ok(Answer::read(artist.email(user.email(&EmailId::from(id))?)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Add {
    email_address: Option<String>,
}

async fn add(
    State(app): State<Shared>,
    visitor: Visitor,
    Form(form): Form<Add>,
) -> Result<Answer<EmailResource>, ApiError> {
    let given = form
        .email_address
        .ok_or_else(|| ApiError::param_missing("email_address"))?;
    let address = normalise_email(&given, "email_address")?;
    let wanted = address.clone();
    change(
        &app,
        &visitor,
        |state, caller, now| {
            require_fresh(state, caller, now)?;
            if state.user_by_email(&address).is_some() {
                return Err(ApiError::identifier_exists());
            }
            let user = state.user_mut(&caller.user)?;
            // Given before, but never verified: start over.
            user.emails.retain(|email| email.address != address);
            user.emails.push(Email::new(address, None, now));
            Ok(())
        },
        |artist, user| {
            let email = user.emails.iter().find(|email| email.address == wanted);
            Ok(artist.email(email.ok_or_else(ApiError::not_found)?))
        },
    )
    .await
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Verify {
    strategy: Option<String>,
    code: Option<String>,
}

async fn prepare(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<Verify>,
) -> Result<Answer<EmailResource>, ApiError> {
    if form.strategy.as_deref() != Some(EMAIL_CODE) {
        return Err(ApiError::param_value_invalid("strategy"));
    }
    let id = EmailId::from(id);
    change(
        &app,
        &visitor,
        |state, caller, now| {
            let email = state.user(&caller.user)?.email(&id)?;
            if email.is_verified() {
                return Err(ApiError::verification_already_verified());
            }
            let (previous, address) = (email.verification.clone(), email.address.clone());
            let purpose = MailPurpose::AddAddress;
            let sent = state.send_code(previous.as_ref(), EMAIL_CODE, &address, purpose, now)?;
            let email = state.user_mut(&caller.user)?.email_mut(&id)?;
            email.verification = Some(sent);
            email.updated_at = now;
            Ok(())
        },
        |artist, user| Ok(artist.email(user.email(&id)?)),
    )
    .await
}

async fn attempt(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<Verify>,
) -> Result<Answer<EmailResource>, ApiError> {
    let code = form.code.ok_or_else(|| ApiError::param_missing("code"))?;
    let id = EmailId::from(id);
    change(
        &app,
        &visitor,
        |state, caller, now| {
            let address = &state.user(&caller.user)?.email(&id)?.address;
            if state
                .user_by_email(address)
                .is_some_and(|owner| owner.id != caller.user)
            {
                return Err(ApiError::identifier_exists());
            }
            let email = state.user_mut(&caller.user)?.email_mut(&id)?;
            email
                .verification
                .as_mut()
                .ok_or_else(ApiError::verification_missing)?
                .attempt(&code, now)?;
            email.updated_at = now;
            Ok(())
        },
        |artist, user| Ok(artist.email(user.email(&id)?)),
    )
    .await
}

/// The primary address stays: Clerk asks to make another one primary first.
async fn remove(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Answer<DeletedResource>, ApiError> {
    let id = EmailId::from(id);
    change(
        &app,
        &visitor,
        |state, caller, now| {
            require_fresh(state, caller, now)?;
            let user = state.user_mut(&caller.user)?;
            user.email(&id)?;
            if user.primary_email.as_ref() == Some(&id) {
                return Err(ApiError::last_identification());
            }
            user.emails.retain(|email| email.id != id);
            Ok(())
        },
        |_, _| Ok(DeletedResource::new("email_address", &id)),
    )
    .await
}
