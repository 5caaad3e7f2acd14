//! Calls about invitations to the application.

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::client::Call;
use super::{ApiError, BackendApi, Page};

const INVITATIONS: &str = "/v1/invitations";

/// Calls about invitations.
///
/// Every call fails with [`ApiError`]: the API's own error, or that it could not be reached.
#[derive(Debug, Clone, Copy)]
pub struct Invitations<'a>(pub(super) &'a BackendApi);

/// An invitation. Times are Unix milliseconds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Invitation {
    /// `inv_…`.
    pub id: String,
    /// Who is invited.
    pub email_address: String,
    /// What the new user's public metadata will be.
    pub public_metadata: Option<Map<String, Value>>,
    /// `pending`, `accepted`, `revoked` or `expired`.
    pub status: String,
    /// The link of the invitation.
    pub url: Option<String>,
    /// When it was made.
    pub created_at: i64,
    /// When it was last changed.
    pub updated_at: i64,
}

/// An invitation to be made.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CreateInvitation {
    /// Who is invited.
    pub email_address: String,
    /// Where the link leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<String>,
    /// What the new user's public metadata will be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_metadata: Option<Map<String, Value>>,
    /// Whether Clerk sends the e-mail; it does unless told otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify: Option<bool>,
    /// Whether a pending invitation to the same address is no error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignore_existing: Option<bool>,
    /// After how many days it expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in_days: Option<u32>,
}

/// Which invitations to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InvitationQuery {
    /// Of this status.
    pub status: Option<String>,
    /// With this text in the address or id.
    pub query: Option<String>,
    /// How many; 10 unless set, 500 at most.
    pub limit: Option<u32>,
    /// How many to pass over.
    pub offset: Option<u32>,
}

#[expect(
    clippy::missing_errors_doc,
    reason = "said once, in the documentation of the type"
)]
impl Invitations<'_> {
    /// A list of invitations.
    pub async fn list(&self, query: &InvitationQuery) -> Result<Page<Invitation>, ApiError> {
        let pairs = [
            ("status", query.status.clone()),
            ("query", query.query.clone()),
            ("limit", query.limit.map(|limit| limit.to_string())),
            ("offset", query.offset.map(|offset| offset.to_string())),
            ("paginated", Some("true".to_owned())),
        ];
        let pairs = pairs
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect();
        self.0
            .call(Call::new(Method::GET, INVITATIONS).query(pairs))
            .await
    }

    /// Invites somebody.
    pub async fn create(&self, invitation: &CreateInvitation) -> Result<Invitation, ApiError> {
        self.0
            .call(Call::new(Method::POST, INVITATIONS).body(invitation))
            .await
    }

    /// Takes an invitation back.
    pub async fn revoke(&self, invitation_id: &str) -> Result<Invitation, ApiError> {
        self.0
            .call(Call::about(
                Method::POST,
                INVITATIONS,
                invitation_id,
                "/revoke",
            )?)
            .await
    }
}
