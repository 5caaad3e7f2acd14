//! The application of the front page, asked for each of its pages.

use axum::body::{Body, to_bytes};
use clerk::Clerk;
use http::{Request, StatusCode, header};
use tower::ServiceExt as _;

use crate::instance::{START, networkless};
use crate::quick_start::router;
use crate::support::{SigningKey, session_claims};

fn clerk() -> Clerk {
    let parties = ["http://localhost:3000"];
    networkless().authorized_parties(parties).build().unwrap()
}

/// As a browser navigates: the status, where it is sent, and what it is shown.
async fn visit(path: &str, cookie: Option<&str>) -> (StatusCode, String, String) {
    let mut request = Request::builder()
        .uri(path)
        .header(header::HOST, "localhost:3000")
        .header(header::ACCEPT, "text/html")
        .header("sec-fetch-dest", "document");
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, cookie);
    }
    let request = request.body(Body::empty()).unwrap();
    let answer = router(clerk()).oneshot(request).await.unwrap();
    let location = answer.headers().get(header::LOCATION);
    let location = location.map(|it| it.to_str().unwrap().to_owned());
    let status = answer.status();
    let body = to_bytes(answer.into_body(), 1 << 16).await.unwrap();
    let text = String::from_utf8(body.to_vec()).unwrap();
    (status, location.unwrap_or_default(), text)
}

fn signed_in() -> String {
    let token = SigningKey::instance().token(&session_claims(START));
    format!("__session={token}; __client_uat={START}")
}

#[tokio::test]
async fn visitors_see_the_front_page_and_are_sent_to_sign_in_for_the_other() {
    let (status, _, text) = visit("/", None).await;
    assert_eq!(status, StatusCode::OK);
    assert!(text.contains("hello stranger"), "{text}");
    let (status, location, _) = visit("/account", None).await;
    assert!(status.is_redirection(), "{status}");
    assert!(location.contains("sign-in"), "{location}");
    let (status, _, _) = visit("/me", None).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn who_is_signed_in_comes_in_everywhere() {
    for (path, shown) in [
        ("/", "hello user_12345"),
        ("/account", "the account of user_12345"),
        ("/me", "user_12345"),
    ] {
        let (status, _, text) = visit(path, Some(&signed_in())).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(text.contains(shown), "{path}: {text}");
    }
}
