//! Many offers: rated, acted on together, and looked through quickly.

use std::time::{Duration, Instant};

use axum::http::Method;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::{
    listing_samples::app_row,
    support::{App, ORIGIN, Person},
};

async fn page(person: &Person<'_>, query: &str) -> Value {
    person
        .get(&format!("/api/v1/listings?{query}"))
        .await
        .expect(200)
        .json()
}

async fn with_samples(person: &Person<'_>) {
    person
        .send_text(Method::POST, "/api/v1/listings/sample", String::new())
        .await
        .expect(201);
}

#[sqlx::test]
async fn the_ratings_part_the_offers_among_themselves(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    with_samples(&ada).await;
    let mut found = 0;
    for rating in ["excellent", "good", "fair", "neutral", "poor", "premium"] {
        let page = page(&ada, &format!("rating={rating}&limit=200")).await;
        for item in page["items"].as_array().unwrap() {
            assert_eq!(item["rating"], rating);
        }
        found += page["total"].as_i64().unwrap();
    }
    assert_eq!(found, 28);
    let best = page(&ada, "sort=rating&limit=1").await;
    assert_eq!(best["items"][0]["rating"], "excellent");

    // Of fewer than five valued offers, none is called anything.
    for title in ["a", "b", "c", "d"] {
        let offer = json!({"title": title, "price_usd": "100", "cpu": "Intel N100"});
        ben.post("/api/v1/listings", offer).await.expect(201);
    }
    let bens = page(&ben, "").await;
    assert_eq!(bens["items"][0]["rating"], Value::Null);
    assert!(bens["items"][0]["usd_per_multi_adj"].is_string(), "{bens}");
    assert_eq!(page(&ben, "rating=neutral").await["total"], 0);
}

