//! The sample offers: loaded at once, valued, taken away at once.

use axum::http::Method;
use futures_util::future::join_all;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, App, Person};

const SAMPLE: &str = "/api/v1/listings/sample";

async fn load(person: &Person<'_>) -> Answer {
    person.send_text(Method::POST, SAMPLE, String::new()).await
}

async fn remove(person: &Person<'_>) -> Value {
    person
        .send_text(Method::DELETE, SAMPLE, String::new())
        .await
        .expect(200)
        .json()
}

#[sqlx::test]
async fn samples_are_loaded_valued_and_rated(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    assert_eq!(load(&ada).await.expect(201).json(), json!({"created": 28}));

    let page = ada
        .get("/api/v1/listings?sort=usd_per_multi&limit=200")
        .await
        .expect(200)
        .json();
    assert_eq!(page["total"], 28);
    let best = &page["items"][0];
    assert_eq!(best["title"], "Beelink SER5 MAX (5800H)");
    assert_eq!(best["adjusted_price_usd"], "184.00");
    assert_eq!(best["usd_per_multi_adj"], "0.0089");
    assert_eq!(best["score_composite"], "61.60");
    assert_eq!(best["rating"], "excellent");
    let items = page["items"].as_array().unwrap();
    assert_eq!(items.len(), 28);
    for item in items {
        assert_eq!(item["is_sample"], true);
        assert!(item["rating"].is_string(), "{item}");
    }
    let history = ada
        .get(&format!("/api/v1/listings/{}/prices", best["id"]))
        .await
        .expect(200)
        .json();
    assert_eq!(history["items"].as_array().unwrap().len(), 1);
}

#[sqlx::test]
async fn samples_are_loaded_once(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    ada.get("/api/v1/users/me").await.expect(200);
    let mut answers: Vec<u16> = join_all([load(&ada), load(&ada)])
        .await
        .iter()
        .map(|answer| answer.status.as_u16())
        .collect();
    answers.sort_unstable();
    assert_eq!(answers, [201, 409]);
    assert_eq!(load(&ada).await.expect(409).error_code(), "already_loaded");
    let page = ada.get("/api/v1/listings").await.expect(200).json();
    assert_eq!(page["total"], 28);
}

#[sqlx::test]
async fn removing_samples_leaves_every_other_offer(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    ada.post("/api/v1/listings", json!({"title": "Ada's own"}))
        .await
        .expect(201);
    load(&ada).await.expect(201);
    load(&ben).await.expect(201);

    assert_eq!(remove(&ada).await, json!({"deleted": 28}));
    assert_eq!(remove(&ada).await, json!({"deleted": 0}));
    let left = ada
        .get("/api/v1/listings?status=any")
        .await
        .expect(200)
        .json();
    assert_eq!(left["total"], 1);
    assert_eq!(left["items"][0]["title"], "Ada's own");
    let bens = ben.get("/api/v1/listings").await.expect(200).json();
    assert_eq!(bens["total"], 28);
    load(&ada).await.expect(201);
}

#[sqlx::test]
async fn samples_that_the_plan_does_not_hold_are_not_loaded(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let id = app_row(&ada, &pool).await;
    sqlx::query("insert into listing (user_id, title) select $1, 'x' from generate_series(1, 173)")
        .bind(id)
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(load(&ada).await.expect(403).error_code(), "plan_limit");
    let page = ada.get("/api/v1/listings").await.expect(200).json();
    assert_eq!(page["total"], 173);
    sqlx::query(
        "delete from listing where id in (select id from listing where user_id = $1 limit 1)",
    )
    .bind(id)
    .execute(&pool)
    .await
    .unwrap();
    load(&ada).await.expect(201);
}

/// The number of a person's row.
pub async fn app_row(person: &Person<'_>, pool: &PgPool) -> i64 {
    person.get("/api/v1/users/me").await.expect(200);
    sqlx::query_scalar("select id from app_user where clerk_id = $1")
        .bind(&person.clerk_id)
        .fetch_one(pool)
        .await
        .unwrap()
}
