//! The database goes away in the middle of something: nothing is half done, and asking again works.

use rust_decimal::Decimal;
use serde_json::json;
use sqlx::PgPool;

use crate::{
    support::App,
    valuation::{adjusted, flat, keep_samples, ruleset},
};

/// Ends the connection that waits for a lock, as soon as there is one.
async fn end_who_waits(pool: &PgPool) {
    let sql = "select count(pg_terminate_backend(pid)) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'";
    let mut ended = 0;
    while ended == 0 {
        ended = sqlx::query_scalar::<_, i64>(sql)
            .fetch_one(pool)
            .await
            .unwrap();
        tokio::task::yield_now().await;
    }
}

#[sqlx::test]
async fn offers_keep_their_figures_when_they_cannot_all_be_valued_anew(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    keep_samples(&ada, 3).await;
    let (set, group) = ruleset(&ada, "Mine").await;
    let rules = format!("/api/v1/rule-groups/{group}/rules");
    let before = adjusted(&pool, &ada).await;

    let mut holder = pool.begin().await.unwrap();
    sqlx::query("select from listing order by id desc limit 1 for update")
        .execute(&mut *holder)
        .await
        .unwrap();
    let (answer, ()) = tokio::join!(ada.post(&rules, flat("Flat", -5)), end_who_waits(&pool));
    assert_eq!(answer.expect(503).error_code(), "unavailable");
    holder.rollback().await.unwrap();

    assert_eq!(adjusted(&pool, &ada).await, before);
    let kept = ada
        .get(&format!("/api/v1/rulesets/{set}"))
        .await
        .expect(200)
        .json();
    assert_eq!(kept["groups"][0]["rules"], json!([]));

    ada.post(&rules, flat("Flat", -5)).await.expect(201);
    let after = adjusted(&pool, &ada).await;
    let fallen: Vec<Decimal> = before
        .iter()
        .map(|(title, price)| price.unwrap() - after[title].unwrap())
        .collect();
    assert_eq!(fallen, [Decimal::from(5); 3]);
}
