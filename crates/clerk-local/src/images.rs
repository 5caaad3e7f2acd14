//! Avatars and provider icons, drawn here: nothing is fetched from elsewhere.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha1::{Digest, Sha1};

use crate::app::{App, Shared};
use crate::errors::ApiError;
use crate::ids::{ImageId, UserId};
use crate::personas::Provider;
use crate::state::User;

const SVG: &str = "image/svg+xml";

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/img/avatars/{user}", get(avatar))
        .route("/img/uploads/{image}", get(upload))
        .route("/img/providers/{file}", get(provider_icon))
}

/// Where a browser finds the picture of `user`. The address changes with the picture.
pub(crate) fn user_image_url(proxy_url: &str, user: &User) -> String {
    match &user.image {
        Some(image) => format!("{proxy_url}/img/uploads/{image}"),
        None => {
            let initials = initials(user);
            let version = hex(&Sha1::digest(initials.as_bytes()), 4);
            format!("{proxy_url}/img/avatars/{}?v={version}", user.id)
        }
    }
}

/// Where a browser finds the icon of `provider`.
pub(crate) fn provider_icon_url(proxy_url: &str, provider: Provider) -> String {
    format!("{proxy_url}/img/providers/{}.svg", provider.slug())
}

/// Removes an uploaded picture. A file that stays behind does no harm, so a failure is only logged.
pub(crate) async fn remove_file(app: &App, image: &ImageId) {
    if let Err(error) = tokio::fs::remove_file(app.images_dir.join(image.as_ref())).await {
        tracing::warn!(%error, "an old picture could not be removed");
    }
}

async fn avatar(State(app): State<Shared>, Path(id): Path<String>) -> Response {
    let id = UserId::from(id);
    let initials = app
        .store
        .read(|state| state.users.get(&id).map(initials))
        .unwrap_or_default();
    image(SVG, avatar_svg(id.as_ref(), &initials).into_bytes())
}

async fn upload(State(app): State<Shared>, Path(id): Path<String>) -> Result<Response, ApiError> {
    let id = ImageId::from(id);
    // Only ids that a person carries are looked up, so the path cannot name another file.
    let is_known = app.store.read(|state| {
        state
            .users
            .values()
            .any(|user| user.image.as_ref() == Some(&id))
    });
    if !is_known {
        return Err(ApiError::not_found());
    }
    let content = tokio::fs::read(app.images_dir.join(id.as_ref()))
        .await
        .map_err(|_| ApiError::not_found())?;
    let kind = image_type(&content).ok_or_else(ApiError::not_found)?;
    Ok(image(kind, content))
}

async fn provider_icon(Path(file): Path<String>) -> Result<Response, ApiError> {
    let svg = match file.strip_suffix(".svg").and_then(Provider::from_slug) {
        Some(Provider::Google) => GOOGLE,
        Some(Provider::Github) => GITHUB,
        None => return Err(ApiError::not_found()),
    };
    Ok(image(SVG, svg.as_bytes().to_vec()))
}

fn image(content_type: &'static str, content: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, content_type),
        (CACHE_CONTROL, "public, max-age=86400"),
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        ),
    ];
    (headers, content).into_response()
}

/// The type of an uploaded picture by its first bytes; `None` for anything else.
pub(crate) fn image_type(content: &[u8]) -> Option<&'static str> {
    match content {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("image/webp"),
        _ => None,
    }
}

/// One or two letters for a person.
pub(crate) fn initials(user: &User) -> String {
    let names: Vec<&str> = [&user.first_name, &user.last_name]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let letters: String = names
        .iter()
        .filter_map(|name| name.trim().chars().next())
        .filter(|letter| letter.is_alphanumeric())
        .collect();
    if letters.is_empty() {
        user.primary_email()
            .and_then(|email| email.address.chars().next())
            .filter(char::is_ascii_alphanumeric)
            .map(String::from)
            .unwrap_or_default()
    } else {
        letters
    }
    .to_uppercase()
}

/// A round picture with a colour that belongs to `seed`.
pub(crate) fn avatar_svg(seed: &str, initials: &str) -> String {
    let digest = Sha1::digest(seed.as_bytes());
    let hue = digest
        .iter()
        .fold(0_u32, |sum, byte| sum * 31 % 360 + u32::from(*byte))
        % 360;
    let text: String = initials
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect();
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" aria-hidden="true"><rect width="96" height="96" fill="hsl({hue} 42% 36%)"/><path d="M0 96 96 0v96z" fill="#fff" opacity=".08"/><text x="48" y="49" fill="#fff" font-family="system-ui,sans-serif" font-size="38" font-weight="600" text-anchor="middle" dominant-baseline="central">{text}</text></svg>"##
    )
}

fn hex(bytes: &[u8], take: usize) -> String {
    bytes
        .iter()
        .take(take)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A ring in four colours with a bar: enough to recognise the button.
const GOOGLE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke-width="4"><path d="M19.1 6.9A9 9 0 0 0 6 5.3" stroke="#d94b3d"/><path d="M6 5.3a9 9 0 0 0-1 12.3" stroke="#e8ae1f"/><path d="M5 17.6a9 9 0 0 0 12.6 1.5" stroke="#3b9a55"/><path d="M17.6 19.1A9 9 0 0 0 21 12h-9" stroke="#3f74d8"/></svg>"##;

/// A branch. It is used as a mask, so only its shape counts.
const GITHUB: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000" stroke-width="2.2" stroke-linecap="round"><circle cx="6" cy="5" r="2.6"/><circle cx="6" cy="19" r="2.6"/><circle cx="18" cy="7" r="2.6"/><path d="M6 7.6v8.8M18 9.6c0 4.6-6 4.2-10 6.6"/></svg>"##;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_avatar_is_the_same_each_time_and_carries_no_markup() {
        assert_eq!(avatar_svg("user_1", "AA"), avatar_svg("user_1", "AA"));
        assert_ne!(avatar_svg("user_1", "AA"), avatar_svg("user_2", "AA"));
        assert!(avatar_svg("user_1", "<&").contains("central\"></text>"));
    }

    #[test]
    fn pictures_are_told_by_their_first_bytes() {
        assert_eq!(image_type(b"\x89PNG\r\n"), Some("image/png"));
        assert_eq!(image_type(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        assert_eq!(image_type(b"<svg onload=alert(1)>"), None);
    }
}
