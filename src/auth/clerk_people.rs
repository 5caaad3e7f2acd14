use clerk::{
    ApiError, BackendApi,
    api::{User, UserQuery},
};
use serde_json::Value;

use crate::{
    error::Error,
    service::{account::AccountKeeper, sync::Directory},
};

/// People, as Clerk's Backend API lists them, within its rate limits.
#[derive(Clone, Debug)]
pub struct ClerkPeople(pub BackendApi);

impl Directory for ClerkPeople {
    async fn made_after(&self, milliseconds: i64, limit: usize) -> Result<Vec<Value>, Error> {
        let query = UserQuery {
            order_by: Some("+created_at".to_owned()),
            created_at_after: (milliseconds > 0).then_some(milliseconds),
            limit: u32::try_from(limit).ok(),
            ..UserQuery::default()
        };
        let users = self.list(&query).await?;
        users
            .iter()
            .map(|user| serde_json::to_value(user).map_err(|_| Error::Internal))
            .collect()
    }

    async fn among(&self, ids: &[String]) -> Result<Vec<String>, Error> {
        let query = UserQuery {
            user_id: ids.to_vec(),
            limit: u32::try_from(ids.len()).ok(),
            ..UserQuery::default()
        };
        let users = self.list(&query).await?;
        Ok(users.into_iter().map(|user| user.id).collect())
    }
}

impl AccountKeeper for ClerkPeople {
    async fn delete(&self, clerk_id: &str) -> Result<(), Error> {
        match self.0.users().delete(clerk_id).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_not_found() => Ok(()),
            Err(error) => {
                tracing::warn!(%error, "Clerk's Backend API did not delete somebody");
                Err(Error::ClerkUnavailable)
            }
        }
    }
}

impl ClerkPeople {
    async fn list(&self, query: &UserQuery) -> Result<Vec<User>, Error> {
        self.0.users().list(query).await.map_err(|error: ApiError| {
            tracing::warn!(%error, "Clerk's Backend API did not list people");
            Error::ClerkUnavailable
        })
    }
}
