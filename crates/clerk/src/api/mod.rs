//! A typed client of Clerk's Backend API: users, sessions, invitations, and the tokens of tests.
//!
//! ```no_run
//! # async fn example(clerk: clerk::Clerk) -> Result<(), clerk::ApiError> {
//! use clerk::api::{Metadata, UserQuery};
//!
//! let api = clerk.api();
//! let query = UserQuery { limit: Some(50), ..UserQuery::default() };
//! for user in api.users().list(&query).await? {
//!     println!("{} {:?}", user.id, user.primary_email_address());
//! }
//! let seen = Metadata::public([("onboarded", true)]);
//! api.users().merge_metadata("user_1", &seen).await?;
//! # Ok(()) }
//! ```

mod budget;
mod client;
mod error;
mod exchange;
mod invitations;
mod metadata;
mod sessions;
mod tokens;
mod transport;
mod types;
mod user;
mod users;

pub(crate) use budget::Budget;
pub use client::{ApiPolicy, BackendApi};
pub use error::{ApiError, ApiErrorItem, ErrorResponse};
pub(crate) use exchange::{is_plain_id, send};
pub use invitations::{CreateInvitation, Invitation, InvitationQuery, Invitations};
pub use metadata::Metadata;
pub use sessions::{Session, SessionActivity, SessionQuery, Sessions};
pub use tokens::{SignInToken, TestingToken};
pub use transport::API_VERSION;
pub(crate) use transport::{Transport, http_client};
pub use types::{Deleted, Page};
pub use user::{
    EmailAddress, ExternalAccount, LinkedIdentification, PhoneNumber, User, Verification,
};
pub use users::{CreateUser, UpdateUser, UserQuery, Users};
