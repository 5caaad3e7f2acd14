//! A request that changes something must come from our own pages when the browser sent the
//! credential by itself, as it does with cookies. A bearer token is not sent by itself, so it
//! needs no such proof; and without a credential there is nothing to misuse.

use axum::http::{HeaderMap, Method};
use clerk::TokenCarrier;

use crate::error::{Error, Refusal};

/// Refuses a state-changing request by cookie that does not prove to come from `origin`.
///
/// # Errors
/// [`Refusal::CrossSite`] when neither `Sec-Fetch-Site` nor `Origin` proves it.
pub fn check(
    method: &Method,
    headers: &HeaderMap,
    carrier: Option<TokenCarrier>,
    origin: &str,
) -> Result<(), Error> {
    let by_cookie = carrier == Some(TokenCarrier::Cookie);
    if method.is_safe() || !by_cookie || proves(headers, origin) {
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
    const COOKIE: Option<TokenCarrier> = Some(TokenCarrier::Cookie);

    fn allowed(
        method: &Method,
        carrier: Option<TokenCarrier>,
        headers: &[(&'static str, &str)],
    ) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| ((*name).parse().unwrap(), value.parse().unwrap()))
            .collect();
        check(method, &headers, carrier, OURS).is_ok()
    }

    #[test]
    fn reading_is_free() {
        assert!(allowed(
            &Method::GET,
            COOKIE,
            &[("sec-fetch-site", "cross-site")]
        ));
    }

    #[test]
    fn writing_by_cookie_needs_proof_of_our_own_page() {
        let post = |headers: &[(&'static str, &str)]| allowed(&Method::POST, COOKIE, headers);
        assert!(post(&[("sec-fetch-site", "same-origin")]));
        assert!(post(&[("origin", OURS)]));
        assert!(!post(&[]));
        assert!(!post(&[("origin", "https://evil.example")]));
        assert!(!post(&[("origin", "null")]));
        assert!(!post(&[("authorization", "Basic x")]));
        for site in ["cross-site", "same-site", "none"] {
            assert!(
                !post(&[("sec-fetch-site", site), ("origin", OURS)]),
                "{site}"
            );
        }
    }

    #[test]
    fn what_no_browser_sends_by_itself_needs_no_proof() {
        assert!(allowed(&Method::POST, Some(TokenCarrier::Header), &[]));
        assert!(allowed(
            &Method::POST,
            None,
            &[("origin", "https://evil.example")]
        ));
    }
}
