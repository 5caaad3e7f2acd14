//! Each request has an id, which its answer and every line of the log about it carry.

use axum::{extract::Request, http::HeaderName};
use tower_http::request_id::RequestId;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");
/// The longest id that a proxy of our own may have given.
const LONGEST: usize = 64;

/// Takes away an id that could not be written to a log as it is; the request is given another.
pub async fn take_no_other(mut request: Request) -> Request {
    let is_fit = request.headers().get(HEADER).is_none_or(|id| {
        let id = id.as_bytes();
        (1..=LONGEST).contains(&id.len())
            && id
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte))
    });
    if !is_fit {
        request.headers_mut().remove(HEADER);
    }
    request
}

/// The id of a request.
pub fn of(request: &Request) -> Option<&str> {
    let id = request.extensions().get::<RequestId>()?;
    id.header_value().to_str().ok()
}
