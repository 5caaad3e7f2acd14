//! How long it takes until 500 offers are valued anew after one of a person's rules has changed:
//! the change itself, in one transaction with the valuation, as the service does it. Prints
//! milliseconds.
//!
//! ```text
//! cargo bench --features local --bench revalue
//! ```
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a measurement stops at what is not as expected, and reads the clock"
)]

use std::time::{Duration, Instant};

use deal_brain::{
    db::{Db, migrate::MIGRATOR},
    domain::{
        ruleset::{RuleId, Ruleset},
        ruleset_draft::{RuleDraft, RulesetDraft},
        user::{Role, UserId},
    },
    service::rulesets,
};
use postgres_local::{Cluster, Durability, Options};
use serde_json::json;
use sqlx::{PgPool, postgres::PgPoolOptions};

const ROUNDS: usize = 50;
const OFFERS: i64 = 500;

/// Offers that differ in all that the baseline asks about.
const LOAD: &str = "
    insert into app_user (clerk_id, username) values ('user_bench', 'bench');
    insert into listing (user_id, title, price_usd, condition, cpu_id, ram_gb, ram_type, primary_storage_gb
                       , primary_storage_medium, os_license, attrs)
    select u.id, format('Offer %s', n), 150 + n, (array['new', 'refurb', 'used'])[1 + n % 3]
         , (select min(id) from cpu) + n % 24, 8 * (1 + n % 4), (array['ddr4', 'ddr5'])[1 + n % 2], 256 * (1 + n % 4)
         , (array['nvme', 'sata_ssd'])[1 + n % 2], 'Windows 11 Pro', '{\"usb4\": true}'
      from app_user u, generate_series(1, 500) n
     where u.username = 'bench';
    analyze;";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = std::env::temp_dir().join(format!("deal-brain-bench-{}", std::process::id()));
    let cluster = Cluster::start(&Options {
        dir: folder,
        durability: Durability::Disposable,
    })
    .unwrap();
    measure(&cluster).await;
    cluster.delete().unwrap();
}

async fn measure(cluster: &Cluster) {
    let superuser = pool(cluster, "postgres").await;
    MIGRATOR.run(&superuser).await.unwrap();
    sqlx::raw_sql(LOAD).execute(&superuser).await.unwrap();
    let (person,): (i64,) = sqlx::query_as("select id from app_user where username = 'bench'")
        .fetch_one(&superuser)
        .await
        .unwrap();
    let db = Db::from_pool(pool(cluster, "app_request").await);
    let person = UserId(person);
    let copy = own_copy(&db, person).await;
    let rule = copy.groups[0].rules[0].id;

    let mut taken = Vec::new();
    for round in 0..ROUNDS {
        let begun = Instant::now();
        change(&db, person, rule, round).await;
        taken.push(begun.elapsed());
    }
    let (valued, prices): (i64, i64) = sqlx::query_as(
        "select count(adjusted_price_usd), count(distinct adjusted_price_usd) from listing",
    )
    .fetch_one(&superuser)
    .await
    .unwrap();
    assert_eq!(valued, OFFERS);
    assert!(prices > 100);
    print("one rule changed, 500 offers valued by 18 rules", taken);
}

/// The baseline once more, as the person's own and in force.
async fn own_copy(db: &Db, person: UserId) -> Ruleset {
    let mut tx = db.as_user(person, Role::User).await.unwrap();
    let sets = rulesets::list(&mut tx).await.unwrap();
    let copy = rulesets::duplicate(&mut tx, sets[0].id, None)
        .await
        .unwrap();
    let on = RulesetDraft {
        is_active: Some(true),
        ..RulesetDraft::default()
    };
    let copy = rulesets::update(&mut tx, copy.id, on).await.unwrap();
    tx.commit().await.unwrap();
    copy
}

async fn change(db: &Db, person: UserId, rule: RuleId, round: usize) {
    let value_usd: f64 = format!("-1.{round:02}").parse().unwrap();
    let actions = json!([{"type": "per_unit", "field": "ram_gb", "value_usd": value_usd}]);
    let draft = RuleDraft {
        actions: Some(actions),
        ..RuleDraft::default()
    };
    let mut tx = db.as_user(person, Role::User).await.unwrap();
    rulesets::update_rule(&mut tx, rule, draft).await.unwrap();
    tx.commit().await.unwrap();
}

async fn pool(cluster: &Cluster, role: &str) -> PgPool {
    PgPoolOptions::new()
        .max_connections(1)
        .test_before_acquire(false)
        .connect(&cluster.url(role, "postgres"))
        .await
        .unwrap()
}

fn print(name: &str, mut taken: Vec<Duration>) {
    taken.sort();
    let at = |hundredth: usize| taken[taken.len() * hundredth / 100].as_secs_f64() * 1000.0;
    println!(
        "{name:<50} p50 {:7.1} ms   p95 {:7.1} ms   p99 {:7.1} ms",
        at(50),
        at(95),
        at(99)
    );
}
