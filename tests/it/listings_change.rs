//! One offer: read, changed, archived, deleted, and its prices.

use axum::http::Method;
use deal_brain::pages::listings::offer::actions::DeleteListing;
use leptos::server_fn::ServerFn;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{App, ORIGIN, Person};

async fn keep(person: &Person<'_>, offer: Value) -> (i64, Value) {
    let listing = person
        .post("/api/v1/listings", offer)
        .await
        .expect(201)
        .json();
    (listing["id"].as_i64().unwrap(), listing)
}

async fn patch(person: &Person<'_>, id: i64, change: Value) -> crate::support::Answer {
    let path = format!("/api/v1/listings/{id}");
    person
        .send_text(Method::PATCH, &path, change.to_string())
        .await
}

async fn prices(person: &Person<'_>, id: i64) -> Vec<String> {
    let history = person
        .get(&format!("/api/v1/listings/{id}/prices"))
        .await
        .expect(200)
        .json();
    history["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|point| point["price_usd"].as_str().unwrap().to_owned())
        .collect()
}

#[sqlx::test]
async fn every_fact_is_kept_as_it_was_sent(pool: PgPool) {
    let cpu: i64 = sqlx::query_scalar(
        "insert into cpu (name, manufacturer, source) values ('Test CPU 1', 'Test', 'seed') returning id",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    let app = App::new(pool);
    let ada = app.newcomer();
    let sent = json!({
        "title": "EliteDesk 800 G6", "price_usd": "289.00", "condition": "refurb", "status": "pending",
        "listing_url": "https://example.com/1", "seller": "Refurb shop", "notes": "ask about the fan",
        "manufacturer": "HP", "model": "800 G6", "form_factor": "mini", "cpu_id": cpu, "ram_gb": 32,
        "ram_type": "ddr4", "ram_speed_mhz": 2933, "primary_storage_gb": 512,
        "primary_storage_medium": "nvme", "secondary_storage_gb": 1024, "secondary_storage_medium": "hdd",
        "os_license": "Windows 11 Pro", "attrs": {"usb4": true, "colour": "black", "fans": 2},
    });
    let (id, _) = keep(&ada, sent.clone()).await;
    let kept = ada
        .get(&format!("/api/v1/listings/{id}"))
        .await
        .expect(200)
        .json();
    for (field, value) in sent.as_object().unwrap() {
        assert_eq!(&kept[field], value, "{field}");
    }
    assert_eq!(kept["cpu"]["name"], "Test CPU 1");
    let by_name = patch(&ada, id, json!({"cpu": "test cpu 1 "})).await;
    assert_eq!(by_name.expect(200).json()["cpu_id"], cpu);
    let without = patch(&ada, id, json!({"cpu": null})).await.expect(200);
    assert_eq!(without.json()["cpu_id"], Value::Null);
}

#[sqlx::test]
async fn a_change_changes_what_it_names_and_nothing_else(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let offer = json!({"title": "x", "price_usd": "100", "seller": "Shop", "ram_gb": 8});
    let (id, _) = keep(&ada, offer).await;
    let changed = patch(&ada, id, json!({"title": "y", "seller": null}))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (
            &changed["title"],
            &changed["seller"],
            &changed["ram_gb"],
            &changed["price_usd"]
        ),
        (&json!("y"), &json!(null), &json!(8), &json!("100.00"))
    );
    for (wrong, field) in [
        (json!({"title": ""}), "title"),
        (json!({"user_id": 1}), "user_id"),
        (json!({"id": 1}), "id"),
        (json!({"adjusted_price_usd": "1"}), "adjusted_price_usd"),
        (json!({"if_updated_at": "yesterday"}), "if_updated_at"),
    ] {
        let answer = patch(&ada, id, wrong).await.expect(422);
        assert!(
            answer.json()["error"]["fields"].get(field).is_some(),
            "{answer:?}"
        );
    }
}

#[sqlx::test]
async fn an_offer_that_has_changed_since_is_not_overwritten(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (id, seen) = keep(&ada, json!({"title": "first"})).await;
    let seen = &seen["updated_at"];
    let second = patch(&ada, id, json!({"title": "second", "if_updated_at": seen}))
        .await
        .expect(200)
        .json();
    assert_ne!(&second["updated_at"], seen);

    let stale = patch(&ada, id, json!({"title": "third", "if_updated_at": seen}))
        .await
        .expect(409);
    assert_eq!(stale.error_code(), "conflict");
    let path = format!("/api/v1/listings/{id}");
    let gone = format!("{path}?if_updated_at={}", seen.as_str().unwrap());
    ada.send_text(Method::DELETE, &gone, String::new())
        .await
        .expect(409);
    let price = json!({"price_usd": "1", "if_updated_at": seen});
    let stale = ada.post(&format!("{path}/price"), price).await.expect(409);
    assert_eq!(stale.error_code(), "conflict");
    let form = format!("id={id}&if_updated_at={}", seen.as_str().unwrap());
    let stale = ada.submit(DeleteListing::PATH, ORIGIN, &form).await;
    assert_eq!(stale.expect(409).error_code(), "conflict");
    assert_eq!(ada.get(&path).await.json()["title"], "second");
    assert!(prices(&ada, id).await.is_empty());

    let fresh = second["updated_at"].as_str().unwrap();
    ada.send_text(
        Method::DELETE,
        &format!("{path}?if_updated_at={fresh}"),
        String::new(),
    )
    .await
    .expect(204);
    ada.get(&path).await.expect(404);
}

#[sqlx::test]
async fn of_two_changes_at_once_one_is_told(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (id, seen) = keep(&ada, json!({"title": "first"})).await;
    let change = |title: &str| json!({"title": title, "if_updated_at": seen["updated_at"]});
    let (one, other) = tokio::join!(patch(&ada, id, change("a")), patch(&ada, id, change("b")));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

#[sqlx::test]
async fn an_archived_offer_is_out_of_the_way_until_it_is_brought_back(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (id, _) = keep(&ada, json!({"title": "x"})).await;
    for (act, status, active) in [("archive", "archived", 0), ("restore", "active", 1)] {
        let answer = ada
            .post(&format!("/api/v1/listings/{id}/{act}"), Value::Null)
            .await
            .expect(200);
        assert_eq!(answer.json()["status"], status);
        let listed = ada.get("/api/v1/listings").await.json();
        assert_eq!(listed["total"], active);
    }
}

#[sqlx::test]
async fn a_price_history_has_one_entry_for_each_change(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (id, _) = keep(&ada, json!({"title": "x", "price_usd": "300"})).await;
    patch(&ada, id, json!({"price_usd": "280"}))
        .await
        .expect(200);
    patch(&ada, id, json!({"price_usd": "280", "title": "y"}))
        .await
        .expect(200);
    patch(&ada, id, json!({"price_usd": null}))
        .await
        .expect(200);
    assert_eq!(prices(&ada, id).await, ["280.00", "300.00"]);

    let path = format!("/api/v1/listings/{id}/price");
    let seen = json!({"price_usd": "250", "note": "sale"});
    let answer = ada.post(&path, seen).await.expect(200).json();
    assert_eq!(answer["listing"]["price_usd"], "250.00");
    assert_eq!(answer["history"][0]["note"], "sale");
    ada.post(&path, json!({"price_usd": "250"}))
        .await
        .expect(200);
    assert_eq!(prices(&ada, id).await, ["250.00", "280.00", "300.00"]);
}

#[sqlx::test]
async fn a_price_from_before_enters_the_history_and_leaves_the_offer_alone(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (id, _) = keep(&ada, json!({"title": "x", "price_usd": "300"})).await;
    let path = format!("/api/v1/listings/{id}/price");
    let earlier = json!({"price_usd": "350", "seen_at": "2020-01-01T00:00:00Z"});
    let answer = ada.post(&path, earlier).await.expect(200).json();
    assert_eq!(answer["listing"]["price_usd"], "300.00");
    assert_eq!(prices(&ada, id).await, ["300.00", "350.00"]);
    for (wrong, field) in [
        (json!({}), "price_usd"),
        (json!({"price_usd": "-1"}), "price_usd"),
        (
            json!({"price_usd": "1", "seen_at": "2999-01-01T00:00:00Z"}),
            "seen_at",
        ),
        (json!({"price_usd": "1", "note": "a\u{0}"}), "note"),
    ] {
        let answer = ada.post(&path, wrong).await.expect(422);
        assert!(
            answer.json()["error"]["fields"].get(field).is_some(),
            "{answer:?}"
        );
    }
}

#[sqlx::test]
async fn an_offer_of_nobodys_can_be_read_and_not_changed(pool: PgPool) {
    let id: i64 = sqlx::query_scalar(
        "insert into listing (title, notes) values ('from before', 'private') returning id",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    let app = App::new(pool);
    let ada = app.newcomer();
    let read = ada
        .get(&format!("/api/v1/listings/{id}"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&read["is_mine"], &read["notes"]),
        (&json!(false), &json!(null))
    );
    for (method, path) in [
        (Method::PATCH, format!("/api/v1/listings/{id}")),
        (Method::DELETE, format!("/api/v1/listings/{id}")),
        (Method::POST, format!("/api/v1/listings/{id}/archive")),
    ] {
        let answer = ada.send_text(method, &path, "{}".into()).await.expect(403);
        assert_eq!(answer.error_code(), "read_only");
    }
}

#[sqlx::test]
async fn a_path_that_names_no_number_names_nothing(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    for id in ["x", "1.5", "99999999999999999999", "-1", "%00"] {
        ada.get(&format!("/api/v1/listings/{id}")).await.expect(404);
    }
}
