//! Signing in by password and by code.

use clerk_local::personas;

use crate::browser::{Browser, PASSWORD};
use crate::world::World;

#[tokio::test]
async fn first_the_address_then_the_password() {
    let world = World::new().await;
    let ada = personas().first().unwrap();
    let mut browser = Browser::new(&world);
    let begun = browser
        .post("/v1/client/sign_ins", &[("identifier", ada.email)])
        .await;
    let sign_in = begun.response();
    assert_eq!(sign_in["status"], "needs_first_factor");
    assert_eq!(sign_in["user_data"]["first_name"], "Ada");
    let factors: Vec<_> = sign_in["supported_first_factors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|factor| factor["strategy"].as_str().unwrap())
        .collect();
    assert_eq!(
        factors,
        [
            "password",
            "email_code",
            "reset_password_email_code",
            "oauth_google",
            "oauth_github"
        ]
    );
    let path = format!("/v1/client/sign_ins/{}/attempt_first_factor", begun.id());
    let wrong = [("strategy", "password"), ("password", "not-the-password")];
    let refused = browser.post(&path, &wrong).await;
    assert_eq!(
        (refused.status, refused.error()),
        (422, ("form_password_incorrect", "password"))
    );
    assert!(!browser.is_signed_in().await);
    let right = [("strategy", "password"), ("password", ada.password)];
    let done = browser.post(&path, &right).await;
    assert_eq!(done.response()["status"], "complete");
    let session = &done.body["client"]["sessions"][0];
    assert_eq!(done.response()["created_session_id"], session["id"]);
    assert_eq!(done.body["client"]["last_active_session_id"], session["id"]);
}

#[tokio::test]
async fn an_unknown_address_is_named() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let reply = browser
        .post(
            "/v1/client/sign_ins",
            &[("identifier", "nobody@example.com")],
        )
        .await;
    assert_eq!(
        (reply.status, reply.error()),
        (422, ("form_identifier_not_found", "identifier"))
    );
}

#[tokio::test]
async fn an_empty_attempt_is_a_fresh_one() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let reply = browser
        .post("/v1/client/sign_ins", &[("locale", "en-US")])
        .await;
    assert_eq!(reply.response()["status"], "needs_identifier");
    assert_eq!(
        reply.body["client"]["sign_in"]["id"],
        reply.response()["id"]
    );
}

#[tokio::test]
async fn one_person_a_browser() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    for path in ["/v1/client/sign_ins", "/v1/client/sign_ups"] {
        let reply = browser.post(path, &[]).await;
        assert_eq!((reply.status, reply.error().0), (400, "session_exists"));
    }
}

#[tokio::test]
async fn by_a_mailed_code() {
    let world = World::new().await;
    let ada = personas().first().unwrap();
    let mut browser = Browser::new(&world);
    let begun = browser
        .post("/v1/client/sign_ins", &[("identifier", ada.email)])
        .await;
    let path = format!("/v1/client/sign_ins/{}", begun.id());
    let form = [("strategy", "email_code"), ("code", "424242")];
    let attempt = format!("{path}/attempt_first_factor");
    assert_eq!(
        browser.post(&attempt, &form).await.error().0,
        "verification_missing"
    );
    browser
        .post(&format!("{path}/prepare_first_factor"), &form)
        .await
        .response();
    assert_eq!(
        browser.post(&attempt, &form).await.response()["status"],
        "complete"
    );
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_and_other_devices_signed_out() {
    let world = World::new().await;
    let email = "eve+clerk_test@example.com";
    let mut elsewhere = Browser::new(&world);
    elsewhere.sign_up(email).await;
    let mut browser = Browser::new(&world);
    let begun = browser
        .post("/v1/client/sign_ins", &[("identifier", email)])
        .await;
    let path = format!("/v1/client/sign_ins/{}", begun.id());
    let reset = format!("{path}/reset_password");
    let new = [
        ("password", "eight-grey-herons"),
        ("sign_out_of_other_sessions", "true"),
    ];
    assert_eq!(
        browser.post(&reset, &new).await.error().0,
        "verification_missing"
    );
    let code = [
        ("strategy", "reset_password_email_code"),
        ("code", "424242"),
    ];
    browser
        .post(&format!("{path}/prepare_first_factor"), &code)
        .await
        .response();
    let attempt = browser
        .post(&format!("{path}/attempt_first_factor"), &code)
        .await;
    assert_eq!(attempt.response()["status"], "needs_new_password");
    assert_eq!(
        browser
            .post(&reset, &[("password", "12345678")])
            .await
            .error()
            .0,
        "form_password_pwned"
    );
    assert_eq!(
        browser.post(&reset, &new).await.response()["status"],
        "complete"
    );
    assert!(browser.is_signed_in().await);
    assert!(!elsewhere.is_signed_in().await);
    let mut third = Browser::new(&world);
    assert_eq!(
        third.sign_in(email, PASSWORD).await.error().0,
        "form_password_incorrect"
    );
    third.sign_in(email, "eight-grey-herons").await.response();
}

#[tokio::test]
async fn signing_out_ends_the_session_and_the_cookie() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    let session = browser.session_id().await;
    let stolen = browser.cookies.clone();
    let reply = browser.call("DELETE", "/v1/client/sessions", &[]).await;
    assert_eq!(reply.response()["sessions"], serde_json::json!([]));
    assert!(reply.body["client"].is_null());
    assert_eq!(browser.cookies["__client_uat"], "0");
    let token = browser
        .post(&format!("/v1/client/sessions/{session}/tokens"), &[])
        .await;
    assert_eq!(
        (token.status, token.error().0),
        (401, "authentication_invalid")
    );
    browser.cookies = stolen;
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn other_sites_cannot_post() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let ada = personas().first().unwrap();
    for origin in ["https://evil.example", "null", "http://localhost:3001"] {
        let form = [
            ("identifier", ada.email),
            ("strategy", "password"),
            ("password", ada.password),
        ];
        let response = browser
            .request(reqwest::Method::POST, "/v1/client/sign_ins")
            .header("origin", origin)
            .form(&form)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 400, "{origin}");
        assert!(response.headers().get("set-cookie").is_none());
        assert!(response.text().await.unwrap().contains("origin_invalid"));
    }
}
