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
    /// Whether somebody else acts as them.
    pub is_impersonated: bool,
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
            is_impersonated: false,
        }
    }
}

#[cfg(feature = "ssr")]
impl From<&crate::auth::CurrentUser> for Viewer {
    fn from(current: &crate::auth::CurrentUser) -> Self {
        let is_impersonated = current.impersonator().is_some();
        let viewer = Self::from(current.user());
        Self {
            // To who acts as an administrator the admin area is closed.
            is_admin: viewer.is_admin && !is_impersonated,
            is_impersonated,
            ..viewer
        }
    }
}

#[cfg(feature = "ssr")]
pub use server::{accounts, database, directory, session_keeper};
#[cfg(feature = "ssr")]
pub use server::{begin, begin_admin, forget_theme_of_this_browser, now, require_fresh};

#[cfg(feature = "ssr")]
mod server {
    use http::{HeaderValue, header};
    use leptos::prelude::use_context;
    use leptos_axum::ResponseOptions;
    use time::OffsetDateTime;

    use crate::{
        auth::{AdminUser, ClerkAccounts, ClerkPeople, ClerkSessions, CurrentUser, Session},
        db::AdminTx,
        db::{Db, UserTx},
        error::{Error, Refusal},
        state::AppState,
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

    /// The database, for what the application does by itself.
    ///
    /// # Errors
    /// [`Error::Internal`] outside of a request.
    pub fn database() -> Result<Db, Error> {
        Ok(state()?.db)
    }

    /// Where people's sessions are kept.
    ///
    /// # Errors
    /// [`Error::Internal`] outside of a request.
    pub fn session_keeper() -> Result<ClerkSessions, Error> {
        Ok(ClerkSessions(state()?.clerk.api()))
    }

    /// Where people's accounts are kept.
    ///
    /// # Errors
    /// [`Error::Internal`] outside of a request.
    pub fn accounts() -> Result<ClerkAccounts, Error> {
        Ok(ClerkAccounts(state()?.clerk.api()))
    }

    /// Where everybody is listed.
    ///
    /// # Errors
    /// [`Error::Internal`] outside of a request.
    pub fn directory() -> Result<ClerkPeople, Error> {
        Ok(ClerkPeople(state()?.clerk.api()))
    }

    fn state() -> Result<AppState, Error> {
        use_context::<AppState>().ok_or(Error::Internal)
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
