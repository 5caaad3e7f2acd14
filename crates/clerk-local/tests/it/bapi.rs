//! The Backend API.

use reqwest::Method;
use serde_json::Value;

use crate::browser::Browser;
use crate::world::World;

#[tokio::test]
async fn it_wants_the_secret_key_and_nothing_else() {
    let world = World::new().await;
    for authorization in [
        "",
        "Bearer sk_live_wrong",
        "Basic eDp5",
        world.stand_in.secret_key(),
    ] {
        for path in [
            "/v1/jwks",
            "/v1/users",
            "/v1/sessions/sess_1",
            "/v1/clients/handshake_payload?nonce=x",
        ] {
            let request = world
                .http
                .get(world.url(path))
                .header("authorization", authorization);
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), 401);
            let body: Value = response.json().await.unwrap();
            assert_eq!(body["errors"][0]["code"], "clerk_key_invalid");
            assert!(body["clerk_trace_id"].is_string());
        }
    }
    let (status, keys) = world.server(Method::GET, "/v1/jwks").await;
    assert_eq!((status, keys["keys"].as_array().unwrap().len()), (200, 1));
}

#[tokio::test]
async fn browsers_do_not_reach_it_through_the_proxy() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    for path in [
        "/v1/users",
        "/v1/jwks",
        "/mail",
        "/mail.json",
        "/",
        "/control/mails",
        "/oauth/google/authorize",
    ] {
        let request = browser
            .request(Method::GET, path)
            .bearer_auth(world.stand_in.secret_key());
        assert_eq!(request.send().await.unwrap().status(), 404, "{path}");
    }
}

#[tokio::test]
async fn nor_under_a_foreign_host_name() {
    let world = World::new().await;
    for path in ["/mail.json", "/control/mails", "/"] {
        let request = world
            .http
            .get(world.url(path))
            .header("host", "rebound.example");
        assert_eq!(request.send().await.unwrap().status(), 404, "{path}");
    }
}

#[tokio::test]
async fn a_person_is_read_with_private_metadata() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    let id = browser.get("/v1/me").await.id().to_owned();
    let (status, user) = world.server(Method::GET, &format!("/v1/users/{id}")).await;
    assert_eq!(status, 200);
    assert_eq!(user["first_name"], "Ada");
    assert_eq!(user["private_metadata"], serde_json::json!({}));
    assert!(user["last_sign_in_at"].is_i64());
    let (status, error) = world.server(Method::GET, "/v1/users/user_nobody").await;
    assert_eq!(
        (status, &error["errors"][0]["code"]),
        (404, &Value::from("resource_not_found"))
    );
}

async fn first_names(world: &World, query: &str) -> Vec<String> {
    let (status, users) = world
        .server(Method::GET, &format!("/v1/users?{query}"))
        .await;
    assert_eq!(status, 200, "{users}");
    let users = users.as_array().unwrap().iter();
    users
        .map(|user| user["first_name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn people_are_listed_filtered_ordered_and_paged() {
    let world = World::new().await;
    let by_name = "order_by=first_name";
    assert_eq!(
        first_names(&world, by_name).await,
        ["Ada", "Ana", "Ben", "Iris"]
    );
    assert_eq!(
        first_names(&world, "order_by=-first_name&limit=2").await,
        ["Iris", "Ben"]
    );
    assert_eq!(
        first_names(&world, &format!("{by_name}&limit=2&offset=2")).await,
        ["Ben", "Iris"]
    );
    let two =
        "email_address=ben%2Bclerk_test@example.com&email_address=ana%2Bclerk_test@example.com";
    assert_eq!(
        first_names(&world, &format!("{by_name}&{two}")).await,
        ["Ana", "Ben"]
    );
    assert_eq!(first_names(&world, "query=bright").await, ["Ben"]);
    for bad in [
        "limit=0",
        "limit=501",
        "limit=x",
        "offset=-1",
        "order_by=shoe_size",
    ] {
        assert_eq!(
            world
                .server(Method::GET, &format!("/v1/users?{bad}"))
                .await
                .0,
            422,
            "{bad}"
        );
    }
}

#[tokio::test]
async fn a_session_is_read_and_revoked() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    let id = browser.session_id().await;
    let path = format!("/v1/sessions/{id}");
    let (_, session) = world.server(Method::GET, &path).await;
    assert_eq!(session["status"], "active");
    assert!(session["user_id"].as_str().unwrap().starts_with("user_"));
    assert!(
        session["client_id"]
            .as_str()
            .unwrap()
            .starts_with("client_")
    );
    let (status, session) = world.server(Method::POST, &format!("{path}/revoke")).await;
    assert_eq!((status, &session["status"]), (200, &Value::from("revoked")));
    assert!(!browser.is_signed_in().await);
    assert_eq!(browser.cookies["__client_uat"], "0");
}
