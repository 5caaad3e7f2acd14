//! What the application notes about people.

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;

use super::super::body::Body;
use super::change;
use crate::app::Shared;
use crate::errors::ApiError;
use crate::resources::UserResource;
use crate::state::{Metadata, merge_metadata};
use crate::webhooks::Cause;

/// The kinds that are given.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Given {
    public_metadata: Option<Metadata>,
    private_metadata: Option<Metadata>,
    unsafe_metadata: Option<Metadata>,
}

/// Merges, objects within objects too; null removes a key.
pub(super) async fn merge(
    State(app): State<Shared>,
    cause: Cause,
    Path(id): Path<String>,
    Body(given): Body<Given>,
) -> Result<Json<UserResource>, ApiError> {
    write(&app, &cause, id, given, merge_metadata).await
}

/// Replaces the kinds that are given.
pub(super) async fn replace(
    State(app): State<Shared>,
    cause: Cause,
    Path(id): Path<String>,
    Body(given): Body<Given>,
) -> Result<Json<UserResource>, ApiError> {
    write(&app, &cause, id, given, |old, new| *old = new).await
}

async fn write(
    app: &Shared,
    cause: &Cause,
    id: String,
    given: Given,
    write: impl Fn(&mut Metadata, Metadata),
) -> Result<Json<UserResource>, ApiError> {
    change(app, cause, id, |state, id, _| {
        let user = state.user_mut(id)?;
        for (old, new) in [
            (&mut user.public_metadata, given.public_metadata),
            (&mut user.private_metadata, given.private_metadata),
            (&mut user.unsafe_metadata, given.unsafe_metadata),
        ] {
            if let Some(new) = new {
                write(old, new);
            }
        }
        Ok(())
    })
    .await
}
