//! The layer and the extractors in an Axum application.

use std::sync::LazyLock;

use axum::body::{Body, to_bytes};
use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clerk::{Auth, Clerk, ClerkBuilder, ClerkLayer, Guard, Reason, Refusal, Requirement, SignedIn};
use http::{Request, StatusCode};
use proptest::prelude::*;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::instance::{START, networkless};
use crate::support::{SigningKey, session_claims};

fn application(builder: ClerkBuilder) -> Router {
    async fn who(auth: Auth) -> Json<Value> {
        Json(json!({"user": auth.user_id()}))
    }
    async fn private(user: SignedIn) -> String {
        user.user_id
    }
    async fn maybe(user: Option<SignedIn>) -> String {
        user.map_or("nobody".to_owned(), |user| user.user_id)
    }
    async fn admin(guard: Guard) -> Result<String, Refusal> {
        Ok(guard.protect_user(Requirement::role("org:admin"))?.user_id)
    }
    Router::new()
        .route("/who", get(who).post(who))
        .route("/private", get(private))
        .route("/maybe", get(maybe))
        .route("/admin", get(admin))
        .fallback(who)
        .layer(ClerkLayer::new(builder.build().unwrap()))
}

async fn ask(router: Router, uri: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = Request::builder()
        .uri(uri)
        .header("host", "app.example.com");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    router
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap()
}

