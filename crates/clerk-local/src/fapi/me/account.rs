//! Name, metadata, password, deletion.

use axum::Router;
use axum::extract::State;
use axum::routing::{get, patch, post};
use serde::Deserialize;

use super::{Answer, change, fresh_me, me, require_fresh, view_answer};
use crate::app::Shared;
use crate::errors::ApiError;
use crate::ids::EmailId;
use crate::images;
use crate::passwords;
use crate::resources::{Artist, DeletedResource, UserResource};
use crate::state::{SessionStatus, merge_metadata};
use crate::visitor::{Form, Visitor};

const MAX_NAME_LENGTH: usize = 256;

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/v1/me", get(read).patch(update).delete(delete))
        .route("/v1/me/metadata", patch(update_metadata))
        .route("/v1/me/change_password", post(change_password))
        .route("/v1/me/remove_password", post(remove_password))
}

async fn read(
    State(app): State<Shared>,
    visitor: Visitor,
) -> Result<Answer<UserResource>, ApiError> {
    let now = app.clock.now();
    let user = me(&app, &visitor, now)?;
    let artist = Artist::for_visitor(&app, &visitor, now);
    Ok(Answer::read(artist.user(&user)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Update {
    first_name: Option<String>,
    last_name: Option<String>,
    primary_email_address_id: Option<String>,
    unsafe_metadata: Option<String>,
}

async fn update(
    State(app): State<Shared>,
    visitor: Visitor,
    Form(form): Form<Update>,
) -> Result<Answer<UserResource>, ApiError> {
    let first_name = name(form.first_name, "first_name")?;
    let last_name = name(form.last_name, "last_name")?;
    let unsafe_metadata = form
        .unsafe_metadata
        .map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(|_| metadata_invalid())?;
    change(
        &app,
        &visitor,
        |state, caller, now| {
            if form.primary_email_address_id.is_some() {
                require_fresh(state, caller, now)?;
            }
            let user = state.user_mut(&caller.user)?;
            if let Some(id) = form.primary_email_address_id {
                user.set_primary_email(&EmailId::from(id))?;
            }
            if let Some(first_name) = first_name {
                user.first_name = first_name;
            }
            if let Some(last_name) = last_name {
                user.last_name = last_name;
            }
            if let Some(metadata) = unsafe_metadata {
                user.unsafe_metadata = metadata;
            }
            Ok(())
        },
        |artist, user| Ok(artist.user(user)),
    )
    .await
}

/// A given name; an empty one removes it.
fn name(given: Option<String>, param: &str) -> Result<Option<Option<String>>, ApiError> {
    let Some(given) = given else {
        return Ok(None);
    };
    let trimmed = given.trim();
    if trimmed.chars().count() > MAX_NAME_LENGTH {
        return Err(ApiError::param_format_invalid(
            param,
            "Names have 256 characters at most.",
        ));
    }
    Ok(Some((!trimmed.is_empty()).then(|| trimmed.to_owned())))
}

fn metadata_invalid() -> ApiError {
    ApiError::param_format_invalid("unsafe_metadata", "Metadata must be a JSON object.")
}

#[derive(Deserialize)]
struct UpdateMetadata {
    unsafe_metadata: String,
}

/// Merges at the top level and below; null removes a key.
async fn update_metadata(
    State(app): State<Shared>,
    visitor: Visitor,
    Form(form): Form<UpdateMetadata>,
) -> Result<Answer<UserResource>, ApiError> {
    let given = serde_json::from_str(&form.unsafe_metadata).map_err(|_| metadata_invalid())?;
    change(
        &app,
        &visitor,
        |state, caller, _| {
            let user = state.user_mut(&caller.user)?;
            merge_metadata(&mut user.unsafe_metadata, given);
            Ok(())
        },
        |artist, user| Ok(artist.user(user)),
    )
    .await
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ChangePassword {
    current_password: Option<String>,
    new_password: Option<String>,
    sign_out_of_other_sessions: bool,
}

async fn change_password(
    State(app): State<Shared>,
    visitor: Visitor,
    Form(form): Form<ChangePassword>,
) -> Result<Answer<UserResource>, ApiError> {
    let new_password = form
        .new_password
        .ok_or_else(|| ApiError::param_missing("new_password"))?;
    let old_hash = fresh_me(&app, &visitor, app.clock.now())?.password_hash;
    // Clerk's form does not ask for it where there is reverification.
    if let (Some(hash), Some(current)) = (old_hash.clone(), form.current_password) {
        passwords::require(Some(current), hash, "current_password").await?;
    }
    let hash = passwords::accept(new_password, "new_password", false).await?;
    change(
        &app,
        &visitor,
        |state, caller, now| {
            let user = state.user_mut(&caller.user)?;
            if user.password_hash != old_hash {
                return Err(ApiError::password_incorrect("current_password"));
            }
            user.set_password(hash, now);
            if form.sign_out_of_other_sessions {
                let keep = Some(&caller.session);
                state.close_sessions_of_user(&caller.user, keep, SessionStatus::Revoked, now);
            }
            Ok(())
        },
        |artist, user| Ok(artist.user(user)),
    )
    .await
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RemovePassword {
    current_password: Option<String>,
}

async fn remove_password(
    State(app): State<Shared>,
    visitor: Visitor,
    Form(form): Form<RemovePassword>,
) -> Result<Answer<UserResource>, ApiError> {
    let user = fresh_me(&app, &visitor, app.clock.now())?;
    let hash = user.password_hash.ok_or_else(ApiError::strategy_invalid)?;
    if let Some(current) = form.current_password {
        passwords::require(Some(current), hash, "current_password").await?;
    }
    change(
        &app,
        &visitor,
        |state, caller, now| {
            let user = state.user_mut(&caller.user)?;
            user.password_hash = None;
            user.password_changed_at = Some(now);
            Ok(())
        },
        |artist, user| Ok(artist.user(user)),
    )
    .await
}

/// Deletes the account for good, and signs the browser out.
async fn delete(
    State(app): State<Shared>,
    visitor: Visitor,
) -> Result<Answer<DeletedResource>, ApiError> {
    let now = app.clock.now();
    let (view, user) = visitor
        .change(&app, |state| {
            let caller = visitor.session(state, None, now)?;
            require_fresh(state, &caller, now)?;
            let user = state.delete_user(&caller.user)?;
            state.sign_out(&caller.client, SessionStatus::Removed, now)?;
            Ok::<_, ApiError>((state.view(&caller.client, now)?, user))
        })
        .await?;
    if let Some(image) = user.image {
        images::remove_file(&app, &image).await;
    }
    view_answer(&app, &visitor, now, &view, |_| {
        Ok(DeletedResource::new("user", &user.id))
    })
}
