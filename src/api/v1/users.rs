use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use crate::{
    api::{Route, extract},
    auth::CurrentUser,
    db::Db,
    domain::{
        preferences::{Settings, SettingsChange},
        user::User,
    },
    error::{Envelope, Error},
    service::preferences::{self, Tagged},
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::person(routes!(me)),
        Route::person(routes!(me_under_its_old_address)),
        Route::person(routes!(change_me)).costly(),
    ]
}

/// The caller, with the one word that other versions had for their role and plan.
#[derive(Serialize, ToSchema)]
struct Me {
    #[serde(flatten)]
    user: User,
    /// `admin` for administrators, else the plan.
    access_level: &'static str,
}

impl From<User> for Me {
    fn from(user: User) -> Self {
        let access_level = user.access_level();
        Self { user, access_level }
    }
}

/// The caller. The answer's `ETag` names their settings as they are now.
#[utoipa::path(get, path = "/api/v1/users/me", tag = "users", responses((status = 200, body = Me)))]
async fn me(user: CurrentUser) -> (HeaderMap, Json<Me>) {
    let user = user.into_user();
    let settings = Settings {
        display_name: user.display_name.clone(),
        preferences: user.preferences.clone(),
    };
    (etag(&settings.into()), Json(user.into()))
}

/// The caller, under the address of the first version.
#[utoipa::path(get, path = "/api/auth/me", tag = "users", responses((status = 200, body = Me)))]
async fn me_under_its_old_address(user: CurrentUser) -> (HeaderMap, Json<Me>) {
    me(user).await
}

/// Changes the caller's own settings; what is left out stays. With the header `If-Match`, only if
/// they are still those of that `ETag`.
#[utoipa::path(patch, path = "/api/v1/users/me", tag = "users", request_body = SettingsChange,
    params(("If-Match" = Option<String>, Header, description = "The `ETag` of the settings that were seen.")),
    responses(
        (status = 200, body = Me),
        (status = 409, description = "The settings are not those that were seen.", body = Envelope),
    ))]
async fn change_me(
    user: CurrentUser,
    State(db): State<Db>,
    headers: HeaderMap,
    extract::Json(change): extract::Json<SettingsChange>,
) -> Result<(HeaderMap, Json<Me>), Error> {
    let mut tx = user.begin(&db).await?;
    let now = preferences::change(&mut tx, change, seen(&headers)).await?;
    tx.commit().await?;
    let headers = etag(&now);
    let user = User {
        display_name: now.settings.display_name,
        preferences: now.settings.preferences,
        ..user.into_user()
    };
    Ok((headers, Json(user.into())))
}

/// The tag that the caller names; `*` stands for any.
fn seen(headers: &HeaderMap) -> Option<&str> {
    let tag = headers.get(header::IF_MATCH)?.to_str().unwrap_or_default();
    (tag != "*").then(|| tag.trim_matches('"'))
}

fn etag(now: &Tagged) -> HeaderMap {
    HeaderValue::from_str(&format!("\"{}\"", now.tag))
        .map(|tag| HeaderMap::from_iter([(header::ETAG, tag)]))
        .unwrap_or_default()
}
