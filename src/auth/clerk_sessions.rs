use clerk::{
    ApiError, BackendApi,
    api::{Session, SessionActivity, SessionQuery},
};
use time::{Duration, OffsetDateTime};

use crate::{domain::session::OwnSession, error::Error, service::sessions::SessionKeeper};

/// People's sessions, as Clerk's Backend API keeps them.
#[derive(Clone, Debug)]
pub struct ClerkSessions(pub BackendApi);

/// The most sessions in one answer (Clerk's OpenAPI document).
const PAGE: u32 = 500;

impl SessionKeeper for ClerkSessions {
    async fn live(&self, clerk_id: &str) -> Result<Vec<OwnSession>, Error> {
        let mut sessions = Vec::new();
        loop {
            let query = SessionQuery {
                user_id: Some(clerk_id.to_owned()),
                status: Some("active".to_owned()),
                limit: Some(PAGE),
                offset: u32::try_from(sessions.len()).ok(),
                ..SessionQuery::default()
            };
            let page = self
                .0
                .sessions()
                .list(&query)
                .await
                .map_err(|error| unavailable(&error))?;
            let is_last = page.data.len() < PAGE as usize;
            sessions.extend(page.data.into_iter().map(shown));
            if is_last {
                return Ok(sessions);
            }
        }
    }

    async fn revoke(&self, session_id: &str) -> Result<(), Error> {
        match self.0.sessions().revoke(session_id).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_not_found() => Ok(()),
            Err(error) => Err(unavailable(&error)),
        }
    }
}

fn unavailable(error: &ApiError) -> Error {
    tracing::warn!(%error, "Clerk's Backend API did not do what it was asked");
    Error::ClerkUnavailable
}

/// What the person may see of a session: their address is not among it.
fn shown(session: Session) -> OwnSession {
    let activity = session.latest_activity.unwrap_or_default();
    let last_active = Duration::milliseconds(session.last_active_at);
    OwnSession {
        id: session.id,
        is_current: false,
        place: joined([&activity.city, &activity.country], ", "),
        browser: browser(&activity),
        device: activity.device_type.filter(|device| !device.is_empty()),
        is_mobile: activity.is_mobile,
        last_active_at: OffsetDateTime::UNIX_EPOCH
            .checked_add(last_active)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH),
    }
}

fn browser(activity: &SessionActivity) -> Option<String> {
    let version = activity.browser_version.as_deref();
    let major = version.and_then(|version| version.split('.').next());
    let major = major.map(str::to_owned);
    activity.browser_name.as_ref()?;
    joined([&activity.browser_name, &major], " ")
}

fn joined(parts: [&Option<String>; 2], between: &str) -> Option<String> {
    let parts: Vec<&str> = parts
        .into_iter()
        .filter_map(|part| part.as_deref())
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(between))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_clerk_does_not_know_is_left_out() {
        let nothing = shown(Session::default());
        assert_eq!((nothing.browser, nothing.place), (None, None));

        let mut session = Session::default();
        let mut activity = SessionActivity::default();
        activity.browser_name = Some("Firefox".into());
        activity.browser_version = Some("140.0.1".into());
        activity.country = Some("Iceland".into());
        session.latest_activity = Some(activity);
        session.last_active_at = i64::MAX;
        let shown = shown(session);
        assert_eq!(shown.browser.as_deref(), Some("Firefox 140"));
        assert_eq!(shown.place.as_deref(), Some("Iceland"));
        assert_eq!(shown.last_active_at, OffsetDateTime::UNIX_EPOCH);
    }
}
