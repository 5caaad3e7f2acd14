//! Calls about users.

use http::Method;
use serde::Serialize;
use serde_json::{Map, Value};

use super::client::Call;
use super::types::{TotalCount, repeated};
use super::{ApiError, BackendApi, Deleted, Metadata, User};

const USERS: &str = "/v1/users";

/// Calls about users.
///
/// Every call fails with [`ApiError`]: the API's own error, or that it could not be reached.
#[derive(Debug, Clone, Copy)]
pub struct Users<'a>(pub(super) &'a BackendApi);

/// Which users to list. Empty lists do not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserQuery {
    /// With one of these e-mail addresses.
    pub email_address: Vec<String>,
    /// With one of these user names.
    pub username: Vec<String>,
    /// With one of these ids; 100 at most.
    pub user_id: Vec<String>,
    /// With one of the application's own ids.
    pub external_id: Vec<String>,
    /// Members of one of these organizations.
    pub organization_id: Vec<String>,
    /// With this text in name, address, number or id.
    pub query: Option<String>,
    /// By what to sort, such as `-created_at`.
    pub order_by: Option<String>,
    /// Created before this time, in Unix milliseconds.
    pub created_at_before: Option<i64>,
    /// Created after this time, in Unix milliseconds.
    pub created_at_after: Option<i64>,
    /// Active since this time, in Unix milliseconds.
    pub last_active_at_since: Option<i64>,
    /// How many; 10 unless set, 500 at most.
    pub limit: Option<u32>,
    /// How many to pass over.
    pub offset: Option<u32>,
}

impl UserQuery {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let lists = [
            ("email_address", &self.email_address),
            ("username", &self.username),
            ("user_id", &self.user_id),
            ("external_id", &self.external_id),
            ("organization_id", &self.organization_id),
        ];
        let singles = [
            ("query", self.query.clone()),
            ("order_by", self.order_by.clone()),
            (
                "created_at_before",
                self.created_at_before.map(|at| at.to_string()),
            ),
            (
                "created_at_after",
                self.created_at_after.map(|at| at.to_string()),
            ),
            (
                "last_active_at_since",
                self.last_active_at_since.map(|at| at.to_string()),
            ),
            ("limit", self.limit.map(|limit| limit.to_string())),
            ("offset", self.offset.map(|offset| offset.to_string())),
        ];
        lists
            .into_iter()
            .flat_map(|(name, values)| repeated(name, values))
            .chain(
                singles
                    .into_iter()
                    .filter_map(|(name, value)| Some((name, value?))),
            )
            .collect()
    }
}

/// A user to be created. What is `None` is not sent.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CreateUser {
    /// E-mail addresses, taken as verified; the first is the primary one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub email_address: Vec<String>,
    /// Telephone numbers, taken as verified.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phone_number: Vec<String>,
    /// The user name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// The first name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The application's own id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Metadata.
    #[serde(flatten)]
    pub metadata: Metadata,
    /// Whether any password will do.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub skip_password_checks: bool,
    /// Whether no password is needed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub skip_password_requirement: bool,
    /// Any further parameters of the API.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// Changes of a user. What is `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct UpdateUser {
    /// The first name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The user name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// Whether to end all other sessions, after a change of password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_out_of_other_sessions: Option<bool>,
    /// Which e-mail address is the primary one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_email_address_id: Option<String>,
    /// The application's own id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Any further parameters of the API.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

#[expect(
    clippy::missing_errors_doc,
    reason = "said once, in the documentation of the type"
)]
impl Users<'_> {
    /// A list of users.
    pub async fn list(&self, query: &UserQuery) -> Result<Vec<User>, ApiError> {
        self.0
            .call(Call::new(Method::GET, USERS).query(query.pairs()))
            .await
    }

    /// How many users there are.
    pub async fn count(&self, query: &UserQuery) -> Result<u64, ApiError> {
        let call = Call::new(Method::GET, format!("{USERS}/count")).query(query.pairs());
        let count: TotalCount = self.0.call(call).await?;
        Ok(count.total_count)
    }

    /// One user.
    pub async fn get(&self, user_id: &str) -> Result<User, ApiError> {
        self.0
            .call(Call::about(Method::GET, USERS, user_id, "")?)
            .await
    }

    /// Creates a user.
    pub async fn create(&self, user: &CreateUser) -> Result<User, ApiError> {
        self.0.call(Call::new(Method::POST, USERS).body(user)).await
    }

    /// Changes a user.
    pub async fn update(&self, user_id: &str, changes: &UpdateUser) -> Result<User, ApiError> {
        let call = Call::about(Method::PATCH, USERS, user_id, "")?.body(changes);
        self.0.call(call).await
    }

    /// Merges metadata into what is there, member by member.
    pub async fn merge_metadata(
        &self,
        user_id: &str,
        metadata: &Metadata,
    ) -> Result<User, ApiError> {
        let call = Call::about(Method::PATCH, USERS, user_id, "/metadata")?.body(metadata);
        self.0.call(call).await
    }

    /// Replaces the kinds of metadata that are given.
    pub async fn replace_metadata(
        &self,
        user_id: &str,
        metadata: &Metadata,
    ) -> Result<User, ApiError> {
        let call = Call::about(Method::PUT, USERS, user_id, "/metadata")?.body(metadata);
        self.0.call(call).await
    }

    /// Deletes a user for good.
    pub async fn delete(&self, user_id: &str) -> Result<Deleted, ApiError> {
        self.0
            .call(Call::about(Method::DELETE, USERS, user_id, "")?)
            .await
    }

    /// Ends a user's sessions and lets nobody sign in as them.
    pub async fn ban(&self, user_id: &str) -> Result<User, ApiError> {
        self.act(user_id, "/ban").await
    }

    /// Ends a ban.
    pub async fn unban(&self, user_id: &str) -> Result<User, ApiError> {
        self.act(user_id, "/unban").await
    }

    /// Lets nobody sign in as a user for a while.
    pub async fn lock(&self, user_id: &str) -> Result<User, ApiError> {
        self.act(user_id, "/lock").await
    }

    /// Ends a lock.
    pub async fn unlock(&self, user_id: &str) -> Result<User, ApiError> {
        self.act(user_id, "/unlock").await
    }

    async fn act(&self, user_id: &str, action: &str) -> Result<User, ApiError> {
        self.0
            .call(Call::about(Method::POST, USERS, user_id, action)?)
            .await
    }
}
