//! Tokens and the life of a session.

use serde_json::Value;

use crate::browser::Browser;
use crate::world::{ORIGIN, World};

async fn token(browser: &mut Browser<'_>, session: &str) -> Value {
    let path = format!("/v1/client/sessions/{session}/tokens");
    let reply = browser.post(&path, &[("organization_id", "")]).await;
    assert_eq!(reply.status, 200);
    reply.body
}

#[tokio::test]
async fn a_token_has_the_claims_of_clerks_second_version() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    let session = browser.session().await;
    let id = session["id"].as_str().unwrap();
    let answer = token(&mut browser, id).await;
    assert_eq!(answer["object"], "token");
    let (header, claims) = world.verify(answer["jwt"].as_str().unwrap()).await;
    assert_eq!(header["alg"], "RS256");
    assert_eq!(header["typ"], "JWT");
    let names: Vec<&String> = header.as_object().unwrap().keys().collect();
    assert_eq!(names, ["alg", "kid", "typ"]);
    let number = |name: &str| claims[name].as_i64().unwrap();
    assert_eq!(number("exp") - number("iat"), 60);
    assert_eq!(number("iat") - number("nbf"), 10);
    assert_eq!(claims["v"], 2);
    assert_eq!(claims["sts"], "active");
    assert_eq!(claims["fva"], serde_json::json!([0, -1]));
    assert_eq!(claims["azp"], ORIGIN);
    assert_eq!(claims["iss"], world.stand_in.issuer());
    assert_eq!(claims["iss"], format!("{ORIGIN}/__clerk"));
    assert_eq!(claims["sid"], session["id"]);
    assert_eq!(claims["sub"], session["user"]["id"]);
    let uat: i64 = browser.cookies["__client_uat"].parse().unwrap();
    assert!(
        number("iat") >= uat,
        "a token older than the sign-in is not trusted"
    );
    let other = token(&mut browser, id).await;
    let (_, others) = world.verify(other["jwt"].as_str().unwrap()).await;
    assert_ne!(claims["jti"], others["jti"]);
}

#[tokio::test]
async fn using_a_session_does_not_make_its_tokens_old() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    let id = browser.session_id().await;
    let uat = browser.cookies["__client_uat"].clone();
    world.advance(120).await;
    let touch = format!("/v1/client/sessions/{id}/touch");
    let reply = browser.post(&touch, &[("intent", "focus")]).await;
    assert_eq!(reply.response()["id"], id);
    assert_eq!(reply.body["client"]["sessions"][0]["id"], id);
    assert_eq!(
        reply.response()["factor_verification_age"],
        serde_json::json!([2, -1])
    );
    assert_eq!(browser.cookies["__client_uat"], uat);
    let suffixed = browser
        .cookies
        .keys()
        .filter(|name| name.starts_with("__client_uat_"));
    assert_eq!(suffixed.count(), 1);
}

#[tokio::test]
async fn a_nobody_is_null() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let nobody = serde_json::json!({ "response": null, "client": null });
    let reply = browser.get("/v1/client").await;
    assert_eq!((reply.status, &reply.body), (200, &nobody));
    assert!(reply.set_cookies.is_empty());
    browser
        .cookies
        .insert("__client".into(), "client_gone.token".into());
    let reply = browser.get("/v1/client").await;
    assert_eq!((reply.status, &reply.body), (200, &nobody));
    assert!(!browser.cookies.contains_key("__client"));
}

#[tokio::test]
async fn a_request_under_way_during_a_sign_in_changes_nothing() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.post("/v1/client/sign_ins", &[]).await.response();
    let before = browser.cookies.clone();
    browser.sign_in_as_ada().await;
    let after = browser.cookies["__client"].clone();
    let mut late = Browser::new(&world);
    late.cookies = before;
    let reply = late.get("/v1/client").await;
    let brings_cookie = reply
        .set_cookies
        .iter()
        .any(|cookie| cookie.starts_with("__client="));
    assert!(!brings_cookie, "the old cookie must not come back");
    world.advance(11).await;
    let reply = late.get("/v1/client").await;
    assert!(
        reply.body["response"].is_null(),
        "the old cookie is worthless after a moment"
    );
    assert!(
        reply.set_cookies.is_empty(),
        "and must not clear the new one"
    );
    browser.cookies.insert("__client".into(), after);
    assert!(browser.is_signed_in().await);
}

