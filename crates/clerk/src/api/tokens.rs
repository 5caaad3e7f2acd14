//! Tokens that the Backend API hands out.

use std::fmt;

use serde::Deserialize;

/// A token with which browser tests pass Clerk's bot protection: they add it to Frontend API calls as
/// the query parameter `__clerk_testing_token`.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct TestingToken {
    /// The token.
    pub token: String,
    /// When it expires, in Unix seconds.
    pub expires_at: i64,
}

/// A link that signs a user in once.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct SignInToken {
    /// Its id.
    pub id: String,
    /// Whom it signs in.
    pub user_id: String,
    /// `pending`, `accepted` or `revoked`.
    pub status: String,
    /// The token.
    pub token: String,
    /// The link.
    #[serde(default)]
    pub url: Option<String>,
}

/// An answer that holds a JWT.
#[derive(Deserialize)]
pub(super) struct Jwt {
    pub(super) jwt: String,
}

impl fmt::Debug for TestingToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestingToken")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for SignInToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignInToken")
            .field("id", &self.id)
            .field("user_id", &self.user_id)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
