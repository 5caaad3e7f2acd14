//! Showing once more that it is oneself.

use serde_json::Value;

use crate::browser::{Browser, PASSWORD};
use crate::world::{ORIGIN, World};

const EVE: &str = "eve+clerk_test@example.com";
const ELEVEN_MINUTES: i64 = 11 * 60;

/// Eve, signed in eleven minutes ago.
async fn stale(world: &World) -> Browser<'_> {
    let mut browser = Browser::new(world);
    browser.sign_up(EVE).await;
    world.advance(ELEVEN_MINUTES).await;
    browser
}

async fn path(browser: &mut Browser<'_>, rest: &str) -> String {
    let id = browser.session_id().await;
    format!("/v1/client/sessions/{id}/verify{rest}")
}

/// The `fva` of the token that came along in `reply`.
async fn age(world: &World, session: &Value) -> Value {
    let token = session["last_active_token"]["jwt"].as_str().unwrap();
    world.verify(token).await.1["fva"].clone()
}

#[tokio::test]
async fn what_matters_wants_a_verification_of_the_last_ten_minutes() {
    let world = World::new().await;
    let mut browser = stale(&world).await;
    let me = browser.get("/v1/me").await.response().clone();
    let email = me["primary_email_address_id"].as_str().unwrap();
    let session = browser.session_id().await;
    let back = format!("{ORIGIN}/user");
    let new_password = [("new_password", "eight-grey-herons")];
    let address = [("email_address", "two+clerk_test@example.com")];
    let primary = [("primary_email_address_id", email)];
    let connect = [("strategy", "oauth_github"), ("redirect_url", &back)];
    type Field<'a> = (&'a str, &'a str);
    let calls: [(&str, String, &[Field<'_>]); 8] = [
        ("POST", "/v1/me/change_password".into(), &new_password),
        ("POST", "/v1/me/remove_password".into(), &[]),
        ("POST", "/v1/me/email_addresses".into(), &address),
        ("DELETE", format!("/v1/me/email_addresses/{email}"), &[]),
        ("PATCH", "/v1/me".into(), &primary),
        ("POST", "/v1/me/external_accounts".into(), &connect),
        ("POST", format!("/v1/me/sessions/{session}/revoke"), &[]),
        ("DELETE", "/v1/me".into(), &[]),
    ];
    for (method, path, form) in calls {
        let reply = browser.call(method, &path, form).await;
        assert_eq!(
            (reply.status, reply.error().0),
            (403, "session_reverification_required"),
            "{method} {path}"
        );
    }
    let name = [("first_name", "Eve")];
    browser.call("PATCH", "/v1/me", &name).await.response();
}

#[tokio::test]
async fn a_password_makes_the_session_fresh_again() {
    let world = World::new().await;
    let mut browser = stale(&world).await;
    assert_eq!(
        age(&world, &browser.session().await).await,
        serde_json::json!([11, -1])
    );
    let start = path(&mut browser, "").await;
    let begun = browser.post(&start, &[("level", "second_factor")]).await;
    let response = begun.response();
    assert_eq!(response["object"], "session_reverification");
    assert_eq!(response["level"], "first_factor", "nobody has a second one");
    assert_eq!(response["status"], "needs_first_factor");
    let factors = response["supported_first_factors"].as_array().unwrap();
    let strategies: Vec<_> = factors.iter().map(|factor| &factor["strategy"]).collect();
    assert_eq!(strategies, ["password", "email_code"]);

    let attempt = path(&mut browser, "/attempt_first_factor").await;
    let wrong = [("strategy", "password"), ("password", "nope-nope-nope")];
    let refused = browser.post(&attempt, &wrong).await;
    assert_eq!(refused.error(), ("form_password_incorrect", "password"));
    let right = [("strategy", "password"), ("password", PASSWORD)];
    let done = browser.post(&attempt, &right).await;
    assert_eq!(done.response()["status"], "complete");
    let fresh = serde_json::json!([0, -1]);
    assert_eq!(age(&world, &done.response()["session"]).await, fresh);
    let client = &done.body["client"]["sessions"][0];
    assert_eq!(age(&world, client).await, fresh);
    assert_eq!(client["factor_verification_age"], fresh);

    // Clerk's form leaves the current password out when it has asked for it here.
    let new_password = [("new_password", "eight-grey-herons")];
    let path = "/v1/me/change_password";
    browser.post(path, &new_password).await.response();
    let mut other = Browser::new(&world);
    other.sign_in(EVE, "eight-grey-herons").await.response();
}

#[tokio::test]
async fn so_does_a_mailed_code() {
    let world = World::new().await;
    let mut browser = stale(&world).await;
    let code = [("strategy", "email_code"), ("code", "424242")];
    let attempt = path(&mut browser, "/attempt_first_factor").await;
    assert_eq!(
        browser.post(&attempt, &code).await.error().0,
        "verification_missing"
    );
    let start = path(&mut browser, "").await;
    let begun = browser.post(&start, &[("level", "first_factor")]).await;
    let email = &begun.response()["supported_first_factors"][1]["email_address_id"];
    let prepare = path(&mut browser, "/prepare_first_factor").await;
    let form = [
        ("strategy", "email_code"),
        ("email_address_id", email.as_str().unwrap()),
    ];
    browser.post(&prepare, &form).await.response();
    assert_eq!(world.mailed_code(EVE).await, "424242");
    let wrong = [("strategy", "email_code"), ("code", "000000")];
    assert_eq!(
        browser.post(&attempt, &wrong).await.error().0,
        "form_code_incorrect"
    );
    let done = browser.post(&attempt, &code).await;
    assert_eq!(done.response()["status"], "complete");
    assert_eq!(browser.call("DELETE", "/v1/me", &[]).await.status, 200);
}

#[tokio::test]
async fn a_test_may_let_time_pass_for_one_session_alone() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_up(EVE).await;
    let id = browser.session_id().await;
    let lever = format!("/control/sessions/{id}/verification");
    let body = serde_json::json!({ "ago_seconds": ELEVEN_MINUTES });
    assert_eq!(world.control(&lever, body).await.status(), 204);
    let refused = browser.call("DELETE", "/v1/me", &[]).await;
    assert_eq!(refused.error().0, "session_reverification_required");
}

#[tokio::test]
async fn only_ones_own_session_and_known_ways_are_verified() {
    let world = World::new().await;
    let mut browser = stale(&world).await;
    let mut ada = Browser::new(&world);
    ada.sign_in_as_ada().await;
    let eves = path(&mut browser, "").await;
    assert_eq!(
        ada.post(&eves, &[("level", "first_factor")]).await.status,
        401
    );
    for (rest, form) in [
        ("", ("level", "third_factor")),
        ("/prepare_first_factor", ("strategy", "phone_code")),
        ("/attempt_first_factor", ("strategy", "totp")),
    ] {
        let path = path(&mut browser, rest).await;
        let reply = browser.post(&path, &[form]).await;
        assert_eq!(reply.error().0, "form_param_value_invalid", "{rest}");
    }
}
