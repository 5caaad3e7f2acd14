//! The control API.

use reqwest::Method;
use serde_json::json;

use crate::browser::Browser;
use crate::world::World;

#[tokio::test]
async fn a_genuine_token_may_be_as_old_as_wanted() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    let id = browser.session_id().await;
    let path = format!("/control/sessions/{id}/tokens");
    let mut issued = Vec::new();
    for ago in [0, 300] {
        let body = json!({ "issued_ago_seconds": ago });
        let minted: serde_json::Value = world.control(&path, body).await.json().await.unwrap();
        let (_, claims) = world.verify(minted["jwt"].as_str().unwrap()).await;
        assert_eq!(claims["sid"], id.as_str());
        issued.push(claims["iat"].as_i64().unwrap());
    }
    assert!((299..=301).contains(&(issued[0] - issued[1])));
}

#[tokio::test]
async fn a_reset_leaves_the_personas_only() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_up("eve+clerk_test@example.com").await;
    assert_eq!(
        world.control("/control/reset", json!({})).await.status(),
        204
    );
    assert!(!browser.is_signed_in().await);
    let (_, users) = world.server(Method::GET, "/v1/users").await;
    assert_eq!(
        users.as_array().unwrap().len(),
        clerk_local::personas().len()
    );
    let mails = world
        .http
        .get(world.url("/control/mails"))
        .send()
        .await
        .unwrap();
    assert_eq!(mails.text().await.unwrap(), "[]");
    let mut ada = Browser::new(&world);
    ada.sign_in_as_ada().await;
}

#[tokio::test]
async fn pages_cannot_pull_the_levers() {
    let world = World::new().await;
    for header in ["origin", "sec-fetch-site"] {
        let request = world
            .http
            .post(world.url("/control/reset"))
            .header(header, "same-origin");
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 403);
        assert!(
            response
                .headers()
                .get("access-control-allow-origin")
                .is_none()
        );
    }
}

#[tokio::test]
async fn the_pages_show_people_and_mail_with_markup_escaped() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_up("eve+clerk_test@example.com").await;
    let form = [("first_name", "<script>alert(1)</script>")];
    browser.call("PATCH", "/v1/me", &form).await.response();
    for (path, text) in [("/", "twelve-quiet-otters"), ("/mail", "424242")] {
        let response = world.http.get(world.url(path)).send().await.unwrap();
        let policy = response.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .to_owned();
        assert!(policy.contains("default-src 'none'"));
        let page = response.text().await.unwrap();
        assert!(page.contains(text));
        assert!(page.contains("eve+clerk_test@example.com"));
        assert!(!page.contains("<script"));
    }
}
