//! Offers are valued by their owner's rules, and valued anew when these change.

use std::collections::HashMap;

use axum::http::Method;
use deal_brain::{
    db::Db,
    domain::{
        listing::ListingId,
        sample::{SampleListing, sample},
        user::{Role, UserId},
    },
    service,
};
use futures_util::future::join_all;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{App, Person};

#[derive(Deserialize)]
struct Expected {
    listings: Vec<ExpectedListing>,
}

#[derive(Deserialize)]
struct ExpectedListing {
    title: String,
    adjusted: String,
    composite: String,
    usd_per_multi_adj: String,
    lines: Vec<(String, String)>,
}

/// A sample offer as a client sends it.
pub fn body(offer: &SampleListing) -> Value {
    json!({
        "title": offer.title, "price_usd": offer.price_usd, "condition": offer.condition.name(),
        "manufacturer": offer.manufacturer, "form_factor": offer.form_factor, "cpu": offer.cpu,
        "gpu": offer.gpu, "ram_gb": offer.ram_gb, "ram_type": offer.ram_type,
        "primary_storage_gb": offer.primary_storage_gb,
        "primary_storage_medium": offer.primary_storage_medium,
        "secondary_storage_gb": offer.secondary_storage_gb,
        "secondary_storage_medium": offer.secondary_storage_medium,
        "os_license": offer.os_license, "attrs": offer.attrs,
    })
}

/// Keeps sample offers for a person.
pub async fn keep_samples(person: &Person<'_>, count: usize) {
    for offer in sample().unwrap().listings.iter().take(count) {
        person
            .post("/api/v1/listings", body(offer))
            .await
            .expect(201);
    }
}

pub async fn id_of(pool: &PgPool, person: &Person<'_>) -> UserId {
    let id = sqlx::query_scalar("select id from app_user where clerk_id = $1")
        .bind(&person.clerk_id)
        .fetch_one(pool)
        .await
        .unwrap();
    UserId(id)
}

/// Values everything of a person's.
async fn revalue(pool: &PgPool, person: &Person<'_>) -> usize {
    let db = Db::from_pool(pool.clone());
    let user = id_of(pool, person).await;
    let mut tx = db.as_user(user, Role::User).await.unwrap();
    let count = service::valuation::revalue_owner(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    count
}

/// Adjusted prices by title.
pub async fn adjusted(pool: &PgPool, person: &Person<'_>) -> HashMap<String, Option<Decimal>> {
    sqlx::query_as::<_, (String, Option<Decimal>)>(
        "select title, adjusted_price_usd from listing where user_id = $1",
    )
    .bind(id_of(pool, person).await.0)
    .fetch_all(pool)
    .await
    .unwrap()
    .into_iter()
    .collect()
}

/// A ruleset with one group: both ids.
pub async fn ruleset(person: &Person<'_>, name: &str) -> (i64, i64) {
    let set = person
        .post("/api/v1/rulesets", json!({ "name": name }))
        .await
        .expect(201)
        .json()["id"]
        .as_i64()
        .unwrap();
    let group = person
        .post(
            &format!("/api/v1/rulesets/{set}/groups"),
            json!({ "name": "All" }),
        )
        .await
        .expect(201)
        .json()["id"]
        .as_i64()
        .unwrap();
    (set, group)
}

/// A rule that adds so many dollars to every offer.
pub fn flat(name: &str, usd: i64) -> Value {
    json!({ "name": name, "actions": [{ "type": "add", "value_usd": usd }] })
}

#[sqlx::test]
async fn the_sample_offers_come_to_their_figures_in_the_database(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    keep_samples(&ada, 28).await;
    assert_eq!(revalue(&pool, &ada).await, 28);
    let expected: Expected = serde_json::from_str(include_str!(
        "../../src/domain/fixtures/sample_figures.json"
    ))
    .unwrap();
    assert_eq!(expected.listings.len(), 28);
    for offer in &expected.listings {
        let (adjusted, per_mark, score, valuation): (Decimal, Decimal, Decimal, Value) =
            sqlx::query_as(
                "select adjusted_price_usd, round(usd_per_multi_adj, 4), round(score_composite, 2), valuation
                   from listing where title = $1",
            )
            .bind(&offer.title)
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!(adjusted.to_string(), offer.adjusted, "{}", offer.title);
        assert_eq!(
            per_mark.to_string(),
            offer.usd_per_multi_adj,
            "{}",
            offer.title
        );
        assert_eq!(score.to_string(), offer.composite, "{}", offer.title);
        let lines: Vec<(String, String)> = valuation["lines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| {
                let text = |name: &str| line[name].as_str().unwrap().to_owned();
                (text("rule"), text("delta"))
            })
            .collect();
        assert_eq!(lines, offer.lines, "{}", offer.title);
    }
    let before = adjusted(&pool, &ada).await;
    revalue(&pool, &ada).await;
    assert_eq!(adjusted(&pool, &ada).await, before);
}

