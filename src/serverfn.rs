//! The server functions' side of the desk: who is asking, and the scope to work in.
//!
//! The router lets nobody through to a server function without a guard ([`crate::server`]), and a
//! function gets at data only by [`begin`], which again needs the person.

#[cfg(feature = "ssr")]
mod answering;
#[cfg(feature = "ssr")]
mod asking;
mod refused_forms;

pub use self::refused_forms::{kept_as, refused, typed};
#[cfg(feature = "ssr")]
pub use self::{
    answering::{
        answer_with, forget_theme_of_this_browser, go_to, lead_back, lead_to, tell_once, told_once,
    },
    asking::{
        Caller, Scope, accounts, begin, begin_admin, caller, database, deleted_days, directory,
        now, origin, plan_holds, require_fresh, session, session_keeper, trust_in_clerk,
        unguessable,
    },
};

use crate::domain::{notification::Unread, preferences::Preferences, user::Plan};
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
    /// How much they may keep.
    pub plan: Plan,
    /// What they have chosen.
    pub preferences: Preferences,
    /// Whether the admin area is open to them; the server asks again at each request.
    pub is_admin: bool,
    /// How much they have not looked at.
    pub unread: Unread,
    /// Whether there is a discover page.
    pub has_discover: bool,
    /// Whether somebody else acts as them.
    pub is_impersonated: bool,
}

#[cfg(feature = "ssr")]
impl Viewer {
    /// What pages show of a person who has that much to read, and may have a discover page.
    #[must_use]
    pub fn new(current: &CurrentUser, unread: Unread, has_discover: bool) -> Self {
        let user = current.user();
        let is_impersonated = current.impersonator().is_some();
        Self {
            name: user.shown_name(),
            called: user.called().to_owned(),
            email: user.email.clone(),
            avatar_url: user.avatar_url.clone(),
            plan: user.plan,
            preferences: user.preferences.clone(),
            // To who acts as an administrator the admin area is closed.
            is_admin: user.role == Role::Admin && !is_impersonated,
            unread,
            has_discover,
            is_impersonated,
        }
    }
}
