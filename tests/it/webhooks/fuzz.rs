//! Signed messages with anything missing, null or of another type: taken as far as they make
//! sense, or refused for good, and never our failure.

use futures_util::future::join_all;
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde_json::{Value, json};
use sqlx::PgPool;

use super::Delivery;
use crate::support::App;

const FIXTURES: [&str; 7] = [
    include_str!("../../fixtures/webhooks/user.created.json"),
    include_str!("../../fixtures/webhooks/user.updated.json"),
    include_str!("../../fixtures/webhooks/user.deleted.json"),
    include_str!("../../fixtures/webhooks/session.created.json"),
    include_str!("../../fixtures/webhooks/session.ended.json"),
    include_str!("../../fixtures/webhooks/session.removed.json"),
    include_str!("../../fixtures/webhooks/session.revoked.json"),
];

/// How many messages are under way at once.
const AT_ONCE: usize = 16;

/// A fixture with something to find in every list.
fn seed(fixture: &str) -> Value {
    let mut event: Value = serde_json::from_str(fixture).unwrap();
    if event["data"]["email_addresses"].is_array() {
        event["data"]["primary_email_address_id"] = json!("idn_1");
        event["data"]["username"] = json!("john");
        event["data"]["email_addresses"] = json!([{
            "id": "idn_1",
            "email_address": "john@example.com",
            "verification": {"status": "verified"},
        }]);
    }
    event
}

/// Pointers to everything in a value, the value itself aside.
fn places(value: &Value, at: &str, into: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(object) => object.iter().map(|(key, it)| (key.clone(), it)).collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, it)| (index.to_string(), it))
            .collect(),
        _ => Vec::new(),
    };
    for (key, child) in children {
        let place = format!("{at}/{key}");
        places(child, &place, into);
        into.push(place);
    }
}

fn without(event: &Value, place: &str) -> Value {
    let mut event = event.clone();
    let (parent, key) = place.rsplit_once('/').unwrap();
    match event.pointer_mut(parent).unwrap() {
        Value::Object(object) => drop(object.remove(key)),
        Value::Array(items) => drop(items.remove(key.parse().unwrap())),
        _ => unreachable!("only these have children"),
    }
    event
}

fn with(event: &Value, place: &str, value: Value) -> Value {
    let mut event = event.clone();
    *event.pointer_mut(place).unwrap() = value;
    event
}

fn oddities() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5e300),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(""),
        json!("\0"),
        json!("😀'; drop table app_user; --"),
        json!("x".repeat(70_000)),
        json!([]),
        json!([[[{}]]]),
        json!({}),
        json!({"id": {"id": null}}),
    ]
}

async fn never_our_failure(app: &App, bodies: &[Vec<u8>]) {
    for (chunk, bodies) in bodies.chunks(AT_ONCE).enumerate() {
        let deliveries: Vec<Delivery> = bodies
            .iter()
            .enumerate()
            .map(|(index, body)| Delivery::signed(&format!("msg_{chunk}_{index}"), body.clone()))
            .collect();
        let answers = join_all(deliveries.iter().map(|it| it.send(app))).await;
        for (answer, delivery) in answers.into_iter().zip(&deliveries) {
            let body = String::from_utf8_lossy(&delivery.body);
            let about = body.chars().take(3000).collect::<String>();
            match answer.status.as_u16() {
                200 => {}
                400 => assert_eq!(answer.error_code(), "invalid_payload", "{about}"),
                _ => panic!("{answer:?} to {about}"),
            }
        }
    }
}

async fn nothing_has_failed(pool: &PgPool) {
    let failed: Vec<String> =
        sqlx::query_scalar("select error from webhook_event where outcome = 'failed'")
            .fetch_all(pool)
            .await
            .unwrap();
    assert!(failed.is_empty(), "{failed:?}");
    let taken: i64 = sqlx::query_scalar("select count(*) from webhook_event where outcome = 'ok'")
        .fetch_one(pool)
        .await
        .unwrap();
    assert!(taken > 0, "every message was refused");
}

#[sqlx::test]
async fn anything_missing_is_no_failure(pool: PgPool) {
    let app = App::new(pool.clone());
    let mut bodies = Vec::new();
    for fixture in FIXTURES {
        let event = seed(fixture);
        let mut all = Vec::new();
        places(&event, "", &mut all);
        assert!(all.len() > 10);
        bodies.extend(
            all.iter()
                .map(|place| without(&event, place).to_string().into_bytes()),
        );
    }
    never_our_failure(&app, &bodies).await;
    nothing_has_failed(&pool).await;
}

#[sqlx::test]
async fn anything_of_another_type_is_no_failure(pool: PgPool) {
    let app = App::new(pool.clone());
    let mut bodies = Vec::new();
    for (index, fixture) in FIXTURES.into_iter().enumerate() {
        let event = seed(fixture);
        let mut all = Vec::new();
        places(&event, "", &mut all);
        assert!(all.len() > 10);
        // Sessions are read alike: every oddity for one, a few for the others.
        let oddities = oddities()
            .into_iter()
            .step_by(if index > 3 { 5 } else { 1 });
        for oddity in oddities {
            let changed = all.iter().map(|place| with(&event, place, oddity.clone()));
            bodies.extend(changed.map(|event| event.to_string().into_bytes()));
        }
    }
    never_our_failure(&app, &bodies).await;
    nothing_has_failed(&pool).await;
}

#[sqlx::test]
async fn any_bytes_are_no_failure(pool: PgPool) {
    let app = App::new(pool.clone());
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    let mut bodies = Vec::new();
    for fixture in FIXTURES {
        let length = fixture.len();
        let change = (0..length, any::<u8>(), 0..length);
        for _ in 0..40 {
            let (at, byte, cut) = change.new_tree(&mut runner).unwrap().current();
            let mut changed = fixture.as_bytes().to_vec();
            changed[at] = byte;
            bodies.push(changed.clone());
            changed.truncate(cut);
            bodies.push(changed);
        }
    }
    never_our_failure(&app, &bodies).await;
    nothing_has_failed(&pool).await;
}
