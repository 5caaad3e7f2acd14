//! A typed client of Clerk's Backend API.

mod error;
mod exchange;
mod transport;

pub use error::{ApiError, ApiErrorItem, ErrorResponse};
pub(crate) use exchange::{is_plain_id, send};
pub use transport::API_VERSION;
pub(crate) use transport::{Transport, http_client};
