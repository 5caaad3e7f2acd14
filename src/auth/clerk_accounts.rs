use clerk::{
    ApiError, BackendApi,
    api::{CreateUser, UserQuery},
};

use crate::{
    error::{Conflict, Error},
    service::admin::standing::{Accounts, Returning},
};

/// People's accounts, as Clerk's Backend API lets an administrator change them.
#[derive(Clone, Debug)]
pub struct ClerkAccounts(pub BackendApi);

impl Accounts for ClerkAccounts {
    async fn ban(&self, clerk_id: &str) -> Result<(), Error> {
        self.0.users().ban(clerk_id).await.map_err(unavailable)?;
        Ok(())
    }

    async fn unban(&self, clerk_id: &str) -> Result<(), Error> {
        self.0.users().unban(clerk_id).await.map_err(unavailable)?;
        Ok(())
    }

    async fn delete(&self, clerk_id: &str) -> Result<(), Error> {
        match self.0.users().delete(clerk_id).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_not_found() => Ok(()),
            Err(error) => Err(unavailable(error)),
        }
    }

    async fn knows(&self, clerk_id: &str) -> Result<bool, Error> {
        match self.0.users().get(clerk_id).await {
            Ok(_) => Ok(true),
            Err(error) if error.is_not_found() => Ok(false),
            Err(error) => Err(unavailable(error)),
        }
    }

    async fn make_anew(&self, person: &Returning) -> Result<String, Error> {
        let made_before = UserQuery {
            external_id: vec![person.mark.clone()],
            limit: Some(1),
            ..UserQuery::default()
        };
        let found = self
            .0
            .users()
            .list(&made_before)
            .await
            .map_err(unavailable)?;
        if let Some(user) = found.into_iter().next() {
            return Ok(user.id);
        }
        let new = CreateUser {
            email_address: vec![person.email.clone()],
            first_name: person.first_name.clone(),
            last_name: person.last_name.clone(),
            external_id: Some(person.mark.clone()),
            skip_password_requirement: true,
            ..CreateUser::default()
        };
        match self.0.users().create(&new).await {
            Ok(user) => Ok(user.id),
            Err(error) if is_taken(&error) => Err(Error::Conflict(Conflict::AccountExists)),
            Err(error) => Err(unavailable(error)),
        }
    }
}

/// Whether somebody has the address already.
fn is_taken(error: &ApiError) -> bool {
    match error {
        ApiError::Response(response) => response
            .errors
            .iter()
            .any(|error| error.code == "form_identifier_exists"),
        _ => false,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn unavailable(error: ApiError) -> Error {
    tracing::warn!(%error, "Clerk's Backend API did not do what it was asked");
    Error::ClerkUnavailable
}
