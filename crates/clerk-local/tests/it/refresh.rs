//! New tokens for expired ones, through the Backend API.

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::world::{ORIGIN, World};

/// What a signed-in browser's handshake gives the application's server.
async fn cookies(browser: &mut Browser<'_>) -> Vec<(String, String)> {
    let path = format!("/v1/client/handshake?redirect_url={ORIGIN}/&format=token");
    let reply = browser.get(&path).await;
    let token = reply.set_cookies[0].split(['=', ';']).nth(1).unwrap();
    let payload = token.split('.').nth(1).unwrap();
    let payload = base64_url(payload);
    let payload: Value = serde_json::from_slice(&payload).unwrap();
    let directives = payload["handshake"].as_array().unwrap().iter();
    directives
        .map(|directive| {
            let pair = directive.as_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            (name.to_owned(), value.to_owned())
        })
        .collect()
}

fn base64_url(text: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(text)
        .unwrap()
}

fn value<'a>(cookies: &'a [(String, String)], prefix: &str) -> &'a str {
    let found = cookies.iter().find(|(name, _)| name.starts_with(prefix));
    &found.unwrap().1
}

async fn refresh(world: &World, session: &str, body: &Value) -> (u16, Value) {
    let request = world
        .http
        .post(world.url(&format!("/v1/sessions/{session}/refresh")))
        .bearer_auth(world.stand_in.secret_key())
        .json(body);
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

#[tokio::test]
async fn an_expired_token_and_the_refresh_token_of_its_session_give_a_new_one() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    let session = browser.session_id().await;
    let given = cookies(&mut browser).await;
    world.advance(120).await;
    let body = json!({
        "format": "cookie",
        "expired_token": value(&given, "__session"),
        "refresh_token": value(&given, "__refresh_"),
        "request_origin": ORIGIN,
        "request_headers": { "user-agent": ["x"] },
    });
    let (status, answer) = refresh(&world, &session, &body).await;
    assert_eq!((status, &answer["object"]), (200, &json!("cookies")));
    let cookies = answer["cookies"].as_array().unwrap().iter();
    let cookies: Vec<&str> = cookies.map(|cookie| cookie.as_str().unwrap()).collect();
    let last = cookies
        .iter()
        .rfind(|cookie| cookie.starts_with("__session"));
    let token = last.unwrap().split(['=', ';']).nth(1).unwrap();
    let (_, claims) = world.verify(token).await;
    assert_eq!(
        (&claims["sid"], &claims["azp"]),
        (&json!(session), &json!(ORIGIN))
    );
    let refresh_cookie = cookies
        .iter()
        .find(|cookie| cookie.starts_with("__refresh_"));
    assert!(refresh_cookie.unwrap().contains("HttpOnly"));

    let mut plain = body.clone();
    plain["format"] = json!("token");
    let (_, answer) = refresh(&world, &session, &plain).await;
    assert_eq!(answer["object"], "token");
}

#[tokio::test]
async fn any_doubt_sends_the_browser_to_the_handshake() {
    let world = World::new().await;
    let mut ada = Browser::new(&world);
    ada.sign_in_as_ada().await;
    let session = ada.session_id().await;
    let given = cookies(&mut ada).await;
    let mut eve = Browser::new(&world);
    eve.sign_up("eve+clerk_test@example.com").await;
    let eves = cookies(&mut eve).await;
    let good = json!({
        "format": "cookie",
        "expired_token": value(&given, "__session"),
        "refresh_token": value(&given, "__refresh_"),
        "request_origin": ORIGIN,
    });
    for (field, wrong) in [
        ("expired_token", value(&eves, "__session")),
        ("expired_token", "e30.e30.AA"),
        ("refresh_token", value(&eves, "__refresh_")),
        ("request_origin", "null"),
    ] {
        let mut body = good.clone();
        body[field] = json!(wrong);
        let (status, answer) = refresh(&world, &session, &body).await;
        assert_eq!(status, 401, "{field}");
        assert_eq!(answer["errors"][0]["code"], "authentication_invalid");
    }
    assert_eq!(refresh(&world, &session, &good).await.0, 200);
    ada.call("DELETE", "/v1/client/sessions", &[]).await;
    assert_eq!(refresh(&world, &session, &good).await.0, 401);
}
