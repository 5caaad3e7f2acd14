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
    begin, begin_admin, forget_theme_of_this_browser, lead_back, lead_to, now, plan_holds,
    require_fresh,
};

#[cfg(feature = "ssr")]
mod server {
    use http::{HeaderValue, header};
    use leptos::{
        prelude::use_context,
        server_fn::{ServerFn, error::ServerFnUrlError},
    };
    use leptos_axum::ResponseOptions;
    use time::OffsetDateTime;

    use crate::{
        auth::{AdminUser, CurrentUser, Session},
        db::AdminTx,
        db::UserTx,
        domain::plan::Limit,
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

    /// Where a form that was sent without JavaScript is taken. With it, the page decides.
    pub fn lead_to(address: &str) {
        if let (Some(response), Ok(location)) = (
            use_context::<ResponseOptions>(),
            HeaderValue::from_str(address),
        ) {
            response.insert_header(header::LOCATION, location);
        }
    }

    /// As [`lead_to`], to a page that tells what went wrong with the function `F`: its address may
    /// hold what was typed, which Leptos's own way back forgets.
    pub fn lead_back<F: ServerFn<Error = Error>>(address: &str, error: &Error) {
        let base = format!("http://localhost{address}");
        if let Ok(url) = ServerFnUrlError::new(F::PATH, error.clone()).to_url(&base) {
            let query = url.query().unwrap_or_default();
            lead_to(&format!("{}?{query}", url.path()));
        }
    }

    /// How much of something the plan of whoever is asking holds; `None` is without limit.
    #[must_use]
    pub fn plan_holds(limit: Limit) -> Option<i64> {
        let user = use_context::<CurrentUser>()?;
        limit.of(user.user().plan, user.user().role)
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
