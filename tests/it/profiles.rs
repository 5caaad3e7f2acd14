//! Scoring profiles, through the interface for programs.

use axum::http::Method;
use futures_util::future::join_all;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::{
    support::{Answer, App, Person},
    valuation::{id_of, keep_samples},
};

async fn change(person: &Person<'_>, id: &Value, body: Value) -> Answer {
    let path = format!("/api/v1/profiles/{id}");
    person
        .send_text(Method::PATCH, &path, body.to_string())
        .await
}

async fn remove(person: &Person<'_>, id: &Value) -> Answer {
    let path = format!("/api/v1/profiles/{id}");
    person.send_text(Method::DELETE, &path, String::new()).await
}

async fn all(person: &Person<'_>) -> Vec<Value> {
    let list = person.get("/api/v1/profiles").await.expect(200).json();
    list["items"].as_array().unwrap().clone()
}

async fn of_the_product(person: &Person<'_>, name: &str) -> Value {
    let mut all = all(person).await.into_iter();
    all.find(|it| it["is_system"] == true && it["name"] == name)
        .unwrap()
}

async fn profile(person: &Person<'_>, name: &str, weights: Value) -> Value {
    person
        .post(
            "/api/v1/profiles",
            json!({ "name": name, "weights": weights }),
        )
        .await
        .expect(201)
        .json()
}

async fn scores(pool: &PgPool, person: &Person<'_>) -> Vec<Decimal> {
    sqlx::query_scalar(
        "select round(score_composite, 2) from listing where user_id = $1 order by id",
    )
    .bind(id_of(pool, person).await.0)
    .fetch_all(pool)
    .await
    .unwrap()
}

