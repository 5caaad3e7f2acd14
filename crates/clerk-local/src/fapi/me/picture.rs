//! A person's picture.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::routing::post;

use super::{Answer, change, me};
use crate::app::Shared;
use crate::errors::ApiError;
use crate::ids::ImageId;
use crate::images;
use crate::resources::{DeletedResource, ImageResource};
use crate::visitor::Visitor;

/// Clerk's limit is 10 MB.
const MAX_BYTES: usize = 10 * 1024 * 1024;

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/v1/me/profile_image", post(upload).delete(remove))
        .layer(DefaultBodyLimit::max(MAX_BYTES + 64 * 1024))
}

async fn upload(
    State(app): State<Shared>,
    visitor: Visitor,
    form: Multipart,
) -> Result<Answer<ImageResource>, ApiError> {
    let old = me(&app, &visitor, app.clock.now())?.image;
    let content = file_of(form).await?;
    if images::image_type(&content).is_none() {
        return Err(ApiError::param_format_invalid(
            "file",
            "The picture must be a PNG, JPEG, GIF or WebP file.",
        ));
    }
    let id = ImageId::random();
    tokio::fs::write(app.images_dir.join(id.as_ref()), content)
        .await
        .map_err(|error| ApiError::internal(&error))?;
    let answer = change(
        &app,
        &visitor,
        |state, caller, _| {
            state.user_mut(&caller.user)?.image = Some(id.clone());
            Ok(())
        },
        |artist, user| {
            Ok(ImageResource {
                object: "image",
                id: id.to_string(),
                name: "picture".to_owned(),
                public_url: artist.image_url(user),
            })
        },
    )
    .await?;
    if let Some(old) = old {
        images::remove_file(&app, &old).await;
    }
    Ok(answer)
}

async fn file_of(mut form: Multipart) -> Result<Vec<u8>, ApiError> {
    while let Some(field) = form
        .next_field()
        .await
        .map_err(|_| ApiError::malformed_body())?
    {
        if field.name() == Some("file") {
            let bytes = field
                .bytes()
                .await
                .map_err(|_| ApiError::malformed_body())?;
            if bytes.len() > MAX_BYTES {
                return Err(ApiError::param_format_invalid(
                    "file",
                    "The picture has more than 10 MB.",
                ));
            }
            return Ok(bytes.to_vec());
        }
    }
    Err(ApiError::param_missing("file"))
}

async fn remove(
    State(app): State<Shared>,
    visitor: Visitor,
) -> Result<Answer<DeletedResource>, ApiError> {
    let old = me(&app, &visitor, app.clock.now())?.image;
    let answer = change(
        &app,
        &visitor,
        |state, caller, _| {
            state.user_mut(&caller.user)?.image = None;
            Ok(())
        },
        |_, user| Ok(DeletedResource::new("image", &user.id)),
    )
    .await?;
    if let Some(old) = old {
        images::remove_file(&app, &old).await;
    }
    Ok(answer)
}
