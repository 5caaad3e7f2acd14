//! The server functions' side of the desk: who is asking, and the scope to work in.
//!
//! The router lets nobody through to a server function without a guard ([`crate::server`]), and a
//! function gets at data only by [`begin`], which again needs the person.

use crate::domain::preferences::Preferences;
#[cfg(feature = "ssr")]
use crate::{auth::CurrentUser, domain::user::Role};

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
    /// How much they were told and have not read.
    pub unread: i64,
    /// Whether somebody else acts as them.
    pub is_impersonated: bool,
}

#[cfg(feature = "ssr")]
impl Viewer {
    /// What pages show of a person who has that much to read.
    #[must_use]
    pub fn new(current: &CurrentUser, unread: i64) -> Self {
        let user = current.user();
        let is_impersonated = current.impersonator().is_some();
        Self {
            name: user.shown_name(),
            called: user.called().to_owned(),
            email: user.email.clone(),
            avatar_url: user.avatar_url.clone(),
            preferences: user.preferences.clone(),
            // To who acts as an administrator the admin area is closed.
            is_admin: user.role == Role::Admin && !is_impersonated,
            unread,
            is_impersonated,
        }
    }
}

#[cfg(feature = "ssr")]
pub use server::{
    Caller, Scope, accounts, answer_with, begin, begin_admin, caller, database, deleted_days,
    directory, forget_theme_of_this_browser, go_to, lead_back, lead_to, now, origin, plan_holds,
    require_fresh, session, session_keeper, tell_once, told_once, unguessable,
};

#[cfg(feature = "ssr")]
mod server {
    use http::{HeaderValue, StatusCode, header, request::Parts};
    use leptos::{
        prelude::use_context,
        server_fn::{ServerFn, error::ServerFnUrlError},
    };
    use leptos_axum::ResponseOptions;
    use time::OffsetDateTime;

    use crate::{
        auth::{AdminUser, ClerkAccounts, ClerkPeople, ClerkSessions, CurrentUser, Session},
        db::AdminTx,
        db::Db,
        db::UserTx,
        domain::{plan::Limit, user::User},
        error::{Error, Refusal},
        state::{self, AppState},
    };

    /// What [`begin`] opens, by the name that pages know it by.
    pub type Scope = UserTx;

    /// Opens a scope of the person who is asking.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when nobody is, [`Error::Unavailable`] without a database.
    pub async fn begin() -> Result<UserTx, Error> {
        let user = use_context::<CurrentUser>().ok_or(Error::Unauthenticated)?;
        let state = use_context::<AppState>().ok_or(Error::Internal)?;
        user.begin(&state.db).await
    }

    /// The person who is asking, and what it takes to act for them at Clerk.
    #[derive(Clone)]
    pub struct Caller {
        /// Their row, as of this request.
        pub user: User,
        /// Clerk's id of the session that they ask with.
        pub session_id: Option<String>,
        /// Keeps their sessions.
        pub sessions: ClerkSessions,
        /// Keeps who they are.
        pub people: ClerkPeople,
        /// Where scopes are opened.
        pub db: Db,
    }

    /// The person who is asking, for what is not done in a scope of theirs alone.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when nobody is.
    pub fn caller() -> Result<Caller, Error> {
        let user = use_context::<CurrentUser>().ok_or(Error::Unauthenticated)?;
        let state = use_context::<AppState>().ok_or(Error::Internal)?;
        Ok(Caller {
            session_id: user.session_id().map(str::to_owned),
            user: user.into_user(),
            sessions: ClerkSessions(state.clerk.api()),
            people: ClerkPeople(state.clerk.api()),
            db: state.db,
        })
    }

    /// What the token of the caller's session says.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when there is none.
    pub fn session() -> Result<Session, Error> {
        use_context::<Session>().ok_or(Error::Unauthenticated)
    }

    /// How many days what belongs to deleted people is held back.
    #[must_use]
    pub fn deleted_days() -> u32 {
        use_context::<AppState>().map_or(0, |state| state.site.deleted_days)
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
        session()?.require_fresh()
    }

    /// The database, for what the application does by itself.
    ///
    /// # Errors
    /// [`Error::Internal`] outside of a request.
    pub fn database() -> Result<Db, Error> {
        Ok(app()?.db)
    }

    /// Where people's sessions are kept.
    ///
    /// # Errors
    /// [`Error::Internal`] outside of a request.
    pub fn session_keeper() -> Result<ClerkSessions, Error> {
        Ok(ClerkSessions(app()?.clerk.api()))
    }

    /// Where people's accounts are kept.
    ///
    /// # Errors
    /// [`Error::Internal`] outside of a request.
    pub fn accounts() -> Result<ClerkAccounts, Error> {
        Ok(ClerkAccounts(app()?.clerk.api()))
    }

    /// Where everybody is listed.
    ///
    /// # Errors
    /// [`Error::Internal`] outside of a request.
    pub fn directory() -> Result<ClerkPeople, Error> {
        Ok(ClerkPeople(app()?.clerk.api()))
    }

    fn app() -> Result<AppState, Error> {
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
    /// Gives the page that is being rendered the status of what is wrong with it.
    pub fn answer_with(error: &Error) {
        if let (Some(response), Ok(status)) = (
            use_context::<ResponseOptions>(),
            StatusCode::from_u16(error.status()),
        ) {
            response.set_status(status);
        }
    }

    /// Where the person goes when what they asked for is done: by the router, or by the browser where
    /// a form was sent without a script. To be the last thing a function does.
    #[expect(
        clippy::disallowed_methods,
        reason = "it is called where nothing follows"
    )]
    pub fn go_to(path: &str) {
        leptos_axum::redirect(path);
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
