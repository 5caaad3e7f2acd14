//! The handshake, from the browser's redirect to the cookies that the application sets.

use reqwest::Method;
use serde_json::Value;

use crate::browser::Browser;
use crate::world::World;

const BACK: &str = "http://localhost:3000/dashboard?tab=1";

async fn handshake(browser: &mut Browser<'_>, format: &str) -> String {
    let query = format!("redirect_url={}&format={format}", BACK.replace('?', "%3F"));
    let reply = browser.get(&format!("/v1/client/handshake?{query}")).await;
    assert_eq!(reply.location(), BACK);
    let carrier = reply.set_cookies.first().unwrap();
    assert!(carrier.contains("; HttpOnly"));
    assert!(carrier.contains("; Path=/;"));
    carrier.split(';').next().unwrap().to_owned()
}

async fn exchange(world: &World, nonce: &str) -> (u16, Value) {
    let path = format!("/v1/clients/handshake_payload?nonce={nonce}");
    world.server(Method::GET, &path).await
}

fn texts(directives: &Value) -> Vec<String> {
    let directives = directives.as_array().unwrap().iter();
    directives
        .map(|directive| directive.as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_nonce_is_exchanged_once_for_the_cookies_of_someone_signed_in() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    let session = browser.session_id().await;
    let carrier = handshake(&mut browser, "nonce").await;
    let nonce = carrier.strip_prefix("__clerk_handshake_nonce=").unwrap();
    let (status, payload) = exchange(&world, nonce).await;
    assert_eq!(status, 200);
    for directive in texts(&payload["directives"]) {
        browser.keep(&directive);
    }
    let names: Vec<&str> = browser.cookies.keys().map(String::as_str).collect();
    let suffix = names[1]
        .strip_prefix("__client_uat_")
        .or(names[2].strip_prefix("__client_uat_"));
    let suffix = suffix.unwrap();
    let plain = browser.cookies["__session"].clone();
    assert_eq!(browser.cookies[&format!("__session_{suffix}")], plain);
    assert!(
        !names
            .iter()
            .any(|name| name.starts_with("__clerk_handshake"))
    );
    let (_, claims) = world.verify(&plain).await;
    assert_eq!(claims["sid"], session);
    let uat: i64 = browser.cookies["__client_uat"].parse().unwrap();
    assert!(uat > 0 && claims["iat"].as_i64().unwrap() >= uat);
    let (status, second) = exchange(&world, nonce).await;
    assert_eq!(
        (status, &second["errors"][0]["code"]),
        (404, &Value::from("resource_not_found"))
    );
}

#[tokio::test]
async fn a_nonce_is_short_lived() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let carrier = handshake(&mut browser, "nonce").await;
    world.advance(61).await;
    let nonce = carrier.strip_prefix("__clerk_handshake_nonce=").unwrap();
    assert_eq!(exchange(&world, nonce).await.0, 404);
}

#[tokio::test]
async fn a_token_carries_the_same_cookies_signed() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    let carrier = handshake(&mut browser, "token").await;
    let token = carrier.strip_prefix("__clerk_handshake=").unwrap();
    let (_, claims) = world.verify(token).await;
    let directives = texts(&claims["handshake"]);
    let sessions = directives
        .iter()
        .filter(|text| text.starts_with("__session"));
    assert_eq!(sessions.count(), 2);
    assert!(
        directives
            .iter()
            .any(|text| text.starts_with("__clerk_handshake=; "))
    );
}

#[tokio::test]
async fn whoever_is_signed_out_loses_the_cookies() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    browser.cookies.insert("__session".into(), "stale".into());
    let session = browser.session_id().await;
    let revoke = format!("/v1/sessions/{session}/revoke");
    assert_eq!(world.server(Method::POST, &revoke).await.0, 200);
    let carrier = handshake(&mut browser, "nonce").await;
    let nonce = carrier.strip_prefix("__clerk_handshake_nonce=").unwrap();
    let (_, payload) = exchange(&world, nonce).await;
    for directive in texts(&payload["directives"]) {
        browser.keep(&directive);
    }
    assert!(!browser.cookies.contains_key("__session"));
    assert_eq!(browser.cookies["__client_uat"], "0");
}

#[tokio::test]
async fn it_leads_back_to_the_application_only() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    for url in [
        "https://evil.example/",
        "http://localhost:3000.evil.example/",
        "/dashboard",
        "",
    ] {
        let path = format!("/v1/client/handshake?format=nonce&redirect_url={url}");
        let reply = browser.get(&path).await;
        assert_eq!(
            (reply.status, reply.error().1),
            (422, "redirect_url"),
            "{url}"
        );
        assert!(reply.set_cookies.is_empty());
    }
    assert_eq!(browser.get("/v1/client/handshake").await.status, 422);
}
