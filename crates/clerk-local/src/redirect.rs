//! Redirects.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};

use crate::errors::ApiError;

/// The response parts that send a browser on with GET.
pub(crate) type SeeOther = (StatusCode, [(HeaderName, HeaderValue); 1]);

/// Sends a browser to `url`, fragment and all.
///
/// # Errors
/// When `url` has characters that no header may carry.
pub(crate) fn see_other(url: &str) -> Result<SeeOther, ApiError> {
    let location =
        HeaderValue::from_str(url).map_err(|_| ApiError::param_value_invalid("redirect_url"))?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, location)]))
}