#[sqlx::test]
async fn ticked_offers_are_archived_and_restored_together(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    with_samples(&ada).await;
    let ids: Vec<i64> = page(&ada, "limit=3").await["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].as_i64().unwrap())
        .collect();
    let body = |act: &str| {
        let offers: Vec<String> = ids.iter().map(|id| format!("offers%5B%5D={id}")).collect();
        format!("{}&act={act}", offers.join("&"))
    };
    ben.submit(act_on_offers(), ORIGIN, &body("archive"))
        .await
        .expect(404);
    assert_eq!(page(&ada, "status=archived").await["total"], 0);
    ada.submit(act_on_offers(), ORIGIN, &body("archive"))
        .await
        .expect(200);
    assert_eq!(page(&ada, "status=archived").await["total"], 3);
    assert_eq!(page(&ada, "").await["total"], 25);
    ada.submit(act_on_offers(), ORIGIN, &body("restore"))
        .await
        .expect(200);
    assert_eq!(page(&ada, "").await["total"], 28);
}

#[sqlx::test]
async fn ticked_offers_lead_to_where_they_are_compared_or_kept(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    for (body, to) in [
        (
            "offers%5B%5D=7&offers%5B%5D=9&act=compare",
            "/compare?ids=7,9",
        ),
        ("offers%5B%5D=7&act=collect", "/collections/add?listing=7"),
    ] {
        let answer = ada.submit(act_on_offers(), ORIGIN, body).await;
        assert_eq!(answer.header("location"), Some(to), "{answer:?}");
    }
    for body in [
        "act=archive",
        "offers%5B%5D=7&act=compare",
        "offers%5B%5D=7&act=sell",
    ] {
        ada.submit(act_on_offers(), ORIGIN, body).await.expect(422);
    }
}

#[sqlx::test]
async fn no_more_offers_come_back_than_the_plan_holds(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let id = app_row(&ada, &pool).await;
    sqlx::query(
        "insert into listing (user_id, title, status)
         select $1, 'x', case when n <= 199 then 'active' else 'archived' end from generate_series(1, 201) n",
    )
    .bind(id)
    .execute(&pool)
    .await
    .unwrap();
    let archived = page(&ada, "status=archived").await;
    let two: Vec<String> = archived["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| format!("offers%5B%5D={}", item["id"]))
        .collect();
    let body = format!("{}&act=restore", two.join("&"));
    let refused = ada.submit(act_on_offers(), ORIGIN, &body).await.expect(403);
    assert_eq!(refused.error_code(), "plan_limit");
    assert_eq!(page(&ada, "status=archived").await["total"], 2);
    let body = format!("{}&act=restore", two[0]);
    ada.submit(act_on_offers(), ORIGIN, &body).await.expect(200);
    let shown = ada.visit("/listings").await.expect(200).text;
    assert!(shown.contains("Your plan is full"), "told before it bites");
}

/// Gives a person so many valued offers, half of them with a price that fell.
async fn fill(pool: &PgPool, person: &Person<'_>, count: i32) {
    let id = app_row(person, pool).await;
    sqlx::query("update app_user set plan = 'enterprise' where id = $1")
        .bind(id)
        .execute(pool)
        .await
        .unwrap();
    let offers = "
        insert into listing (user_id, title, price_usd, condition, cpu_id, form_factor, adjusted_price_usd,
                             usd_per_multi_adj, usd_per_single_adj, perf_per_watt, score_composite, created_at)
        select $1, 'Offer ' || n, 100 + n % 700, (array['new', 'refurb', 'used'])[1 + n % 3]
             , (select id from cpu order by id offset n % 20 limit 1), 'micro', 80 + n % 600
             , 0.005 + (n % 40) * 0.001, 0.05 + (n % 40) * 0.01, 100 + n % 900, n % 100
             , now() - n * interval '1 minute'
          from generate_series(1, $2) n";
    sqlx::query(offers)
        .bind(id)
        .bind(count)
        .execute(pool)
        .await
        .unwrap();
    for prices in [
        "insert into listing_price (listing_id, price_usd, seen_at)
         select id, price_usd, created_at from listing where user_id = $1",
        "insert into listing_price (listing_id, price_usd)
         select id, price_usd - 1 from listing where user_id = $1 and id % 2 = 0",
    ] {
        sqlx::query(prices).bind(id).execute(pool).await.unwrap();
    }
    sqlx::raw_sql("analyze listing; analyze listing_price")
        .execute(pool)
        .await
        .unwrap();
}

/// A hundred times as many offers make a page a few times as slow, not a hundred times: what it
/// holds is found, sorted and cut in the database. Side by side, because a busy machine slows both
/// down; the shortest of several times is the server's own.
#[sqlx::test]
async fn five_thousand_offers_stay_usable(pool: PgPool) {
    let app = App::new(pool.clone());
    let (few, many) = (app.newcomer(), app.newcomer());
    fill(&pool, &few, 50).await;
    fill(&pool, &many, 5_000).await;
    for path in [
        "/api/v1/listings",
        "/api/v1/listings?sort=composite",
        "/api/v1/listings?sort=cpu&q=offer&min_price=100",
        "/api/v1/listings?status=any&sort=title&dir=desc",
        "/api/v1/dashboard",
    ] {
        let (mut with_few, mut with_many) = (Duration::MAX, Duration::MAX);
        for _ in 0..7 {
            with_few = with_few.min(took(&few, path).await);
            with_many = with_many.min(took(&many, path).await);
        }
        println!("{path}: {with_few:?} of 50, {with_many:?} of 5,000");
        assert!(
            with_many < with_few * 10,
            "{path}: {with_few:?} of 50, {with_many:?} of 5,000"
        );
    }
    let page = page(&many, "").await;
    assert_eq!(page["total"], 5_000);
    assert_eq!(page["items"].as_array().unwrap().len(), 50);
}

async fn took(person: &Person<'_>, path: &str) -> Duration {
    let began = now();
    person.get(path).await.expect(200);
    began.elapsed()
}

fn act_on_offers() -> &'static str {
    use deal_brain::pages::listings::actions::ActOnOffers;
    use leptos::server_fn::ServerFn;
    ActOnOffers::PATH
}

#[expect(clippy::disallowed_methods, reason = "a time is measured")]
fn now() -> Instant {
    Instant::now()
}
