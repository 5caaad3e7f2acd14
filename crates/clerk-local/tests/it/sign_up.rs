//! Signing up with an address, a password and a code.

use crate::browser::{Browser, PASSWORD};
use crate::world::World;

async fn begin(browser: &mut Browser<'_>, email: &str) -> String {
    let form = [("email_address", email), ("password", PASSWORD)];
    let reply = browser.post("/v1/client/sign_ups", &form).await;
    reply.id().to_owned()
}

#[tokio::test]
async fn a_mailed_code_makes_an_account_and_a_session() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let form = [
        ("email_address", "Eve@Example.com"),
        ("password", PASSWORD),
        ("first_name", "Eve"),
        ("unsafe_metadata", r#"{"from":"ad"}"#),
        ("captcha_token", "ignored"),
    ];
    let created = browser.post("/v1/client/sign_ups", &form).await;
    let sign_up = created.response();
    assert_eq!(sign_up["status"], "missing_requirements");
    assert_eq!(sign_up["missing_fields"], serde_json::json!([]));
    assert_eq!(sign_up["unverified_fields"][0], "email_address");
    // With a strategy here, Clerk's form would never ask for the code.
    assert_eq!(sign_up["verifications"]["email_address"]["strategy"], "");
    assert!(browser.cookies.contains_key("__client"));
    assert_eq!(browser.cookies["__client_uat"], "0");

    let path = format!("/v1/client/sign_ups/{}", created.id());
    let strategy = ("strategy", "email_code");
    let prepared = browser
        .post(&format!("{path}/prepare_verification"), &[strategy])
        .await;
    let verification = &prepared.response()["verifications"]["email_address"];
    assert_eq!(verification["strategy"], "email_code");
    assert_eq!(verification["status"], "unverified");

    let before = browser.cookies["__client"].clone();
    let code = world.mailed_code("eve@example.com").await;
    assert_ne!(code, "424242");
    let form = [strategy, ("code", code.as_str())];
    let done = browser
        .post(&format!("{path}/attempt_verification"), &form)
        .await;
    assert_eq!(done.response()["status"], "complete");
    let session = &done.body["client"]["sessions"][0];
    assert_eq!(session["id"], done.response()["created_session_id"]);
    let user = &session["user"];
    assert_eq!(user["id"], done.response()["created_user_id"]);
    assert_eq!(user["first_name"], "Eve");
    assert_eq!(user["unsafe_metadata"]["from"], "ad");
    assert_eq!(
        user["email_addresses"][0]["email_address"],
        "eve@example.com"
    );
    assert_eq!(
        user["email_addresses"][0]["verification"]["status"],
        "verified"
    );
    assert!(user.get("private_metadata").is_none());
    assert_ne!(browser.cookies["__client"], before, "the cookie is rotated");
    assert_ne!(browser.cookies["__client_uat"], "0");
}

#[tokio::test]
async fn a_test_address_takes_the_documented_code() {
    let world = World::new().await;
    let reply = Browser::new(&world)
        .sign_up("eve+clerk_test@example.com")
        .await;
    assert_eq!(
        reply.body["client"]["last_authentication_strategy"],
        "email_code"
    );
}

#[tokio::test]
async fn bad_fields_are_refused_with_the_codes_of_clerks_form() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let cases = [
        (
            "ada+clerk_test@example.com",
            PASSWORD,
            "form_identifier_exists",
            "email_address",
        ),
        (
            "ADA+clerk_test@example.com",
            PASSWORD,
            "form_identifier_exists",
            "email_address",
        ),
        (
            "foo@bar",
            PASSWORD,
            "form_param_format_invalid",
            "email_address",
        ),
        (
            "eve@example.com",
            "password123",
            "form_password_pwned",
            "password",
        ),
        (
            "eve@example.com",
            "short1",
            "form_password_length_too_short",
            "password",
        ),
    ];
    for (email, password, code, param) in cases {
        let form = [("email_address", email), ("password", password)];
        let reply = browser.post("/v1/client/sign_ups", &form).await;
        assert_eq!((reply.status, reply.error()), (422, (code, param)));
        assert!(reply.body["clerk_trace_id"].is_string());
    }
    assert!(browser.cookies.is_empty());
}

