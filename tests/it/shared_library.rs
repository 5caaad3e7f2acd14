//! Offers of nobody's: read by everybody who is signed in while a switch is on, and copied.

use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{App, Person};

const LIBRARY: &str = "/api/v1/listings?library=shared";

/// An offer from before people had accounts, with a value that nobody's rules stand behind.
pub async fn ownerless(pool: &PgPool, title: &str) -> i64 {
    sqlx::query_scalar(
        "insert into listing (title, price_usd, condition, notes, adjusted_price_usd, valued_at)
         values ($1, 199, 'used', 'notes of nobody', 1, now())
         returning id",
    )
    .bind(title)
    .fetch_one(pool)
    .await
    .unwrap()
}

async fn switch_off(pool: &PgPool) {
    sqlx::query("update application_switch set enabled = false where name = 'LEGACY_ROWS_VISIBLE'")
        .execute(pool)
        .await
        .unwrap();
}

async fn titles(person: &Person<'_>, path: &str) -> Vec<String> {
    person.get(path).await.expect(200).json()["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["title"].as_str().unwrap().to_owned())
        .collect()
}

#[sqlx::test]
async fn the_library_is_a_list_of_its_own_and_is_not_valued(pool: PgPool) {
    ownerless(&pool, "OptiPlex of old").await;
    let app = App::new(pool);
    let ada = app.newcomer();
    let own = json!({ "title": "Ada's find", "price_usd": "99" });
    ada.post("/api/v1/listings", own).await.expect(201);

    assert_eq!(titles(&ada, "/api/v1/listings").await, ["Ada's find"]);
    let page = ada.get(LIBRARY).await.expect(200).json();
    assert_eq!(page["total"], 1);
    let offer = &page["items"][0];
    assert_eq!(offer["title"], "OptiPlex of old");
    assert_eq!(
        (&offer["is_mine"], &offer["is_ownerless"]),
        (&json!(false), &json!(true))
    );
    for kept_back in ["notes", "adjusted_price_usd", "valued_at", "rating"] {
        assert_eq!(offer[kept_back], Value::Null, "{kept_back}");
    }
    // Narrowed down as any list is.
    assert!(
        titles(&ada, &format!("{LIBRARY}&q=nothing"))
            .await
            .is_empty()
    );
    let wrong = ada.get("/api/v1/listings?library=theirs").await.expect(422);
    assert!(wrong.json()["error"]["fields"]["library"].is_string());
}

#[sqlx::test]
async fn an_offer_of_the_library_is_read_and_not_changed(pool: PgPool) {
    let id = ownerless(&pool, "OptiPlex of old").await;
    let app = App::new(pool);
    let ada = app.newcomer();
    let path = format!("/api/v1/listings/{id}");
    ada.get(&path).await.expect(200);
    ada.patch(&path, json!({ "title": "mine now" }))
        .await
        .expect(403);
    ada.post(&format!("{path}/price"), json!({ "price_usd": "1" }))
        .await
        .expect(403);
    ada.post(&format!("{path}/archive"), json!({}))
        .await
        .expect(403);
}

#[sqlx::test]
async fn a_copy_is_ones_own_with_its_price_and_valued_as_any_new_offer(pool: PgPool) {
    let id = ownerless(&pool, "OptiPlex of old").await;
    let app = App::new(pool);
    let ada = app.newcomer();
    let copy = ada
        .post(&format!("/api/v1/listings/{id}/copy"), json!({}))
        .await
        .expect(201)
        .json();
    assert_eq!(copy["title"], "OptiPlex of old");
    assert_eq!(
        (&copy["is_mine"], &copy["is_ownerless"], &copy["status"]),
        (&json!(true), &json!(false), &json!("active"))
    );
    assert_eq!(copy["source_listing_id"], id);
    assert_eq!(copy["notes"], Value::Null);
    // By Ada's rules, and not what stood there.
    let asked: f64 = copy["price_usd"].as_str().unwrap().parse().unwrap();
    let adjusted: f64 = copy["adjusted_price_usd"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!(adjusted > 1.0 && adjusted <= asked, "{copy}");
    let prices = format!("/api/v1/listings/{}/prices", copy["id"]);
    let prices = ada.get(&prices).await.expect(200).json();
    assert_eq!(prices["items"].as_array().unwrap().len(), 1);
    assert_eq!(titles(&ada, "/api/v1/listings").await, ["OptiPlex of old"]);
    // The original stays where it is, and is copied once.
    assert_eq!(titles(&ada, LIBRARY).await, ["OptiPlex of old"]);
    let again = ada
        .post(&format!("/api/v1/listings/{id}/copy"), json!({}))
        .await
        .expect(409);
    assert_eq!(again.error_code(), "duplicate");
}

#[sqlx::test]
async fn only_offers_of_the_library_are_copied(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let own = json!({ "title": "Ada's find" });
    let own = ada.post("/api/v1/listings", own).await.expect(201).json();
    let path = format!("/api/v1/listings/{}/copy", own["id"]);
    for person in [&ada, &ben] {
        person.post(&path, json!({})).await.expect(404);
    }
}

#[sqlx::test]
async fn a_full_plan_takes_no_copy(pool: PgPool) {
    let id = ownerless(&pool, "OptiPlex of old").await;
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    ada.get("/api/v1/users/me").await.expect(200);
    let me = app.row_of(&ada).await.id.0;
    sqlx::query(
        "insert into listing (user_id, title) select $1, 'offer ' || n from generate_series(1, 200) n",
    )
    .bind(me)
    .execute(&pool)
    .await
    .unwrap();
    let refused = ada
        .post(&format!("/api/v1/listings/{id}/copy"), json!({}))
        .await
        .expect(403);
    assert_eq!(refused.error_code(), "plan_limit");
    assert!(
        !titles(&ada, "/api/v1/listings?limit=200")
            .await
            .contains(&"OptiPlex of old".to_owned())
    );
}

#[sqlx::test]
async fn when_the_switch_is_off_nothing_of_it_is_left(pool: PgPool) {
    let id = ownerless(&pool, "OptiPlex of old").await;
    switch_off(&pool).await;
    let app = App::new(pool);
    let ada = app.newcomer();
    assert!(titles(&ada, LIBRARY).await.is_empty());
    ada.get(&format!("/api/v1/listings/{id}")).await.expect(404);
    ada.post(&format!("/api/v1/listings/{id}/copy"), json!({}))
        .await
        .expect(404);
    let page = ada.visit("/listings").await.expect(200);
    assert!(!page.text.contains("Shared library"), "{}", page.text);
}

#[sqlx::test]
async fn the_page_shows_the_library_read_only_with_a_way_to_copy(pool: PgPool) {
    let id = ownerless(&pool, "OptiPlex of old").await;
    let app = App::new(pool);
    let ada = app.newcomer();
    // Also to somebody who has no offer yet.
    let empty = ada.visit("/listings").await.expect(200);
    assert!(empty.text.contains("/listings?library=shared"));

    let page = ada.visit("/listings?library=shared").await.expect(200);
    for shown in [
        "OptiPlex of old",
        "row--library",
        "Copy to mine",
        "copy-one",
    ] {
        assert!(page.text.contains(shown), "{shown}");
    }
    for not_shown in ["notes of nobody", "form=\"archive-one\"", "Update price"] {
        assert!(!page.text.contains(not_shown), "{not_shown}");
    }
    let offer = ada.visit(&format!("/listings/{id}")).await.expect(200);
    assert!(offer.text.contains("Copy to mine") && offer.text.contains("Shared library"));
}
