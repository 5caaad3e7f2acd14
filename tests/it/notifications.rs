//! What people are told.

use axum::http::Method;
use deal_brain::{
    db::{Db, UserTx},
    domain::{
        listing::ListingId,
        money::Usd,
        user::{Role, UserId},
    },
    service::notifications::price_dropped,
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::{
    collections::{collection, offer},
    support::{App, Person},
};

async fn scope(pool: &PgPool, person: &Person<'_>) -> UserTx {
    let me = person.get("/api/v1/users/me").await.expect(200).json();
    let id = UserId(me["id"].as_i64().unwrap());
    Db::from_pool(pool.clone())
        .as_user(id, Role::User)
        .await
        .unwrap()
}

/// An offer of theirs in a collection, with what they have decided about it.
async fn awaited(person: &Person<'_>, title: &str, status: &str) -> ListingId {
    let listing = offer(person, title).await;
    let into = collection(person, json!({ "name": title })).await;
    person
        .post(
            &format!("/api/v1/collections/{into}/items"),
            json!({ "listing_id": listing, "status": status }),
        )
        .await
        .expect(201);
    ListingId(listing)
}

async fn falls(pool: &PgPool, person: &Person<'_>, listing: ListingId, before: &str, after: &str) {
    let usd = |text: &str| text.parse::<Usd>().unwrap();
    let mut tx = scope(pool, person).await;
    price_dropped(&mut tx, listing, usd(before), usd(after))
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn told(person: &Person<'_>) -> Vec<Value> {
    let listed = person.get("/api/v1/notifications").await.expect(200).json();
    listed["items"].as_array().unwrap().clone()
}

#[sqlx::test]
async fn a_lower_price_is_told_of_offers_that_are_still_to_be_decided(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let waiting = awaited(&ada, "waiting", "shortlisted").await;
    falls(&pool, &ada, waiting, "239.00", "238.50").await;
    falls(&pool, &ada, waiting, "239.00", "250.00").await;
    for status in ["rejected", "bought"] {
        let decided = awaited(&ada, status, status).await;
        falls(&pool, &ada, decided, "239.00", "100.00").await;
    }
    let nowhere = ListingId(offer(&ada, "in no collection").await);
    falls(&pool, &ada, nowhere, "239.00", "100.00").await;
    assert_eq!(told(&ada).await, Vec::<Value>::new());

    falls(&pool, &ada, waiting, "239.00", "199.00").await;
    let news = told(&ada).await;
    assert_eq!(news.len(), 1);
    assert_eq!(
        (
            &news[0]["type"],
            &news[0]["title"],
            &news[0]["message"],
            &news[0]["link"]
        ),
        (
            &json!("price_drop"),
            &json!("Cheaper now: waiting"),
            &json!("199.00\u{a0}USD, 40.00 less than before (239.00)."),
            &json!(format!("/listings/{}", waiting.0))
        )
    );
}

#[sqlx::test]
async fn who_does_not_want_to_hear_of_it_is_not_told(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let waiting = awaited(&ada, "waiting", "undecided").await;
    ben.get("/api/v1/users/me").await.expect(200);
    sqlx::query(
        r#"update app_user set preferences = '{"notifications": {"price_drop": false, "share_received": true}}'"#,
    )
    .execute(&pool)
    .await
    .unwrap();
    falls(&pool, &ada, waiting, "239.00", "199.00").await;
    assert_eq!(told(&ada).await.len(), 0);
    let to = ben.get("/api/v1/users/me").await.json()["id"].clone();
    ada.post(
        "/api/v1/user-shares",
        json!({ "recipient": to, "listing_id": waiting.0 }),
    )
    .await
    .expect(201);
    assert_eq!(told(&ben).await.len(), 1);
    sqlx::query(
        r#"update app_user set preferences = '{"notifications": {"share_received": false}}'"#,
    )
    .execute(&pool)
    .await
    .unwrap();
    ada.post(
        "/api/v1/user-shares",
        json!({ "recipient": to, "listing_id": waiting.0 }),
    )
    .await
    .expect(201);
    assert_eq!(told(&ben).await.len(), 1);
}

#[sqlx::test]
async fn news_is_read_one_by_one_or_all_at_once_and_taken_away(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let waiting = awaited(&ada, "waiting", "undecided").await;
    for price in ["199.00", "189.00", "179.00"] {
        falls(&pool, &ada, waiting, "239.00", price).await;
    }
    let unread =
        async || ada.get("/api/v1/notifications/unread-count").await.json()["count"].clone();
    assert_eq!(unread().await, 3);
    let news = told(&ada).await;
    let path = |index: usize| format!("/api/v1/notifications/{}", news[index]["id"]);

    for person in [&ben] {
        person
            .send_text(Method::PATCH, &format!("{}/read", path(0)), String::new())
            .await
            .expect(404);
        person
            .send_text(Method::DELETE, &path(0), String::new())
            .await
            .expect(404);
        assert_eq!(told(person).await.len(), 0);
    }
    let read = ada
        .send_text(Method::PATCH, &format!("{}/read", path(0)), String::new())
        .await
        .expect(200);
    assert!(read.json()["read_at"].is_string());
    assert_eq!(unread().await, 2);
    let listed = ada.get("/api/v1/notifications?unread=true").await.json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
    let all = ada
        .post("/api/v1/notifications/mark-all-read", json!({}))
        .await
        .expect(200);
    assert_eq!(all.json(), json!({ "count": 2 }));
    assert_eq!(unread().await, 0);
    ada.send_text(Method::DELETE, &path(1), String::new())
        .await
        .expect(204);
    assert_eq!(told(&ada).await.len(), 2);
}
