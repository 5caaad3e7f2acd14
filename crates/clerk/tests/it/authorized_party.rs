//! Tokens that name no authorized party although some are configured.

use clerk::{AuthStatus, Clerk, MissingAuthorizedParty};
use http::Request;

use crate::instance::{START, networkless};
use crate::support::{SigningKey, session_claims};

const ORIGIN: &str = "https://app.example.com";

fn clerk(policy: MissingAuthorizedParty) -> Clerk {
    networkless()
        .authorized_parties([ORIGIN])
        .missing_authorized_party(policy)
        .build()
        .unwrap()
}

fn token(azp: Option<&str>) -> String {
    let mut claims = session_claims(START);
    claims["azp"] = azp.into();
    SigningKey::instance().token(&claims)
}

async fn status(clerk: &Clerk, method: &str, token: &str, headers: &[(&str, &str)]) -> AuthStatus {
    let mut request = Request::builder()
        .method(method)
        .uri("/")
        .header("host", "app.example.com")
        .header("x-forwarded-proto", "https");
    for (name, value) in headers {
        request = request.header(*name, value.replace("TOKEN", token));
    }
    let (parts, ()) = request.body(()).unwrap().into_parts();
    clerk.authenticate_request(&parts).await.unwrap().status()
}

fn cookie() -> (&'static str, String) {
    ("cookie", format!("__session=TOKEN; __client_uat={START}"))
}

#[tokio::test]
async fn clerks_own_behaviour_is_to_refuse() {
    let clerk = clerk(MissingAuthorizedParty::default());
    let (name, cookie) = cookie();
    assert_eq!(
        status(&clerk, "GET", &token(None), &[(name, &cookie)]).await,
        AuthStatus::SignedOut
    );
    assert_eq!(clerk.stats().azp_missing_refused, 1);
}

#[tokio::test]
async fn a_cookie_is_accepted_where_the_browser_vouches_for_it() {
    let clerk = clerk(MissingAuthorizedParty::AcceptFromCookieOfSameOrigin);
    let token = token(None);
    let (name, cookie) = cookie();
    let cookie = (name, cookie.as_str());
    for (method, extra, expected) in [
        ("GET", None, AuthStatus::SignedIn),
        ("POST", None, AuthStatus::SignedOut),
        ("POST", Some(("origin", ORIGIN)), AuthStatus::SignedIn),
        (
            "POST",
            Some(("origin", "https://evil.example")),
            AuthStatus::SignedOut,
        ),
        (
            "POST",
            Some(("sec-fetch-site", "same-origin")),
            AuthStatus::SignedIn,
        ),
        (
            "POST",
            Some(("sec-fetch-site", "cross-site")),
            AuthStatus::SignedOut,
        ),
        ("HEAD", None, AuthStatus::SignedIn),
    ] {
        let headers: Vec<_> = [cookie].into_iter().chain(extra).collect();
        // The order matters: what was accepted is in the cache when the next one is judged.
        assert_eq!(
            status(&clerk, method, &token, &headers).await,
            expected,
            "{method} {extra:?}"
        );
    }
    assert!(clerk.stats().azp_missing_accepted > 0);
}

#[tokio::test]
async fn a_header_is_refused_in_any_case() {
    let clerk = clerk(MissingAuthorizedParty::AcceptFromCookieOfSameOrigin);
    let headers = [("authorization", "Bearer TOKEN")];
    assert_eq!(
        status(&clerk, "GET", &token(None), &headers).await,
        AuthStatus::SignedOut
    );
    assert_eq!(
        status(&clerk, "GET", &token(Some(ORIGIN)), &headers).await,
        AuthStatus::SignedIn
    );
}

#[tokio::test]
async fn a_wrong_party_is_refused_in_any_case() {
    let clerk = clerk(MissingAuthorizedParty::AcceptFromCookieOfSameOrigin);
    let (name, cookie) = cookie();
    let token = token(Some("https://evil.example"));
    assert_eq!(
        status(&clerk, "GET", &token, &[(name, &cookie)]).await,
        AuthStatus::SignedOut
    );
}
