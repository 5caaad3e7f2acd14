//! What tests can break.

use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::world::World;

async fn kids(world: &World) -> Vec<Value> {
    let (_, keys) = world.server(Method::GET, "/v1/jwks").await;
    let keys = keys["keys"].as_array().unwrap().iter();
    keys.map(|key| key["kid"].clone()).collect()
}

#[tokio::test]
async fn a_new_key_signs_and_the_old_one_stays_published_only_if_wanted() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    let path = format!("/v1/client/sessions/{}/tokens", browser.session_id().await);
    let before = kids(&world).await;
    for (keep_old, published) in [(true, 2), (false, 1)] {
        let body = json!({ "keep_old": keep_old });
        let reply = world.control("/control/keys/rotate", body).await;
        assert_eq!(reply.status(), 200);
        let now = kids(&world).await;
        assert_eq!(now.len(), published);
        assert_eq!(now.contains(&before[0]), keep_old);
        let token = browser.post(&path, &[]).await.body["jwt"].clone();
        let (header, _) = world.verify(token.as_str().unwrap()).await;
        assert_eq!(header["kid"], now[0]);
        assert_ne!(header["kid"], before[0]);
    }
    let last = kids(&world).await;
    let world = world.kill_and_restart().await;
    assert_eq!(kids(&world).await, last);
}

#[tokio::test]
async fn parts_go_down_and_come_up_again() {
    let world = World::new().await;
    let status = async |path: &str| {
        let request = world.http.get(world.url(path));
        let request = request.bearer_auth(world.stand_in.secret_key());
        request.send().await.unwrap().status().as_u16()
    };
    let paths = [
        "/v1/jwks",
        "/.well-known/jwks.json",
        "/v1/users",
        "/v1/environment",
    ];
    for (outages, expected) in [
        (json!({ "jwks": 503 }), [503, 503, 200, 200]),
        (json!({ "backend_api": 503 }), [503, 200, 503, 200]),
        (json!({ "frontend_api": 500 }), [200, 200, 200, 500]),
        (json!({ "backend_api": 429 }), [429, 200, 429, 200]),
        (json!({}), [200, 200, 200, 200]),
    ] {
        let url = world.url("/control/outages");
        let set = world.http.put(url).json(&outages).send().await.unwrap();
        assert_eq!(set.status(), 200);
        for (path, expected) in paths.into_iter().zip(expected) {
            assert_eq!(status(path).await, expected, "{path} with {outages}");
        }
    }
    let down = json!({ "backend_api": 503 });
    let url = world.url("/control/outages");
    world.http.put(url).json(&down).send().await.unwrap();
    world.control("/control/reset", json!({})).await;
    assert_eq!(status("/v1/users").await, 200);
}

#[tokio::test]
async fn the_clock_of_tokens_alone_can_go_wrong() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    let path = format!("/v1/client/sessions/{}/tokens", browser.session_id().await);
    let mut issued = Vec::new();
    for ahead in [0, 3600] {
        let body = json!({ "tokens_ahead_seconds": ahead });
        world.control("/control/clock", body).await;
        let token = browser.post(&path, &[]).await.body["jwt"].clone();
        let (_, claims) = world.verify(token.as_str().unwrap()).await;
        issued.push(claims["iat"].as_i64().unwrap());
    }
    assert!((3599..=3605).contains(&(issued[1] - issued[0])));
    assert!(browser.is_signed_in().await, "the session has not expired");
}

#[tokio::test]
async fn many_people_are_made_at_once() {
    let world = World::new().await;
    let body = json!({ "count": 1200, "quietly": true });
    let made = world.control("/control/people", body).await;
    let made: Value = made.json().await.unwrap();
    assert_eq!(made.as_array().unwrap().len(), 1200);
    let (_, count) = world.server(Method::GET, "/v1/users/count").await;
    let personas = clerk_local::personas().len();
    assert_eq!(count["total_count"], 1200 + personas);
    let query = "/v1/users?order_by=email_address&limit=500&offset=1000";
    let (_, page) = world.server(Method::GET, query).await;
    assert_eq!(page.as_array().unwrap().len(), 200 + personas);
}