#[sqlx::test]
async fn a_change_of_a_rule_reaches_every_offer_but_archived_ones(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    keep_samples(&ada, 3).await;
    sqlx::query("update listing set status = 'archived' where title like '%3070%'")
        .execute(&pool)
        .await
        .unwrap();
    sqlx::query("update listing set adjusted_price_usd = 1 where title like '%3070%'")
        .execute(&pool)
        .await
        .unwrap();
    let (set, group) = ruleset(&ada, "Mine").await;
    let path = format!("/api/v1/rule-groups/{group}/rules");
    let rule = ada.post(&path, flat("Flat", -5)).await.expect(201).json()["id"].clone();

    let prices = adjusted(&pool, &ada).await;
    let price = |text: &str| Some(text.parse::<Decimal>().unwrap());
    assert_eq!(prices["Dell OptiPlex 7060 Micro"], price("82.32"));
    assert_eq!(prices["Dell OptiPlex 7060 Micro i7"], price("89.52"));
    assert_eq!(prices["Dell OptiPlex 3070 Micro"], price("1"));

    let off = json!({ "is_active": false }).to_string();
    ada.send_text(Method::PATCH, &format!("/api/v1/rules/{rule}"), off.clone())
        .await
        .expect(200);
    let prices = adjusted(&pool, &ada).await;
    assert_eq!(prices["Dell OptiPlex 7060 Micro"], price("87.32"));

    let path = format!("/api/v1/rulesets/{set}");
    ada.send_text(Method::DELETE, &path, String::new())
        .await
        .expect(204);
    let prices = adjusted(&pool, &ada).await;
    assert_eq!(prices["Dell OptiPlex 7060 Micro"], price("87.32"));
}

#[sqlx::test]
async fn nobodys_rules_reach_the_offers_of_another(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    keep_samples(&ada, 1).await;
    keep_samples(&ben, 1).await;
    revalue(&pool, &ben).await;
    let before = adjusted(&pool, &ben).await;
    let (_, group) = ruleset(&ada, "Mine").await;
    let path = format!("/api/v1/rule-groups/{group}/rules");
    ada.post(&path, flat("Flat", -5)).await.expect(201);
    assert_ne!(adjusted(&pool, &ada).await, before);
    assert_eq!(adjusted(&pool, &ben).await, before);
    revalue(&pool, &ben).await;
    assert_eq!(adjusted(&pool, &ben).await, before);
}

#[sqlx::test]
async fn changes_at_the_same_time_all_count(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    keep_samples(&ada, 2).await;
    revalue(&pool, &ada).await;
    let before = adjusted(&pool, &ada).await;
    assert_eq!(before.values().flatten().count(), 2);
    let mut groups = Vec::new();
    for name in ["One", "Two", "Three"] {
        groups.push(ruleset(&ada, name).await.1);
    }
    let changes = groups.iter().flat_map(|group| {
        let path = format!("/api/v1/rule-groups/{group}/rules");
        [("a", -1), ("b", -10)].map(|(name, usd)| {
            let (path, ada) = (path.clone(), &ada);
            async move { ada.post(&path, flat(name, usd)).await.expect(201) }
        })
    });
    join_all(changes).await;
    let after = adjusted(&pool, &ada).await;
    for (title, price) in before {
        assert_eq!(
            after[&title],
            price.map(|price| price - Decimal::from(33)),
            "{title}"
        );
    }
}

#[sqlx::test]
async fn an_offer_of_another_is_not_valued(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    keep_samples(&ada, 1).await;
    ben.get("/api/v1/users/me").await.expect(200);
    let listing: i64 = sqlx::query_scalar("select id from listing")
        .fetch_one(&pool)
        .await
        .unwrap();
    let user = id_of(&pool, &ben).await;
    let db = Db::from_pool(pool);
    let mut tx = db.as_user(user, Role::User).await.unwrap();
    for id in [listing, 999_999] {
        let refused = service::valuation::revalue_listing(&mut tx, ListingId(id)).await;
        assert_eq!(refused, Err(deal_brain::error::Error::NotFound));
    }
}

/// How long that takes is measured by `make load-revalue`.
#[sqlx::test]
async fn a_change_of_a_rule_reaches_more_offers_than_are_valued_at_once(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    keep_samples(&ada, 1).await;
    sqlx::query(
        "insert into listing (user_id, title, price_usd, condition, cpu_id, ram_gb, primary_storage_gb)
         select user_id, format('%s, no. %s', title, n), price_usd + n, condition, cpu_id, ram_gb, primary_storage_gb
           from listing, generate_series(1, 1100) n",
    )
    .execute(&pool)
    .await
    .unwrap();
    let (_, group) = ruleset(&ada, "Mine").await;
    let path = format!("/api/v1/rule-groups/{group}/rules");
    ada.post(&path, flat("Flat", -5)).await.expect(201);
    let reached: i64 = sqlx::query_scalar(
        "select count(*) from listing
          where adjusted_price_usd < price_usd and valuation -> 'lines' @> '[{\"rule\": \"Flat\"}]'",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(reached, 1_101);
}