#[tokio::test]
async fn wrong_codes_are_counted_and_a_new_one_starts_over() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let path = format!(
        "/v1/client/sign_ups/{}",
        begin(&mut browser, "e+clerk_test@example.com").await
    );
    let (prepare, attempt) = (
        format!("{path}/prepare_verification"),
        format!("{path}/attempt_verification"),
    );
    let right = [("strategy", "email_code"), ("code", "424242")];
    let wrong = [("strategy", "email_code"), ("code", "000000")];
    assert_eq!(
        browser.post(&attempt, &right).await.error().0,
        "verification_missing"
    );
    browser.post(&prepare, &right).await.response();
    for _ in 0..4 {
        assert_eq!(
            browser.post(&attempt, &wrong).await.error(),
            ("form_code_incorrect", "code")
        );
    }
    assert_eq!(
        browser.post(&attempt, &wrong).await.error().0,
        "verification_failed"
    );
    assert_eq!(
        browser.post(&attempt, &right).await.error().0,
        "verification_failed"
    );
    world.advance(2).await;
    browser.post(&prepare, &right).await.response();
    assert_eq!(
        browser.post(&attempt, &right).await.response()["status"],
        "complete"
    );
}

#[tokio::test]
async fn a_code_expires_and_is_not_mailed_twice_at_once() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let path = format!(
        "/v1/client/sign_ups/{}",
        begin(&mut browser, "e+clerk_test@example.com").await
    );
    let form = [("strategy", "email_code"), ("code", "424242")];
    let prepare = format!("{path}/prepare_verification");
    browser.post(&prepare, &form).await.response();
    let again = browser.post(&prepare, &form).await;
    assert_eq!((again.status, again.error().0), (429, "too_many_requests"));
    world.advance(601).await;
    let late = browser
        .post(&format!("{path}/attempt_verification"), &form)
        .await;
    assert_eq!(late.error().0, "verification_expired");
}

#[tokio::test]
async fn going_back_to_another_address_asks_for_its_code() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let path = format!(
        "/v1/client/sign_ups/{}",
        begin(&mut browser, "typo+clerk_test@example.com").await
    );
    let form = [("strategy", "email_code"), ("code", "424242")];
    browser
        .post(&format!("{path}/prepare_verification"), &form)
        .await
        .response();
    let edited = [("email_address", "right+clerk_test@example.com")];
    let reply = browser.call("PATCH", &path, &edited).await;
    assert_eq!(
        reply.response()["email_address"],
        "right+clerk_test@example.com"
    );
    assert_eq!(
        reply.response()["verifications"]["email_address"]["strategy"],
        ""
    );
    let attempt = browser
        .post(&format!("{path}/attempt_verification"), &form)
        .await;
    assert_eq!(attempt.error().0, "verification_missing");
}

#[tokio::test]
async fn of_two_sign_ups_with_one_address_the_second_is_refused() {
    let world = World::new().await;
    let mut first = Browser::new(&world);
    let mut second = Browser::new(&world);
    let email = "twin+clerk_test@example.com";
    let path = format!("/v1/client/sign_ups/{}", begin(&mut second, email).await);
    let form = [("strategy", "email_code"), ("code", "424242")];
    second
        .post(&format!("{path}/prepare_verification"), &form)
        .await
        .response();
    first.sign_up(email).await;
    let late = second
        .post(&format!("{path}/attempt_verification"), &form)
        .await;
    assert_eq!(late.error(), ("form_identifier_exists", "email_address"));
    assert!(!second.is_signed_in().await);
}

#[tokio::test]
async fn a_strangers_attempt_is_not_found() {
    let world = World::new().await;
    let mut owner = Browser::new(&world);
    let path = format!(
        "/v1/client/sign_ups/{}",
        begin(&mut owner, "e+clerk_test@example.com").await
    );
    assert_eq!(owner.get(&path).await.status, 200);
    let mut stranger = Browser::new(&world);
    assert_eq!(
        stranger.get(&path).await.error().0,
        "authentication_invalid"
    );
    stranger.post("/v1/client/sign_ups", &[]).await.response();
    let reply = stranger.get(&path).await;
    assert_eq!((reply.status, reply.error().0), (404, "resource_not_found"));
}