#[sqlx::test]
async fn three_profiles_come_with_the_product_and_one_is_everybodys_default(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let all = all(&ada).await;
    let names: Vec<(&str, bool)> = all
        .iter()
        .map(|it| {
            (
                it["name"].as_str().unwrap(),
                it["is_default"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        names,
        [("Home lab", true), ("Desktop", false), ("Low power", false)]
    );
    for it in &all {
        let refused = change(&ada, &it["id"], json!({ "name": "Mine" })).await;
        assert_eq!(refused.expect(403).error_code(), "read_only");
        remove(&ada, &it["id"]).await.expect(403);
        let sum: f64 = it["weights"]
            .as_object()
            .unwrap()
            .values()
            .map(|it| it.as_f64().unwrap())
            .sum();
        assert!((sum - 1.0).abs() < 1e-9);
    }
}

#[sqlx::test]
async fn offers_are_scored_anew_when_the_default_or_its_weights_change(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    keep_samples(&ada, 2).await;
    let memory = profile(&ada, "Memory", json!({ "ram_capacity": 1 })).await;
    let path = format!("/api/v1/profiles/{}/default", memory["id"]);
    ada.post(&path, json!({})).await.expect(200);
    let of = |texts: [&str; 2]| texts.map(|text| text.parse::<Decimal>().unwrap()).to_vec();
    // 16 and 32 GB of 64.
    assert_eq!(scores(&pool, &ada).await, of(["25.00", "50.00"]));
    // 2000 and 2300 points of 4000.
    change(
        &ada,
        &memory["id"],
        json!({ "weights": { "cpu_mark_single": 0.2 } }),
    )
    .await
    .expect(200);
    assert_eq!(scores(&pool, &ada).await, of(["50.00", "57.50"]));

    let home_lab = of_the_product(&ada, "Home lab").await;
    let path = format!("/api/v1/profiles/{}/default", home_lab["id"]);
    ada.post(&path, json!({})).await.expect(200);
    assert_eq!(scores(&pool, &ada).await, of(["28.27", "41.64"]));
    assert!(
        all(&ada)
            .await
            .iter()
            .all(|it| it["is_own"] == false || it["is_default"] == false)
    );
}

#[sqlx::test]
async fn there_is_one_default_and_it_cannot_be_taken_away(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let one = profile(&ada, "One", json!({ "ram_capacity": 1 })).await;
    let two = profile(&ada, "Two", json!({ "gpu_score": 1 })).await;
    change(&ada, &one["id"], json!({ "is_default": true }))
        .await
        .expect(200);
    change(&ada, &two["id"], json!({ "is_default": true }))
        .await
        .expect(200);
    let defaults: Vec<Value> = all(&ada)
        .await
        .into_iter()
        .filter(|it| it["is_own"] == true && it["is_default"] == true)
        .map(|it| it["name"].clone())
        .collect();
    assert_eq!(defaults, ["Two"]);
    assert_eq!(
        remove(&ada, &two["id"]).await.expect(409).error_code(),
        "in_use"
    );
    remove(&ada, &one["id"]).await.expect(204);
    remove(&ada, &one["id"]).await.expect(404);
}

#[sqlx::test]
async fn choosing_another_of_the_products_profiles_makes_a_copy_of_it_the_default(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let desktop = of_the_product(&ada, "Desktop").await;
    let path = format!("/api/v1/profiles/{}/default", desktop["id"]);
    let mine = ada.post(&path, json!({})).await.expect(200).json();
    assert_eq!(
        (
            &mine["name"],
            &mine["is_own"],
            &mine["is_default"],
            &mine["weights"]
        ),
        (
            &desktop["name"],
            &json!(true),
            &json!(true),
            &desktop["weights"]
        )
    );
    let path = format!("/api/v1/profiles/{}/duplicate", desktop["id"]);
    let copy = ada.post(&path, json!({})).await.expect(201).json();
    assert_eq!(
        (&copy["name"], &copy["is_default"]),
        (&json!("Desktop 2"), &json!(false))
    );
}

#[sqlx::test]
async fn weights_that_mean_nothing_and_names_that_are_taken_are_refused(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    profile(&ada, "Mine", json!({ "ram_capacity": 1 })).await;
    profile(&ben, "Mine", json!({ "ram_capacity": 1 })).await;
    let weights = json!({ "ram_capacity": 1 });
    let taken = json!({ "name": "Mine", "weights": weights });
    let taken = ada.post("/api/v1/profiles", taken).await.expect(409);
    assert_eq!(taken.error_code(), "name_taken");
    for (weights, field) in [
        (json!({ "expandability": 1 }), "weights.expandability"),
        (json!({ "ram_capacity": 0 }), "weights"),
        (json!({ "ram_capacity": 2 }), "weights.ram_capacity"),
    ] {
        for (path, body) in [
            (
                "/api/v1/profiles",
                json!({ "name": "New", "weights": weights }),
            ),
            ("/api/v1/profiles/preview", json!({ "weights": weights })),
        ] {
            let refused = ada.post(path, body).await.expect(422).json();
            assert!(refused["error"]["fields"][field].is_string(), "{refused}");
        }
    }
}

#[sqlx::test]
async fn changes_of_the_default_at_the_same_time_leave_one(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let mut ids = Vec::new();
    for name in ["One", "Two", "Three"] {
        ids.push(profile(&ada, name, json!({ "ram_capacity": 1 })).await["id"].clone());
    }
    join_all(ids.iter().map(|id| {
        let ada = &ada;
        async move {
            change(ada, id, json!({ "is_default": true }))
                .await
                .expect(200)
        }
    }))
    .await;
    let defaults = all(&ada)
        .await
        .into_iter()
        .filter(|it| it["is_own"] == true && it["is_default"] == true);
    assert_eq!(defaults.count(), 1);
}

#[sqlx::test]
async fn what_was_changed_elsewhere_is_not_overwritten(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let one = profile(&ada, "One", json!({ "ram_capacity": 1 })).await;
    let read = one["updated_at"].clone();
    change(
        &ada,
        &one["id"],
        json!({ "name": "Here", "if_updated_at": read }),
    )
    .await
    .expect(200);
    let stale = change(
        &ada,
        &one["id"],
        json!({ "name": "There", "if_updated_at": read }),
    )
    .await;
    assert_eq!(stale.expect(409).error_code(), "conflict");
    let path = format!("/api/v1/profiles/{}", one["id"]);
    assert_eq!(ada.get(&path).await.expect(200).json()["name"], "Here");
}

#[sqlx::test]
async fn a_ranking_is_shown_now_and_by_other_weights(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    keep_samples(&ada, 28).await;
    let body = json!({ "weights": { "perf_per_watt": 1 } });
    let preview = ada
        .post("/api/v1/profiles/preview", body)
        .await
        .expect(200)
        .json();
    let titles = |when: &str| -> Vec<String> {
        preview[when]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["title"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(titles("now").len(), 5);
    assert_eq!(titles("now")[0], "Minisforum UM780 XTX");
    // 900 and 1013 points a watt: both are full marks, so that the cheaper one is first.
    assert_eq!(
        titles("then")[..2],
        ["Beelink EQ12", "Beelink SER5 (5560U)"]
    );
    assert_eq!(preview["then"][0]["score"], "100.00");
}

/// Once, what had been archived or bought still won.
#[sqlx::test]
async fn an_archived_offer_ranks_no_more(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    keep_samples(&ada, 28).await;
    let best = async || {
        let body = json!({ "weights": { "perf_per_watt": 1 } });
        let preview = ada.post("/api/v1/profiles/preview", body).await;
        let first = preview.expect(200).json()["then"][0]["title"].clone();
        first.as_str().unwrap().to_owned()
    };
    assert_eq!(best().await, "Beelink EQ12");
    sqlx::query("update listing set status = 'archived' where title = 'Beelink EQ12'")
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(best().await, "Beelink SER5 (5560U)");
}
