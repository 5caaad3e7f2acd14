//! What row-level security costs the application's own queries, with 200,000 offers of 1,000
//! people: each question asked bare (a superuser's, with neither transaction nor policy) and in a
//! person's scope, in turns, over a Unix socket. Prints milliseconds.
//!
//! ```text
//! cargo bench --features local --bench rls
//! ```
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a measurement stops at what is not as expected, and reads the clock"
)]

use std::time::{Duration, Instant};

use deal_brain::{
    db::{Db, dashboard, listings, migrate::MIGRATOR, user_shares},
    domain::{
        listing::{ListingFilter, ListingId},
        user::{Role, UserId},
    },
};
use postgres_local::{Cluster, Durability, Options};
use sqlx::{AssertSqlSafe, PgPool, postgres::PgPoolOptions};

const ROUNDS: usize = 2000;
const PEOPLE: &str = include_str!("../scripts/load/people.sql");

const BARE_LIST: &str = "select * from listing where user_id = $1 and status = 'active'
                          order by created_at desc, id desc limit 25";
const BARE_ROW: &str = "select title from listing where id = $1 and user_id = $2";
const BARE_SUMMARY: &str = "select count(*), count(*) filter (where status = 'active')
                                 , count(*) filter (where status = 'active' and price_usd is null)
                                 , count(*) filter (where status = 'active' and usd_per_multi_adj is not null)
                              from listing where user_id = $1";

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
    let superuser = superuser(cluster).await;
    MIGRATOR.run(&superuser).await.unwrap();
    let load = format!("set load.people = 1000; set load.listings = 200000; {PEOPLE}");
    sqlx::raw_sql(AssertSqlSafe(load))
        .execute(&superuser)
        .await
        .unwrap();
    let (first,): (i64,) = sqlx::query_as("select min(id) from app_user where role = 'user'")
        .fetch_one(&superuser)
        .await
        .unwrap();
    // As the server does: with connections to spare, a scope that was dropped is rolled back by the
    // time its connection is asked for again.
    let db = Db::connect(&cluster.url("app_request", "postgres"))
        .await
        .unwrap();
    let newest = ListingFilter::default().check().unwrap();

    let mut bare = [vec![], vec![], vec![]];
    let mut scoped = [vec![], vec![], vec![]];
    let mut opening = vec![];
    let mut whole = vec![];
    for round in 0..ROUNDS {
        let person = UserId(first + i64::try_from(round * 7 % 990).unwrap());

        let begun = Instant::now();
        let rows = sqlx::query(BARE_LIST)
            .bind(person.0)
            .fetch_all(&superuser)
            .await
            .unwrap();
        bare[0].push(begun.elapsed());
        assert_eq!(rows.len(), 25);

        let begun = Instant::now();
        let mut tx = db.as_user(person, Role::User).await.unwrap();
        opening.push(begun.elapsed());
        let (offers, _) = listings::list(&mut tx, &newest, None).await.unwrap();
        drop(tx);
        scoped[0].push(begun.elapsed());
        let id: ListingId = offers[round % offers.len()].id;

        let begun = Instant::now();
        sqlx::query(BARE_ROW)
            .bind(id.0)
            .bind(person.0)
            .fetch_one(&superuser)
            .await
            .unwrap();
        bare[1].push(begun.elapsed());

        let begun = Instant::now();
        let mut tx = db.as_user(person, Role::User).await.unwrap();
        let title = user_shares::own_title(&mut tx, id).await.unwrap();
        drop(tx);
        scoped[1].push(begun.elapsed());
        assert!(title.is_some());

        // What a page of an offer asks: its parts too, and how it stands among the others.
        let begun = Instant::now();
        let mut tx = db.as_user(person, Role::User).await.unwrap();
        let offer = listings::by_id(&mut tx, id).await.unwrap();
        drop(tx);
        whole.push(begun.elapsed());
        assert!(offer.is_some());

        let begun = Instant::now();
        sqlx::query(BARE_SUMMARY)
            .bind(person.0)
            .fetch_one(&superuser)
            .await
            .unwrap();
        bare[2].push(begun.elapsed());

        let begun = Instant::now();
        let mut tx = db.as_user(person, Role::User).await.unwrap();
        let counts = dashboard::counts(&mut tx).await.unwrap();
        drop(tx);
        scoped[2].push(begun.elapsed());
        assert!(counts.active > 100);
    }
    for ((name, bare), scoped) in ["list of 25", "one by its key", "dashboard"]
        .into_iter()
        .zip(bare)
        .zip(scoped)
    {
        print(&format!("{name}, bare"), bare);
        print(&format!("{name}, in a scope"), scoped);
    }
    print("an offer, rated, in a scope", whole);
    print("opening a scope", opening);
}

async fn superuser(cluster: &Cluster) -> PgPool {
    PgPoolOptions::new()
        .max_connections(1)
        .test_before_acquire(false)
        .connect(&cluster.url("postgres", "postgres"))
        .await
        .unwrap()
}

fn print(name: &str, mut taken: Vec<Duration>) {
    taken.sort();
    let at = |hundredth: usize| taken[taken.len() * hundredth / 100].as_secs_f64() * 1000.0;
    println!(
        "{name:<28} p50 {:7.3} ms   p95 {:7.3} ms   p99 {:7.3} ms",
        at(50),
        at(95),
        at(99)
    );
}
