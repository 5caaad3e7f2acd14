//! Requests that change something must come from our own pages when the browser sent the
//! credential by itself. A bearer token is not sent by itself, so it needs no such proof.

use axum::http::{HeaderMap, Method};

use crate::error::{Error, Refusal};

/// Refuses a state-changing request by cookie that does not prove to come from `origin`.
///
/// # Errors
/// [`Refusal::CrossSite`] when neither `Sec-Fetch-Site` nor `Origin` proves it.
pub fn check(method: &Method, headers: &HeaderMap, origin: &str) -> Result<(), Error> {
    if method.is_safe() || headers.contains_key("authorization") || proves(headers, origin) {
        return Ok(());
    }
    tracing::warn!(%method, "refused: a request that changes something came from another site");
    Err(Error::Forbidden(Refusal::CrossSite))
}

fn proves(headers: &HeaderMap, origin: &str) -> bool {
    match headers.get("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => headers.get("origin").is_some_and(|sent| sent == origin),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "https://deals.example.com";

    fn allowed(method: &Method, headers: &[(&'static str, &str)]) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| ((*name).parse().unwrap(), value.parse().unwrap()))
            .collect();
        check(method, &headers, OURS).is_ok()
    }

    #[test]
    fn reading_is_free() {
        assert!(allowed(&Method::GET, &[("sec-fetch-site", "cross-site")]));
    }

    #[test]
    fn writing_needs_proof_of_our_own_page() {
        assert!(allowed(&Method::POST, &[("sec-fetch-site", "same-origin")]));
        assert!(allowed(&Method::POST, &[("origin", OURS)]));
        assert!(!allowed(&Method::POST, &[]));
        assert!(!allowed(
            &Method::POST,
            &[("origin", "https://evil.example")]
        ));
        assert!(!allowed(&Method::POST, &[("origin", "null")]));
        for site in ["cross-site", "same-site", "none"] {
            assert!(
                !allowed(&Method::POST, &[("sec-fetch-site", site), ("origin", OURS)]),
                "{site}"
            );
        }
    }

    #[test]
    fn a_bearer_token_is_never_sent_by_itself() {
        assert!(allowed(&Method::POST, &[("authorization", "Bearer x")]));
    }
}
