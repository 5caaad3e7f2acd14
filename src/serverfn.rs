//! The server functions' side of the desk: who is asking, and the scope to work in.
//!
//! The router lets nobody through to a server function without a guard ([`crate::server`]), and a
//! function gets at data only by [`begin`], which again needs the person.

use crate::domain::{
    preferences::Preferences,
    user::{Role, User},
};

/// The signed-in person, as pages show them.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Viewer {
    /// The name to show.
    pub name: String,
    /// What to call them in a greeting.
    pub called: String,
    /// Their address, once known.
    pub email: Option<String>,
    /// Their picture.
    pub avatar_url: Option<String>,
    /// What they have chosen.
    pub preferences: Preferences,
    /// Whether the admin area is open to them; the server asks again at each request.
    pub is_admin: bool,
}

impl From<&User> for Viewer {
    fn from(user: &User) -> Self {
        Self {
            name: user.shown_name(),
            called: user.called().to_owned(),
            email: user.email.clone(),
            avatar_url: user.avatar_url.clone(),
            preferences: user.preferences.clone(),
            is_admin: user.role == Role::Admin,
        }
    }
}

#[cfg(feature = "ssr")]
pub use server::{
    answer_with, begin, begin_admin, forget_theme_of_this_browser, lead_to, now, origin,
    require_fresh, tell_once, told_once, unguessable,
};

#[cfg(feature = "ssr")]
mod server {
    use http::{HeaderValue, StatusCode, header, request::Parts};
    use leptos::prelude::use_context;
    use leptos_axum::ResponseOptions;
    use time::OffsetDateTime;

    use crate::{
        auth::{AdminUser, CurrentUser, Session},
        db::AdminTx,
        db::UserTx,
        error::{Error, Refusal},
        state::{self, AppState},
    };

    /// Opens a scope of the person who is asking.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when nobody is, [`Error::Unavailable`] without a database.
    pub async fn begin() -> Result<UserTx, Error> {
        let user = use_context::<CurrentUser>().ok_or(Error::Unauthenticated)?;
        let state = use_context::<AppState>().ok_or(Error::Internal)?;
        user.begin(&state.db).await
    }

    /// Lets the person's preference decide again, whatever the switch in the header has said.
    pub fn forget_theme_of_this_browser() {
        if let Some(response) = use_context::<ResponseOptions>() {
            response.append_header(
                header::SET_COOKIE,
                HeaderValue::from_static("theme=; Path=/; Max-Age=0; SameSite=Lax"),
            );
        }
    }

    /// Where a form that was sent without JavaScript is taken. With it, the page decides.
    pub fn lead_to(address: &str) {
        if let (Some(response), Ok(location)) = (
            use_context::<ResponseOptions>(),
            HeaderValue::from_str(address),
        ) {
            response.insert_header(header::LOCATION, location);
        }
    }

    /// Opens a scope of the admin area. Only functions below `/fn/admin` and pages of
    /// administrators have it.
    ///
    /// # Errors
    /// [`Refusal::Role`] for everybody who is no administrator, [`Error::Unavailable`] without a
    /// database.
    pub async fn begin_admin() -> Result<AdminTx, Error> {
        let admin = use_context::<AdminUser>().ok_or(Error::Forbidden(Refusal::Role))?;
        let state = use_context::<AppState>().ok_or(Error::Internal)?;
        admin.begin(&state.db).await
    }

    /// Lets through who has proved who they are within the last ten minutes.
    ///
    /// # Errors
    /// [`Refusal::Reverification`] for everybody else.
    pub fn require_fresh() -> Result<(), Error> {
        use_context::<Session>()
            .ok_or(Error::Unauthenticated)?
            .require_fresh()
    }

    /// The moment at which an answer is made; what is "2 hours ago" is measured from it.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where pages read the clock"
    )]
    #[must_use]
    pub fn now() -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }
    /// Gives the page that is being rendered the status of what is wrong with it.
    pub fn answer_with(error: &Error) {
        if let (Some(response), Ok(status)) = (
            use_context::<ResponseOptions>(),
            StatusCode::from_u16(error.status()),
        ) {
            response.set_status(status);
        }
    }

    /// The public origin, for addresses that people pass on.
    ///
    /// # Errors
    /// Outside of a request.
    pub fn origin() -> Result<String, Error> {
        let state = use_context::<AppState>().ok_or(Error::Internal)?;
        Ok(state.site.origin.clone())
    }

    /// 32 bytes that nobody can guess.
    ///
    /// # Errors
    /// When the system has none to give.
    pub fn unguessable() -> Result<[u8; 32], Error> {
        state::unguessable().ok_or(Error::Internal)
    }

    /// Tells the next look at the page `path` something that is told once: a form that was sent
    /// without a script gets no other answer than the page. With a script, the answer says it.
    pub fn tell_once(name: &str, path: &str, value: &str) {
        let (Some(parts), Some(response)) =
            (use_context::<Parts>(), use_context::<ResponseOptions>())
        else {
            return;
        };
        let is_plain_form = parts
            .headers
            .get(header::ACCEPT)
            .and_then(|accept| accept.to_str().ok())
            .is_some_and(|accept| accept.contains("text/html"));
        if is_plain_form {
            let secure = if origin().is_ok_and(|origin| origin.starts_with("https:")) {
                "; Secure"
            } else {
                ""
            };
            append_cookie(
                &response,
                &format!(
                    "{name}={value}; Path={path}; Max-Age=60; HttpOnly; SameSite=Strict{secure}"
                ),
            );
        }
    }

    /// What [`tell_once`] has left for this page, and now no longer has.
    #[must_use]
    pub fn told_once(name: &str, path: &str) -> Option<String> {
        let parts = use_context::<Parts>()?;
        let told = parts
            .headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|cookies| cookies.to_str().ok())
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find_map(|(key, value)| (key == name).then(|| value.to_owned()))?;
        let response = use_context::<ResponseOptions>()?;
        append_cookie(
            &response,
            &format!("{name}=; Path={path}; Max-Age=0; HttpOnly; SameSite=Strict"),
        );
        Some(told)
    }

    fn append_cookie(response: &ResponseOptions, cookie: &str) {
        if let Ok(cookie) = HeaderValue::from_str(cookie) {
            response.append_header(header::SET_COOKIE, cookie);
        }
    }
}