async fn text(response: Response) -> String {
    let bytes = to_bytes(response.into_body(), 1 << 16).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn bearer(claims: &Value) -> String {
    format!("Bearer {}", SigningKey::instance().token(claims))
}

#[tokio::test]
async fn a_signed_in_user_is_extracted() {
    let authorization = bearer(&session_claims(START));
    for uri in ["/private", "/maybe"] {
        let answer = ask(
            application(networkless()),
            uri,
            &[("authorization", &authorization)],
        )
        .await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert!(answer.headers().get("x-clerk-auth-status").is_none());
        assert_eq!(text(answer).await, "user_12345");
    }
}

#[tokio::test]
async fn nobody_is_refused_with_401_in_json() {
    let answer = ask(application(networkless()), "/private", &[]).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(answer.headers()["www-authenticate"], "Bearer");
    assert_eq!(answer.headers()["x-clerk-auth-status"], "signed-out");
    let body: Value = serde_json::from_str(&text(answer).await).unwrap();
    assert_eq!(body["error"]["code"], "unauthenticated");
    let answer = ask(application(networkless()), "/maybe", &[]).await;
    assert_eq!(text(answer).await, "nobody");
}

#[tokio::test]
async fn a_token_of_nobody_opens_no_door() {
    let mut claims = session_claims(START);
    claims["sub"] = "".into();
    let authorization = bearer(&claims);
    let headers = [("authorization", authorization.as_str())];
    for (uri, status) in [
        ("/private", StatusCode::UNAUTHORIZED),
        ("/admin", StatusCode::NOT_FOUND),
    ] {
        let answer = ask(application(networkless()), uri, &headers).await;
        assert_eq!(answer.status(), status, "{uri}");
    }
    let answer = ask(application(networkless()), "/maybe", &headers).await;
    assert_eq!(text(answer).await, "nobody");
}

#[tokio::test]
async fn a_pending_session_is_signed_out_unless_let_through() {
    let mut claims = session_claims(START);
    claims["sts"] = "pending".into();
    let authorization = bearer(&claims);
    let headers = [("authorization", authorization.as_str())];
    let answer = ask(application(networkless()), "/private", &headers).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    // For the wire the request is signed in, as with Clerk's own SDKs.
    assert!(answer.headers().get("x-clerk-auth-status").is_none());
    let lenient = application(networkless().treat_pending_as_signed_out(false));
    assert_eq!(
        ask(lenient, "/private", &headers).await.status(),
        StatusCode::OK
    );

    let page = [
        ("authorization", authorization.as_str()),
        ("accept", "text/html"),
    ];
    let answer = ask(application(networkless()), "/admin", &page).await;
    let location = answer.headers()["location"].to_str().unwrap();
    assert!(
        location.starts_with("https://accounts.example.com/sign-in/tasks?"),
        "{location}"
    );
}

#[tokio::test]
async fn the_state_says_why_a_pending_session_counts_for_nothing() {
    let mut claims = session_claims(START);
    claims["sts"] = "pending".into();
    let (parts, ()) = Request::builder()
        .uri("/")
        .header("host", "app.example.com")
        .header("authorization", bearer(&claims))
        .body(())
        .unwrap()
        .into_parts();
    let clerk = networkless().build().unwrap();
    let state = clerk.authenticate_request(&parts).await.unwrap();
    assert_eq!(state.reason(), Some(&Reason::SessionPending));
    let session_status = &state.auth().signed_out().unwrap().session_status;
    assert_eq!(session_status.as_deref(), Some("pending"));
}

#[tokio::test]
async fn an_extractor_without_layer_is_a_fault_of_the_server() {
    async fn private(user: SignedIn) -> String {
        user.user_id
    }
    let router = Router::new().route("/", get(private));
    assert_eq!(
        ask(router, "/", &[]).await.status(),
        StatusCode::INTERNAL_SERVER_ERROR
    );
}

#[tokio::test]
async fn a_path_that_looks_like_a_host_never_leads_there() {
    let cookie = [("cookie", "__client_uat=1"), ("sec-fetch-dest", "document")];
    for target in [
        "//evil.example/x",
        "//evil.example/..//x?a=//b",
        "/%2F/evil.example",
    ] {
        let answer = ask(application(networkless()), target, &cookie).await;
        assert_eq!(answer.status(), StatusCode::TEMPORARY_REDIRECT, "{target}");
        let location: url::Url = answer.headers()["location"]
            .to_str()
            .unwrap()
            .parse()
            .unwrap();
        assert_eq!(location.host_str(), Some("clerk.example.com"));
        let back = location
            .query_pairs()
            .find(|(name, _)| name == "redirect_url")
            .unwrap()
            .1;
        assert!(back.starts_with("http://app.example.com/"), "{back}");
    }
}

#[tokio::test]
async fn a_null_payload_is_a_malformed_token() {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let token = format!("{}.{}.c2ln", part(r#"{"alg":"RS256"}"#), part("null"));
    let headers = [("authorization", format!("Bearer {token}"))];
    let headers = headers
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let answer = ask(application(networkless()), "/who", &headers).await;
    assert_eq!(answer.headers()["x-clerk-auth-reason"], "token-invalid");

    let cookie = format!("__session={token}; __client_uat=1");
    let answer = ask(application(networkless()), "/who", &[("cookie", &cookie)]).await;
    assert_eq!(answer.headers()["x-clerk-auth-reason"], "token-invalid");
}

#[tokio::test]
async fn three_handshakes_in_a_row_are_enough_and_so_are_more() {
    for (count, status) in [
        ("2", 307),
        ("3", 200),
        ("4", 200),
        ("1e9", 200),
        ("-7", 307),
        ("x", 307),
    ] {
        let cookie = format!("__client_uat=1; __clerk_redirect_count={count}");
        let headers = [("cookie", cookie.as_str()), ("sec-fetch-dest", "document")];
        let answer = ask(application(networkless()), "/who", &headers).await;
        assert_eq!(answer.status().as_u16(), status, "{count}");
    }
}

static CLERK: LazyLock<Clerk> = LazyLock::new(|| networkless().build().unwrap());

proptest! {
    #[test]
    fn no_request_makes_the_decision_panic(
        target in "/[!-~]{0,30}",
        cookie in "(__session|__client_uat|__clerk_handshake|__clerk_db_jwt)=[!-~]{0,30}",
        authorization in "(Bearer )?[!-~]{0,30}",
        referrer in "[ -~]{0,30}",
        host in "[!-~]{0,20}",
    ) {
        let mut request = Request::builder()
            .header("host", host)
            .header("cookie", cookie)
            .header("referer", referrer)
            .header("sec-fetch-dest", "document");
        if authorization.len() > 20 {
            request = request.header("authorization", authorization);
        }
        if let Ok(request) = request.uri(target).body(()) {
            let (parts, ()) = request.into_parts();
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            if let Ok(state) = runtime.block_on(CLERK.authenticate_request(&parts)) {
                prop_assert!(state.auth().user_id().is_none());
            }
        }
    }
}
