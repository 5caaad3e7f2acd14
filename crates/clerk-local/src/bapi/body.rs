//! JSON bodies as Clerk's Backend API takes them.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::app::Shared;
use crate::errors::ApiError;

/// A JSON object; an empty body is an empty one.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<Shared> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &Shared) -> Result<Self, ApiError> {
        let body = Bytes::from_request(request, app)
            .await
            .map_err(|_| ApiError::malformed_body())?;
        let body: &[u8] = if body.is_empty() { b"{}" } else { &body };
        serde_json::from_slice(body)
            .map(Self)
            .map_err(|_| ApiError::malformed_body())
    }
}

/// For fields that are absent, null or given: nothing, something to clear, something to set.
pub(super) fn given<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// Refuses parameters that the endpoint does not have.
///
/// # Errors
/// `form_param_unknown` for the first.
pub(super) fn refuse_unknown(unknown: &Map<String, Value>) -> Result<(), ApiError> {
    match unknown.keys().next() {
        Some(name) => Err(ApiError::param_unknown(name)),
        None => Ok(()),
    }
}
