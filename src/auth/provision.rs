//! People are made on their first request, from the token alone: no call to Clerk is needed.

use clerk::SignedIn;

use crate::{
    db::Db,
    domain::{person::Profile, user::User},
    error::{Error, Refusal},
    service::people::{self, Found},
};

/// Finds the person of a verified session, or makes their row. Parallel first requests make one.
pub(super) async fn find_or_make(db: &Db, session: &SignedIn) -> Result<User, Error> {
    let claims = || Profile::of_claims(&session.claims.custom.clone().into());
    match people::find_or_make(db, &session.user_id, claims).await? {
        Found::Known(user) => Ok(user),
        Found::New(user) => {
            tracing::info!(user.id = user.id.0, "a new person came");
            Ok(user)
        }
        Found::Purged => Err(Error::Forbidden(Refusal::AccountDeactivated)),
    }
}
