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
    arrive_at, begin, begin_admin, forget_theme_of_this_browser, hand_over, handed_over, not_there,
    now, public_address, require_fresh, unguessable,
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

    /// Where a form that was sent without JavaScript goes on, once it has been carried out; not
    /// back to its page. With JavaScript, the page goes on by itself.
    pub fn arrive_at(path: &str) {
        if is_plain_form()
            && let Some(response) = use_context::<ResponseOptions>()
            && let Ok(path) = HeaderValue::from_str(path)
        {
            response.insert_header(header::LOCATION, path);
            response.set_status(StatusCode::FOUND);
        }
    }

    /// The page that is being rendered is not there: it says so in its status, too.
    pub fn not_there() {
        if let Some(response) = use_context::<ResponseOptions>() {
            response.set_status(StatusCode::NOT_FOUND);
        }
    }

    /// Hands a text to the page that shows after a form that was sent without JavaScript. It is
    /// told once, within a minute, and scripts do not see it. For texts that fit a cookie.
    pub fn hand_over(name: &'static str, text: &str) {
        if is_plain_form() {
            set_cookie(&format!("{name}={text}; Max-Age=60"));
        }
    }

    /// What the form before this page has handed over under that name.
    #[must_use]
    pub fn handed_over(name: &'static str) -> Option<String> {
        let text = use_context::<Parts>()?
            .headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|cookies| cookies.to_str().ok())
            .flat_map(|cookies| cookies.split(';'))
            .find_map(|cookie| cookie.trim().strip_prefix(name)?.strip_prefix('='))
            .filter(|text| !text.is_empty())
            .map(str::to_owned)?;
        set_cookie(&format!("{name}=; Max-Age=0"));
        Some(text)
    }

    fn set_cookie(cookie: &str) {
        let is_https = use_context::<AppState>()
            .is_some_and(|state| state.site.origin.starts_with("https://"));
        let secure = if is_https { "; Secure" } else { "" };
        let cookie = format!("{cookie}; Path=/; HttpOnly; SameSite=Lax{secure}");
        if let Some(response) = use_context::<ResponseOptions>()
            && let Ok(cookie) = HeaderValue::from_str(&cookie)
        {
            response.append_header(header::SET_COOKIE, cookie);
        }
    }

    /// A browser that runs our script asks for data, not for a page.
    fn is_plain_form() -> bool {
        use_context::<Parts>().is_some_and(|parts| {
            parts
                .headers
                .get(header::ACCEPT)
                .and_then(|accept| accept.to_str().ok())
                .is_some_and(|accept| accept.contains("text/html"))
        })
    }

    /// One of our own paths as others reach it.
    ///
    /// # Errors
    /// [`Error::Internal`] outside of a request.
    pub fn public_address(path: &str) -> Result<String, Error> {
        let state = use_context::<AppState>().ok_or(Error::Internal)?;
        Ok(format!("{}{path}", state.site.origin))
    }

    /// 32 bytes that nobody can guess, for a link's secret.
    ///
    /// # Errors
    /// [`Error::Internal`] when the system has none.
    pub fn unguessable() -> Result<[u8; 32], Error> {
        state::unguessable().ok_or(Error::Internal)
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
}
