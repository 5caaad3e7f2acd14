//! Sessions.

use serde::Serialize;

use super::user::{PublicUserResource, UserResource};
use super::{Artist, TokenResource};
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::ids::{ActivityId, ClientId, SessionId, UserId};
use crate::state::{Activity, Session, User};
use crate::user_agent;

/// A session as its own browser sees it.
#[derive(Debug, Serialize)]
pub(crate) struct SessionResource {
    #[serde(flatten)]
    facts: SessionFactsResource,
    tasks: Option<()>,
    factor_verification_age: [i64; 2],
    user: UserResource,
    public_user_data: PublicUserResource,
    last_active_token: Option<TokenResource>,
}

/// A session with its device, as lists of sessions and the Backend API show it.
#[derive(Debug, Serialize)]
pub(crate) struct SessionWithActivities {
    #[serde(flatten)]
    facts: SessionFactsResource,
    client_id: ClientId,
    user_id: UserId,
    latest_activity: ActivityResource,
    /// Null where it is known whose session it is.
    user: Option<Box<UserResource>>,
}

#[derive(Debug, Serialize)]
struct SessionFactsResource {
    object: &'static str,
    id: SessionId,
    status: &'static str,
    expire_at: UnixMillis,
    abandon_at: UnixMillis,
    last_active_at: UnixMillis,
    last_active_organization_id: Option<String>,
    actor: Option<()>,
    created_at: UnixMillis,
    updated_at: UnixMillis,
}

#[derive(Debug, Serialize)]
struct ActivityResource {
    object: &'static str,
    id: ActivityId,
    device_type: &'static str,
    is_mobile: bool,
    browser_name: &'static str,
    browser_version: String,
    ip_address: Option<String>,
    city: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
}

impl Artist<'_> {
    /// A session with a fresh token.
    ///
    /// # Errors
    /// When signing the token fails.
    pub(crate) fn session(
        &self,
        session: &Session,
        user: &User,
    ) -> Result<SessionResource, ApiError> {
        Ok(SessionResource {
            facts: self.session_facts(session),
            tasks: None,
            factor_verification_age: [session.verified_minutes_ago(self.now), -1],
            user: self.user(user),
            public_user_data: self.public_user(user),
            last_active_token: Some(self.token(session, user)?),
        })
    }

    /// A session with its device.
    pub(crate) fn session_with_activities(&self, session: &Session) -> SessionWithActivities {
        SessionWithActivities {
            facts: self.session_facts(session),
            client_id: session.client_id.clone(),
            user_id: session.user_id.clone(),
            latest_activity: activity(&session.activity),
            user: None,
        }
    }

    /// A session with its device and its person, for the application's server.
    pub(crate) fn session_of_user(&self, session: &Session, user: &User) -> SessionWithActivities {
        SessionWithActivities {
            user: Some(Box::new(self.user_for_server(user))),
            ..self.session_with_activities(session)
        }
    }

    fn session_facts(&self, session: &Session) -> SessionFactsResource {
        SessionFactsResource {
            object: "session",
            id: session.id.clone(),
            status: session.status_at(self.now).as_str(),
            expire_at: session.expire_at,
            abandon_at: session.abandon_at,
            last_active_at: session.last_active_at,
            last_active_organization_id: None,
            actor: None,
            created_at: session.created_at,
            updated_at: session.updated_at,
        }
    }
}

fn activity(activity: &Activity) -> ActivityResource {
    let device = user_agent::describe(activity.user_agent.as_deref().unwrap_or_default());
    ActivityResource {
        object: "session_activity",
        id: activity.id.clone(),
        device_type: device.system,
        is_mobile: device.is_mobile,
        browser_name: device.browser,
        browser_version: device.version,
        ip_address: activity.ip_address.clone(),
        // Without a place Clerk's list shows an empty pair of brackets.
        city: Some("local"),
        country: None,
    }
}
