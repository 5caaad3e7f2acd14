//! The dashboard, rankings and comparing: the best of a person's active offers.

use axum::http::Method;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::{
    collections::offer,
    listing_samples::app_row,
    support::{App, Person},
};

async fn with_samples(person: &Person<'_>) {
    person
        .send_text(Method::POST, "/api/v1/listings/sample", String::new())
        .await
        .expect(201);
}

async fn dashboard(person: &Person<'_>, query: &str) -> Value {
    person
        .get(&format!("/api/v1/dashboard{query}"))
        .await
        .expect(200)
        .json()
}

fn titles(items: &Value) -> Vec<&str> {
    items
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["title"].as_str().unwrap())
        .collect()
}

#[sqlx::test]
async fn the_best_of_the_samples_are_those_of_the_oracle(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    with_samples(&ada).await;
    let best = dashboard(&ada, "?budget=250").await;
    assert_eq!(best["counts"]["active"], 28);
    assert_eq!(best["counts"]["valued"], 28);
    assert_eq!(best["median_usd_per_multi"], "0.0142");
    assert_eq!(best["best_value"]["title"], "Beelink SER5 MAX (5800H)");
    assert_eq!(best["best_perf_per_watt"]["title"], "Beelink SER5 (5560U)");
    assert_eq!(best["best_perf_per_watt"]["perf_per_watt"], "1013.3");
    assert_eq!(best["budget_usd"], "250.00");
    assert_eq!(
        titles(&best["best_under_budget"]),
        [
            "Beelink SER5 MAX (5800H)",
            "Lenovo ThinkCentre M75q Gen 2 (5650GE)",
            "Beelink SER6 (6800H)",
            "Beelink SER5 (5560U)",
            "Lenovo ThinkCentre M70q Gen 3",
        ]
    );
    assert_eq!(dashboard(&ada, "").await["budget_usd"], "400.00");
    ada.patch(
        "/api/v1/users/me",
        json!({"preferences": {"budget_usd": "90.00"}}),
    )
    .await
    .expect(200);
    let frugal = dashboard(&ada, "").await;
    assert_eq!(frugal["budget_usd"], "90.00");
    // The fourth and the fifth have the same score; the cheaper one comes first.
    assert_eq!(
        titles(&frugal["best_under_budget"]),
        [
            "Beelink EQ12",
            "Lenovo ThinkCentre M75q Gen 1",
            "GMKtec G5 N97",
            "Dell OptiPlex 7060 Micro",
            "HP EliteDesk 800 G4 Mini",
        ]
    );
}

/// D14 of the original: archived offers won.
#[sqlx::test]
async fn only_active_offers_of_ones_own_count(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    with_samples(&ada).await;
    let best = dashboard(&ada, "").await["best_value"]["id"].clone();
    ada.send_text(
        Method::POST,
        &format!("/api/v1/listings/{best}/archive"),
        String::new(),
    )
    .await
    .expect(200);
    let next = dashboard(&ada, "").await;
    assert_ne!(next["best_value"]["id"], best);
    assert_eq!(next["counts"]["active"], 27);
    assert_eq!(next["counts"]["all"], 28);
    for metric in METRICS {
        let ranking = ada
            .get(&format!("/api/v1/rankings?metric={metric}&limit=50"))
            .await
            .expect(200)
            .json();
        let ranked = titles(&ranking["items"]);
        assert!(!ranked.is_empty(), "{metric}");
        assert!(!ranked.contains(&"Beelink SER5 MAX (5800H)"), "{metric}");
        let bens = ben
            .get(&format!("/api/v1/rankings?metric={metric}"))
            .await
            .expect(200)
            .json();
        assert_eq!(bens["items"], json!([]));
    }
    let bens = dashboard(&ben, "").await;
    assert_eq!(
        (&bens["counts"]["all"], &bens["best_value"]),
        (&json!(0), &Value::Null)
    );
}

const METRICS: [&str; 8] = [
    "composite",
    "multi",
    "single",
    "gpu",
    "perf_per_watt",
    "usd_per_multi",
    "usd_per_single",
    "adjusted",
];

#[sqlx::test]
async fn a_ranking_begins_with_the_best(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    with_samples(&ada).await;
    for (metric, first, count) in [
        ("composite", "Minisforum UM780 XTX", 3),
        ("usd_per_multi", "Beelink SER5 MAX (5800H)", 3),
        ("perf_per_watt", "Beelink SER5 (5560U)", 3),
        ("adjusted", "Beelink EQ12", 3),
        // No other has a graphics card.
        ("gpu", "HP Z2 Mini G5", 1),
    ] {
        let ranking = ada
            .get(&format!("/api/v1/rankings?metric={metric}&limit=3"))
            .await
            .expect(200)
            .json();
        assert_eq!(ranking["metric"], metric);
        assert_eq!(titles(&ranking["items"]).len(), count, "{metric}");
        assert_eq!(titles(&ranking["items"])[0], first, "{metric}");
    }
    let whole = ada.get("/api/v1/rankings").await.expect(200).json();
    assert_eq!(
        (&whole["metric"], whole["items"].as_array().unwrap().len()),
        (&json!("composite"), 10)
    );
}

#[sqlx::test]
async fn what_is_not_known_is_refused(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    for (path, field) in [
        ("/api/v1/rankings?metric=beauty", "metric"),
        ("/api/v1/rankings?limit=0", "limit"),
        ("/api/v1/rankings?limit=51", "limit"),
        ("/api/v1/rankings?limit=many", "limit"),
        ("/api/v1/rankings?by=x", "query"),
        ("/api/v1/dashboard?budget=cheap", "budget"),
        ("/api/v1/dashboard?budget=-1", "budget"),
        ("/api/v1/listings?rating=superb", "rating"),
    ] {
        let answer = ada.get(path).await.expect(422);
        assert!(
            answer.json()["error"]["fields"].get(field).is_some(),
            "{path}: {answer:?}"
        );
    }
    let page = ada.visit("/dashboard?budget=cheap").await.expect(200);
    assert!(page.text.contains("This budget cannot be used"), "{page:?}");
}

