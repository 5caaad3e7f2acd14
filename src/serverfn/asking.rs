//! Who is asking, and what there is to answer them with.

use leptos::prelude::use_context;
use time::OffsetDateTime;

use crate::{
    auth::{AdminUser, ClerkAccounts, ClerkPeople, ClerkSessions, CurrentUser, Session, trust},
    db::AdminTx,
    db::Db,
    db::UserTx,
    domain::{health::Trust, plan::Limit, user::User},
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
    user.begin(&app()?.db).await
}

/// Opens a scope of the admin area. Only functions below `/fn/admin` and pages of
/// administrators have it.
///
/// # Errors
/// [`Refusal::Role`] for everybody who is no administrator, [`Error::Unavailable`] without a
/// database.
pub async fn begin_admin() -> Result<AdminTx, Error> {
    let admin = use_context::<AdminUser>().ok_or(Error::Forbidden(Refusal::Role))?;
    admin.begin(&app()?.db).await
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
    let state = app()?;
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

/// Lets through who has proved who they are within the last ten minutes.
///
/// # Errors
/// [`Refusal::Reverification`] for everybody else.
pub fn require_fresh() -> Result<(), Error> {
    session()?.require_fresh()
}

/// How much of something the plan of whoever is asking holds; `None` is without limit.
#[must_use]
pub fn plan_holds(limit: Limit) -> Option<i64> {
    let user = use_context::<CurrentUser>()?;
    limit.of(user.user().plan, user.user().role)
}

/// How many days what belongs to deleted people is held back.
#[must_use]
pub fn deleted_days() -> u32 {
    use_context::<AppState>().map_or(0, |state| state.site.deleted_days)
}

/// The database, for what the application does by itself.
///
/// # Errors
/// [`Error::Internal`] outside of a request.
pub fn database() -> Result<Db, Error> {
    Ok(app()?.db)
}

/// How far Clerk's tokens and messages can be verified.
///
/// # Errors
/// [`Error::Internal`] outside of a request.
pub fn trust_in_clerk() -> Result<Trust, Error> {
    let state = app()?;
    Ok(trust(&state.clerk, state.site.has_webhook_secret))
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

/// The public origin, for addresses that people pass on.
///
/// # Errors
/// [`Error::Internal`] outside of a request.
pub fn origin() -> Result<String, Error> {
    Ok(app()?.site.origin.clone())
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

/// 32 bytes that nobody can guess.
///
/// # Errors
/// When the system has none to give.
pub fn unguessable() -> Result<[u8; 32], Error> {
    state::unguessable().ok_or(Error::Internal)
}

fn app() -> Result<AppState, Error> {
    use_context::<AppState>().ok_or(Error::Internal)
}
