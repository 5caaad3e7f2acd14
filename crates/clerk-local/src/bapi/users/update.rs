//! Changes of people.

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::super::body::{Body, given, refuse_unknown};
use super::change;
use crate::app::Shared;
use crate::errors::ApiError;
use crate::ids::EmailId;
use crate::passwords;
use crate::resources::UserResource;
use crate::state::SessionStatus;
use crate::webhooks::Cause;

/// Metadata are refused like anything unknown: since 2026-05-12 they have endpoints of their own.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Update {
    #[serde(deserialize_with = "given")]
    first_name: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    last_name: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    external_id: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    locale: Option<Option<String>>,
    primary_email_address_id: Option<String>,
    /// Accepted; no mail is sent.
    #[serde(rename = "notify_primary_email_address_changed")]
    _notify: bool,
    password: Option<String>,
    skip_password_checks: bool,
    sign_out_of_other_sessions: bool,
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

pub(super) async fn update(
    State(app): State<Shared>,
    cause: Cause,
    Path(id): Path<String>,
    Body(wanted): Body<Update>,
) -> Result<Json<UserResource>, ApiError> {
    refuse_unknown(&wanted.unknown)?;
    let password_hash = match wanted.password {
        Some(password) => {
            Some(passwords::accept(password, "password", wanted.skip_password_checks).await?)
        }
        None => None,
    };
    change(&app, &cause, id, |state, id, now| {
        let user = state.user_mut(id)?;
        if let Some(email) = wanted.primary_email_address_id {
            user.set_primary_email(&EmailId::from(email))?;
        }
        let set = |field: &mut Option<String>, value: Option<Option<String>>| {
            if let Some(value) = value {
                *field = value.filter(|text| !text.is_empty());
            }
        };
        set(&mut user.first_name, wanted.first_name);
        set(&mut user.last_name, wanted.last_name);
        set(&mut user.external_id, wanted.external_id);
        set(&mut user.locale, wanted.locale);
        if let Some(hash) = password_hash {
            user.set_password(hash, now);
            if wanted.sign_out_of_other_sessions {
                state.close_sessions_of_user(id, None, SessionStatus::Revoked, now);
            }
        }
        Ok(())
    })
    .await
}
