//! Many offers: rated, acted on together, and looked through.

use axum::http::Method;
use serde_json::{Value, json};
use sqlx::PgPool;
use url::form_urlencoded;

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
        let items = page["items"].as_array().unwrap();
        for item in items {
            assert_eq!(item["rating"], rating);
        }
        assert_eq!(page["total"], items.len(), "{rating}");
        found += items.len();
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

/// How long that takes is measured by `make load-pages`.
#[sqlx::test]
async fn five_thousand_offers_come_a_page_at_a_time(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    fill(&pool, &ada, 5_000).await;
    for query in [
        "",
        "sort=composite",
        "sort=cpu&q=offer&min_price=100",
        "status=any&sort=title&dir=desc",
    ] {
        let first = page(&ada, query).await;
        assert_eq!(first["total"], 5_000, "{query}");
        let items = first["items"].as_array().unwrap();
        assert_eq!(items.len(), 50, "{query}");
        let next = first["next_cursor"].as_str().unwrap();
        let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
        let second = page(&ada, &format!("{query}&cursor={next}")).await;
        let others = second["items"].as_array().unwrap();
        assert_eq!(others.len(), 50, "{query}");
        assert!(
            others
                .iter()
                .all(|other| items.iter().all(|item| item["id"] != other["id"])),
            "{query}: {others:?}"
        );
    }
    ada.get("/api/v1/dashboard").await.expect(200);
}

fn act_on_offers() -> &'static str {
    use deal_brain::pages::listings::actions::ActOnOffers;
    use leptos::server_fn::ServerFn;
    ActOnOffers::PATH
}
