//! The console at the stand-in's own address.

use reqwest::StatusCode;
use serde_json::json;

use crate::browser::Browser;
use crate::endpoint::Endpoint;
use crate::world::World;

const EVE: &str = "eve+clerk_test@example.com";

async fn page(world: &World, path: &str) -> String {
    let response = world.http.get(world.url(path)).send().await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    response.text().await.unwrap()
}

/// Presses a button as the console's own page does; answers where it leads.
async fn press(world: &World, path: &str) -> String {
    let own = world.stand_in.url();
    let request = world.http.post(world.url(path)).header("origin", own);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::SEE_OTHER, "{path}");
    response.headers()["location"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn every_page_says_where_it_is_and_escapes_what_people_typed() {
    let endpoint = Endpoint::start().await;
    let world = World::with_webhooks(endpoint.setting()).await;
    let mut browser = Browser::new(&world);
    browser.sign_up(EVE).await;
    let name = [("first_name", "<script>alert(1)</script>")];
    browser.call("PATCH", "/v1/me", &name).await.response();
    let id = browser.get("/v1/me").await.id().to_owned();
    let deliveries = world.lever("flush", json!({})).await;
    let message = deliveries["messages"][2]["id"].as_str().unwrap();
    for (path, here) in [
        ("/", "/"),
        ("/mail", "/mail"),
        ("/people", "/people"),
        (&format!("/people/{id}"), "/people"),
        ("/sessions", "/sessions"),
        ("/webhooks", "/webhooks"),
        (&format!("/webhooks/{message}"), "/webhooks"),
    ] {
        let page = page(&world, path).await;
        assert!(!page.contains("<script"), "{path}");
        assert_eq!(page.matches("<h1>").count(), 1, "{path}");
        let current = format!(r#"<a href="{here}" aria-current="page">"#);
        assert_eq!(page.matches(&current).count(), 1, "{path}");
    }
    let payload = page(&world, &format!("/webhooks/{message}")).await;
    assert!(payload.contains("&lt;script&gt;"));
}

#[tokio::test]
async fn people_are_searched_for_and_banned() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_up(EVE).await;
    let id = browser.get("/v1/me").await.id().to_owned();
    let found = page(&world, "/people?q=EVE").await;
    assert!(found.contains(&id) && !found.contains("Ashworth"));
    assert!(
        page(&world, "/people?q=nobody")
            .await
            .contains("Nobody of that name.")
    );
    assert_eq!(
        press(&world, &format!("/people/{id}/ban")).await,
        format!("/people/{id}")
    );
    assert!(!browser.is_signed_in().await);
    let banned = page(&world, &format!("/people/{id}")).await;
    assert!(banned.contains("Lift the ban") && banned.contains("revoked"));
    press(&world, &format!("/people/{id}/unban")).await;
    browser.sign_up("two+clerk_test@example.com").await;
    assert_eq!(
        world
            .http
            .get(world.url("/people/user_nobody"))
            .send()
            .await
            .unwrap()
            .status(),
        404
    );
}

#[tokio::test]
async fn a_session_is_revoked_and_the_application_is_told() {
    let mut endpoint = Endpoint::start().await;
    let world = World::with_webhooks(endpoint.setting()).await;
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    endpoint.types(2).await;
    let id = browser.session_id().await;
    assert!(page(&world, "/sessions").await.contains(&id));
    press(&world, &format!("/sessions/{id}/revoke")).await;
    assert!(!browser.is_signed_in().await);
    assert_eq!(endpoint.types(1).await, ["session.revoked"]);
    assert!(!page(&world, "/sessions").await.contains(&id));
    assert!(page(&world, "/sessions?all=true").await.contains(&id));
}

#[tokio::test]
async fn a_delivery_is_held_released_and_sent_again() {
    let mut endpoint = Endpoint::start().await;
    let world = World::with_webhooks(endpoint.setting()).await;
    press(&world, "/webhooks/hold").await;
    Browser::new(&world).sign_up(EVE).await;
    let held = page(&world, "/webhooks").await;
    assert!(held.contains("Deliveries are held.") && held.contains("pending"));
    press(&world, "/webhooks/release").await;
    let first = endpoint.next().await;
    endpoint.next().await;
    world.lever("flush", json!({})).await;
    assert!(page(&world, "/webhooks").await.contains("delivered"));
    let path = format!("/webhooks/{}", first.id());
    assert_eq!(press(&world, &format!("{path}/send")).await, path);
    assert_eq!(endpoint.next().await.id(), first.id());
    assert!(page(&world, &path).await.contains("200"));
}

#[tokio::test]
async fn without_an_endpoint_it_says_so() {
    let world = World::new().await;
    assert!(
        page(&world, "/webhooks")
            .await
            .contains("No endpoint is configured")
    );
}

#[tokio::test]
async fn foreign_pages_cannot_press_the_buttons() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    let id = browser.session_id().await;
    for (header, value) in [
        ("origin", "http://localhost:3000"),
        ("origin", "null"),
        ("sec-fetch-site", "same-site"),
    ] {
        let url = world.url(&format!("/sessions/{id}/revoke"));
        let request = world.http.post(url).header(header, value);
        assert_eq!(
            request.send().await.unwrap().status(),
            403,
            "{header}: {value}"
        );
    }
    assert!(browser.is_signed_in().await);
}