#[tokio::test]
async fn a_session_ends_after_a_week() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    let id = browser.session_id().await;
    world.advance(7 * 24 * 3600).await;
    let path = format!("/v1/client/sessions/{id}/tokens");
    assert_eq!(browser.post(&path, &[]).await.status, 401);
    assert!(!browser.is_signed_in().await);
    assert_eq!(browser.cookies["__client_uat"], "0");
}

#[tokio::test]
async fn ending_and_removing_a_session_sign_the_browser_out() {
    let world = World::new().await;
    for (action, status) in [("end", "ended"), ("remove", "removed")] {
        let mut browser = Browser::new(&world);
        browser.sign_in_as_ada().await;
        let id = browser.session_id().await;
        let path = format!("/v1/client/sessions/{id}/{action}");
        let reply = browser.post(&path, &[]).await;
        assert_eq!(reply.response()["status"], status);
        assert_eq!(reply.body["client"]["sessions"], serde_json::json!([]));
        assert!(!browser.is_signed_in().await);
    }
}

#[tokio::test]
async fn nobody_gets_a_token_for_anothers_session() {
    let world = World::new().await;
    let mut ada = Browser::new(&world);
    ada.sign_in_as_ada().await;
    let id = ada.session_id().await;
    let mut eve = Browser::new(&world);
    eve.sign_up("eve+clerk_test@example.com").await;
    let reply = eve
        .post(&format!("/v1/client/sessions/{id}/tokens"), &[])
        .await;
    assert_eq!(
        (reply.status, reply.error().0),
        (401, "authentication_invalid")
    );
}

#[tokio::test]
async fn the_environment_offers_what_the_stand_in_can_do() {
    let world = World::new().await;
    let environment = Browser::new(&world).get("/v1/environment").await.body;
    assert_eq!(
        environment["display_config"]["instance_environment_type"],
        "production"
    );
    assert_eq!(
        environment["display_config"]["home_url"],
        format!("{ORIGIN}/")
    );
    let settings = &environment["user_settings"];
    assert_eq!(settings["sign_up"]["mode"], "public");
    assert_eq!(
        settings["attributes"]["email_address"]["first_factors"][0],
        "email_code"
    );
    assert_eq!(settings["social"]["oauth_google"]["enabled"], true);
    assert!(environment["commerce_settings"]["billing"]["organization"].is_object());
    let logo = settings["social"]["oauth_github"]["logo_url"]
        .as_str()
        .unwrap();
    let path = logo.strip_prefix(&format!("{ORIGIN}/__clerk")).unwrap();
    let icon = Browser::new(&world)
        .request(reqwest::Method::GET, path)
        .send()
        .await
        .unwrap();
    assert_eq!(icon.headers()["content-type"], "image/svg+xml");
}

#[tokio::test]
async fn cookies_are_secure_where_the_page_is() {
    let world = World::new().await;
    let request = world
        .http
        .post(world.url("/v1/client/sign_ins"))
        .header("clerk-proxy-url", "https://deals.example.com/__clerk")
        .header("clerk-secret-key", world.stand_in.secret_key())
        .header("origin", "https://deals.example.com");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    let cookies: Vec<_> = response.headers().get_all("set-cookie").iter().collect();
    assert!(!cookies.is_empty());
    for cookie in cookies {
        assert!(cookie.to_str().unwrap().ends_with("; Secure"));
    }
}

#[tokio::test]
async fn the_word_of_a_proxy_without_the_secret_key_is_not_taken() {
    let world = World::new().await;
    let request = world
        .http
        .get(world.url("/v1/client"))
        .header("clerk-proxy-url", "https://evil.example/__clerk");
    assert_eq!(request.send().await.unwrap().status(), 401);
}
