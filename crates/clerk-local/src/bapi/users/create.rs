//! New people.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::super::body::{Body, refuse_unknown};
use super::draw;
use crate::app::Shared;
use crate::errors::ApiError;
use crate::passwords;
use crate::resources::UserResource;
use crate::state::{Metadata, NewUser, Verification, normalise_email};
use crate::webhooks::Cause;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Create {
    email_address: Vec<String>,
    password: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    external_id: Option<String>,
    locale: Option<String>,
    public_metadata: Metadata,
    private_metadata: Metadata,
    unsafe_metadata: Metadata,
    banned: bool,
    skip_password_checks: bool,
    skip_password_requirement: bool,
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

/// The addresses count as verified.
pub(super) async fn create(
    State(app): State<Shared>,
    cause: Cause,
    Body(wanted): Body<Create>,
) -> Result<Json<UserResource>, ApiError> {
    refuse_unknown(&wanted.unknown)?;
    let now = app.clock.now();
    let password_hash = match wanted.password {
        Some(password) => {
            Some(passwords::accept(password, "password", wanted.skip_password_checks).await?)
        }
        None if wanted.skip_password_requirement => None,
        None => return Err(ApiError::param_missing("password")),
    };
    let addresses = wanted
        .email_address
        .iter()
        .map(|address| normalise_email(address, "email_address"))
        .collect::<Result<Vec<_>, _>>()?;
    if addresses.is_empty() {
        return Err(ApiError::param_missing("email_address"));
    }
    let user = app
        .change(&cause, |state| {
            let is_taken = |address| state.user_by_email(address).is_some();
            if addresses.iter().any(|address| is_taken(address)) {
                return Err(ApiError::identifier_exists());
            }
            let verified = |address| (address, Verification::verified("admin", now));
            let new = NewUser {
                id: None,
                first_name: wanted.first_name,
                last_name: wanted.last_name,
                emails: addresses.into_iter().map(verified).collect(),
                password_hash,
                external: None,
                public_metadata: wanted.public_metadata,
                private_metadata: wanted.private_metadata,
                unsafe_metadata: wanted.unsafe_metadata,
                external_id: wanted.external_id,
                locale: wanted.locale,
            };
            let id = state.add_user(new, now);
            let user = state.user_mut(&id)?;
            user.banned = wanted.banned;
            Ok(user.clone())
        })
        .await?;
    Ok(draw(&app, &user))
}