#[sqlx::test]
async fn prices_that_fell_this_week_are_counted_and_told(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let ids = [
        offer(&ada, "Falls").await,
        offer(&ada, "Rises").await,
        offer(&ada, "Fell long ago").await,
    ];
    for (id, price) in ids.into_iter().zip(["90", "120", "80"]) {
        let path = format!("/api/v1/listings/{id}");
        ada.patch(&path, json!({"price_usd": "100"}))
            .await
            .expect(200);
        sqlx::query(
            "update listing_price set seen_at = now() - interval '20 days' where listing_id = $1",
        )
        .bind(id)
        .execute(&pool)
        .await
        .unwrap();
        ada.post(&format!("{path}/price"), json!({"price_usd": price}))
            .await
            .expect(200);
    }
    sqlx::query("update listing_price set seen_at = now() - interval '8 days' where listing_id = $1 and price_usd = 80")
        .bind(ids[2])
        .execute(&pool)
        .await
        .unwrap();
    let seen = dashboard(&ada, "").await;
    assert_eq!(seen["counts"]["drops_this_week"], 1);
    assert_eq!(titles(&seen["drops"]), ["Falls"]);
    assert_eq!(seen["drops"][0]["before_usd"], "100.00");
    assert_eq!(seen["drops"][0]["after_usd"], "90.00");
    let page = ada.visit("/dashboard").await.expect(200).text;
    for title in ["Falls", "Rises", "Fell long ago"] {
        assert!(page.contains(title), "{title}");
    }
    assert_eq!(dashboard(&ben, "").await["drops"], json!([]));
}

#[sqlx::test]
async fn the_first_visit_offers_three_steps_and_what_waits_comes_later(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let first = ada.visit("/dashboard").await.expect(200).text;
    for step in [
        "Add your first offer",
        "28 sample offers",
        "See how prices are compared",
    ] {
        assert!(first.contains(step), "{step}");
    }
    assert!(!first.contains("<table"), "no empty tables");
    with_samples(&ada).await;
    let second = ada.visit("/dashboard").await.expect(200).text;
    assert!(!second.contains("Add your first offer"));
    for part in [
        "Best $/mark",
        "Best perf/W",
        "Best under budget",
        "To decide",
        "Median $/mark",
    ] {
        assert!(second.contains(part), "{part}");
    }
    let id = app_row(&ada, &pool).await;
    sqlx::query("update listing set status = 'archived' where user_id = $1")
        .bind(id)
        .execute(&pool)
        .await
        .unwrap();
    let third = ada.visit("/dashboard").await.expect(200).text;
    assert!(third.contains("No active offers"));
}

#[sqlx::test]
async fn what_is_undecided_and_unread_waits_on_the_dashboard(pool: PgPool) {
    let app = App::new(pool);
    let ada = app
        .newcomer()
        .claiming(&json!({"first_name": "Ada", "last_name": "Ash"}));
    let ben = app.newcomer();
    let kept = offer(&ben, "Waits for a word").await;
    let decided = offer(&ben, "Decided upon").await;
    let made = ben
        .post("/api/v1/collections", json!({"name": "Quiet desk"}))
        .await
        .expect(201)
        .json();
    let items = format!("/api/v1/collections/{}/items", made["id"]);
    ben.post(&items, json!({"listing_id": kept}))
        .await
        .expect(201);
    ben.post(&items, json!({"listing_id": decided, "status": "rejected"}))
        .await
        .expect(201);
    let me = ben.get("/api/v1/users/me").await.expect(200).json();
    let shown = offer(&ada, "Shown to Ben").await;
    let share = ada
        .post(
            "/api/v1/user-shares",
            json!({"recipient": me["id"], "listing_id": shown}),
        )
        .await
        .expect(201)
        .json();

    let page = ben.visit("/dashboard").await.expect(200).markup();
    for text in [
        format!("<a href=\"/listings/{kept}\">Waits for a word</a>"),
        "Quiet desk".to_owned(),
        format!("<a href=\"/inbox/{}\">Shown to Ben</a>", share["id"]),
        "from Ada Ash".to_owned(),
    ] {
        assert!(page.contains(&text), "{text}");
    }
    let adas = ada.visit("/dashboard").await.expect(200).text;
    assert!(!adas.contains("Waits for a word") && !adas.contains("Quiet desk"));
}

#[sqlx::test]
async fn offers_are_compared_side_by_side_and_the_best_says_so(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    with_samples(&ada).await;
    let ranking = ada.get("/api/v1/rankings?limit=3").await.expect(200).json();
    let ids: Vec<String> = ranking["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].to_string())
        .collect();
    let path = format!("/compare?ids={}", ids.join(","));
    let page = ada.visit(&path).await.expect(200).text;
    for title in titles(&ranking["items"]) {
        assert!(page.contains(title), "{title}");
    }
    assert!(page.contains(">best<"), "{page}");

    let bens = ben.visit(&path).await.expect(200).text;
    for title in titles(&ranking["items"]) {
        assert!(!bens.contains(title), "{title}");
    }
    let picking = ada
        .visit(&format!("/compare?ids={}", ids[0]))
        .await
        .expect(200)
        .text;
    assert!(picking.contains("Tick two to four"));
}
