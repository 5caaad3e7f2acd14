//! What the application is told, and how.

use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::{Browser, PASSWORD};
use crate::endpoint::Endpoint;
use crate::world::World;

const EVE: &str = "eve+clerk_test@example.com";

async fn rename(browser: &mut Browser<'_>, name: &str) {
    let form = [("first_name", name)];
    browser.call("PATCH", "/v1/me", &form).await.response();
}

/// Deliveries by type and state, in the order of the queue.
fn states(deliveries: &Value) -> Vec<String> {
    let messages = deliveries["messages"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    messages
        .map(|message| format!("{} {}", text(&message["type"]), text(&message["state"])))
        .collect()
}

fn id(deliveries: &Value, index: usize) -> String {
    let id = &deliveries["messages"][index]["id"];
    id.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_persons_life_is_told_signed_and_in_order() {
    let mut endpoint = Endpoint::start().await;
    let world = World::with_webhooks(endpoint.setting()).await;
    let secret = world.stand_in.webhook_signing_secret().to_owned();
    let mut browser = Browser::new(&world);
    browser.sign_up(EVE).await;
    let created = endpoint.next().await;
    let event = created.verify(&secret).unwrap();
    assert_eq!(created.kind(), "user.created");
    let payload = created.payload();
    assert_eq!(payload["object"], "event");
    assert_eq!(payload["data"]["object"], "user");
    let address = &payload["data"]["email_addresses"][0];
    assert_eq!(address["email_address"], EVE);
    assert_eq!(payload["data"]["private_metadata"], json!({}));
    let request = event.event_attributes.http_request.unwrap();
    assert_eq!(request.client_ip.as_deref(), Some("203.0.113.9"));
    assert!(request.user_agent.unwrap().contains("Chrome"));
    assert!(event.instance_id.unwrap().starts_with("ins_"));
    assert!(event.timestamp.unwrap() > 1_700_000_000_000, "milliseconds");

    let began = endpoint.next().await;
    let session = began.verify(&secret).unwrap().data;
    assert_eq!(began.kind(), "session.created");
    assert_eq!(session["status"], "active");
    assert_eq!(session["user_id"], payload["data"]["id"]);
    assert_eq!(session["user"]["id"], payload["data"]["id"]);
    assert_eq!(session["latest_activity"]["browser_name"], "Chrome");

    rename(&mut browser, "Eve").await;
    let renamed = endpoint.next().await.verify(&secret).unwrap().data;
    assert_eq!(renamed["first_name"], "Eve");
    assert!(renamed["updated_at"].as_i64() > payload["data"]["updated_at"].as_i64());

    browser.call("DELETE", "/v1/me", &[]).await.response();
    let gone = endpoint.next().await;
    gone.verify(&secret).unwrap();
    let expected = json!({ "deleted": true, "id": payload["data"]["id"], "object": "user" });
    assert_eq!(
        (gone.kind(), &gone.payload()["data"]),
        ("user.deleted".into(), &expected)
    );
    world.lever("flush", json!({})).await;
    assert!(endpoint.is_quiet());
}

#[tokio::test]
async fn each_way_to_end_a_session_is_told() {
    let mut endpoint = Endpoint::start().await;
    let world = World::with_webhooks(endpoint.setting()).await;
    let mut browser = Browser::new(&world);
    for (way, event) in [
        ("sign out", "session.removed"),
        ("end", "session.ended"),
        ("revoke", "session.revoked"),
    ] {
        browser.sign_in_as_ada().await;
        // Signing in changes the person too: last_sign_in_at.
        let types = endpoint.types(2).await;
        assert_eq!(types, ["user.updated", "session.created"]);
        let id = browser.session_id().await;
        match way {
            "sign out" => {
                browser.call("DELETE", "/v1/client/sessions", &[]).await;
            }
            "end" => {
                let path = format!("/v1/client/sessions/{id}/end");
                browser.post(&path, &[]).await;
            }
            _ => {
                let path = format!("/v1/sessions/{id}/revoke");
                world.server(Method::POST, &path).await;
            }
        }
        let told = endpoint.next().await;
        assert_eq!(told.kind(), event);
        assert_eq!(told.payload()["data"]["id"], id.as_str());
    }
    world.lever("flush", json!({})).await;
    assert!(endpoint.is_quiet());
}

#[tokio::test]
async fn what_is_refused_is_tried_again_and_delivered_once_it_is_taken() {
    let mut endpoint = Endpoint::start().await;
    let world = World::with_webhooks(endpoint.setting()).await;
    endpoint.answer(500);
    let mut browser = Browser::new(&world);
    browser.sign_up(EVE).await;
    let first = endpoint.next().await;
    let second = endpoint.next().await;
    assert_ne!(first.id(), second.id(), "one that waits holds up nobody");
    endpoint.answer(204);
    let again = endpoint.next().await;
    assert!([first.id(), second.id()].contains(&again.id()));
    let same = if again.id() == first.id() {
        &first
    } else {
        &second
    };
    assert_eq!(again.payload(), same.payload());
    endpoint.next().await;
    // Waits for a delivery that is under way.
    let deliveries = world.lever("flush", json!({})).await;
    assert_eq!(
        states(&deliveries),
        ["user.created delivered", "session.created delivered"]
    );
    let attempts = deliveries["messages"][0]["attempts"].as_array().unwrap();
    assert_eq!(attempts[0]["status"], 500);
    assert_eq!(attempts.last().unwrap()["status"], 204);
}

#[tokio::test]
async fn what_was_not_delivered_survives_a_kill() {
    let mut endpoint = Endpoint::start().await;
    let world = World::with_webhooks(endpoint.setting()).await;
    world.lever("hold", json!({})).await;
    let mut browser = Browser::new(&world);
    browser.sign_up(EVE).await;
    let before = world.deliveries().await;
    assert_eq!(
        states(&before),
        ["user.created pending", "session.created pending"]
    );
    let world = world.kill_and_restart().await;
    assert_eq!(endpoint.types(2).await, ["user.created", "session.created"]);
    let after = world.deliveries().await;
    assert_eq!(id(&before, 0), id(&after, 0));
}

#[tokio::test]
async fn whoever_was_there_before_is_not_announced() {
    let mut endpoint = Endpoint::start().await;
    let world = World::new().await;
    Browser::new(&world).sign_up(EVE).await;
    let world = world.kill_and_restart_with(Some(endpoint.setting())).await;
    let mut browser = Browser::new(&world);
    browser.sign_in(EVE, PASSWORD).await.response();
    let types = endpoint.types(2).await;
    assert_eq!(types, ["user.updated", "session.created"]);
    world.lever("flush", json!({})).await;
    assert!(endpoint.is_quiet());
}

#[tokio::test]
async fn held_messages_go_out_in_any_order_and_as_often_as_wanted() {
    let mut endpoint = Endpoint::start().await;
    let world = World::with_webhooks(endpoint.setting()).await;
    let mut browser = Browser::new(&world);
    world.lever("hold", json!({})).await;
    browser.sign_up(EVE).await;
    rename(&mut browser, "Eve").await;
    assert!(endpoint.is_quiet());
    let held = world.deliveries().await;
    assert_eq!(held["is_held"], true);
    assert_eq!(
        states(&held),
        [
            "user.created pending",
            "session.created pending",
            "user.updated pending"
        ]
    );

    let wanted = json!({ "reversed": true, "rounds": 2 });
    let released = world.lever("release", wanted).await;
    assert_eq!(released["is_held"], false);
    let round = ["user.updated", "session.created", "user.created"];
    assert_eq!(endpoint.types(6).await, [round, round].concat());

    world.lever("hold", json!({})).await;
    for name in ["One", "Two", "Three"] {
        rename(&mut browser, name).await;
    }
    let held = world.deliveries().await;
    // A reordered queue is kept in its new order: the three new ones are the last.
    let order = [5, 3, 4].map(|index| id(&held, index));
    world.lever("release", json!({ "order": order })).await;
    let mut names = Vec::new();
    for _ in 0..3 {
        let payload = endpoint.next().await.payload();
        names.push(payload["data"]["first_name"].as_str().unwrap().to_owned());
    }
    assert_eq!(names, ["Three", "One", "Two"]);
    rename(&mut browser, "Four").await;
    assert_eq!(endpoint.types(1).await, ["user.updated"]);
}

#[tokio::test]
async fn a_message_is_sent_again_in_copies_at_once_and_with_an_old_signature() {
    let mut endpoint = Endpoint::start().await;
    let world = World::with_webhooks(endpoint.setting()).await;
    let secret = world.stand_in.webhook_signing_secret().to_owned();
    Browser::new(&world).sign_up(EVE).await;
    let first = endpoint.next().await;
    endpoint.next().await;
    let path = format!("{}/send", first.id());
    let attempts = world.lever(&path, json!({ "copies": 10 })).await;
    assert_eq!(attempts.as_array().unwrap().len(), 10);
    for _ in 0..10 {
        let copy = endpoint.next().await;
        assert_eq!((copy.id(), copy.payload()), (first.id(), first.payload()));
    }
    world
        .lever(&path, json!({ "signed_ago_seconds": 600 }))
        .await;
    let stale = endpoint.next().await;
    assert_eq!(stale.verify(&secret), Err(clerk::WebhookError::TooOld));
    let unknown = world.control("/control/webhooks/msg_none/send", json!({}));
    assert_eq!(unknown.await.status(), 404);
}

#[tokio::test]
async fn an_endpoint_that_is_not_there_is_noted_and_a_reset_forgets_all() {
    let endpoint = Endpoint::start().await;
    let mut setting = endpoint.setting();
    // Nothing listens on the port for discarding.
    setting.url = "http://127.0.0.1:9/hook".into();
    let world = World::with_webhooks(setting).await;
    Browser::new(&world).sign_up(EVE).await;
    let flushed = world.lever("flush", json!({})).await;
    let attempt = &flushed["messages"][0]["attempts"][0];
    assert_eq!(attempt["error"], "nobody answers at this address");
    assert!(attempt["status"].is_null());
    world.control("/control/reset", json!({})).await;
    assert_eq!(world.deliveries().await["messages"], json!([]));
}

#[tokio::test]
async fn the_clock_of_deliveries_is_everybodys() {
    let mut endpoint = Endpoint::start().await;
    let world = World::with_webhooks(endpoint.setting()).await;
    let secret = world.stand_in.webhook_signing_secret().to_owned();
    world.advance(30 * 24 * 3600).await;
    Browser::new(&world).sign_up(EVE).await;
    endpoint.next().await.verify(&secret).unwrap();
}

#[tokio::test]
async fn a_given_secret_signs_and_a_malformed_one_is_refused() {
    let mut endpoint = Endpoint::start().await;
    let mut setting = endpoint.setting();
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    setting.signing_secret = Some(secret.into());
    let world = World::with_webhooks(setting.clone()).await;
    Browser::new(&world).sign_up(EVE).await;
    let received = endpoint.next().await;
    received.verify(secret).unwrap();
    assert!(
        received
            .verify(world.stand_in.webhook_signing_secret())
            .is_err()
    );

    setting.signing_secret = Some("whsec_?".into());
    let failure = World::failure_with_webhooks(setting).await;
    assert!(failure.to_string().contains("signing secret"), "{failure}");
}
