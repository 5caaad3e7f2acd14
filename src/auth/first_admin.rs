use std::sync::Arc;

use crate::{
    db::Db,
    domain::user::{Role, User},
    error::Error,
    service,
};

/// Whom the settings name as the first administrator: by Clerk id, or by an address that is theirs
/// for certain. Counts only while there is no administrator, so that whoever was made a plain user
/// later stays one.
#[derive(Clone, Debug, Default)]
pub struct FirstAdmin(Option<Arc<str>>);

impl FirstAdmin {
    /// Nobody, if none is named.
    #[must_use]
    pub fn new(named: Option<&str>) -> Self {
        Self(named.map(Arc::from))
    }

    /// The person, as an administrator if it is their turn.
    pub(super) async fn recognise(&self, db: &Db, mut user: User) -> Result<User, Error> {
        if user.role != Role::Admin
            && self.names(&user)
            && service::roles::make_first(db, user.id).await?
        {
            user.role = Role::Admin;
        }
        Ok(user)
    }

    fn names(&self, user: &User) -> bool {
        let Some(named) = self.0.as_deref() else {
            return false;
        };
        let is = |text: &Option<String>| {
            text.as_deref()
                .is_some_and(|text| text.eq_ignore_ascii_case(named))
        };
        is(&user.clerk_id) || is(&user.email)
    }
}
