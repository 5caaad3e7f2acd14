//! What the application's own queries cost under row-level security, with 200,000 offers of 1,000
//! people. Not a test: it prints figures, and is run by hand.
//!
//! ```text
//! target/debug/postgres-local run --disposable -- cargo nextest run --release --features local \
//!     --test it --run-ignored only --no-capture rls::figures
//! ```

use std::time::{Duration, Instant};

use deal_brain::{
    db::{Db, listings},
    domain::user::{Role, UserId},
};
use sqlx::PgPool;

use super::{
    owner::{login, migrated_by_plain_owner},
    plans::load,
};

const ROUNDS: i64 = 2000;

/// The list as it would be without row-level security, scopes and transactions.
const BARE_LIST: &str = "
    select id, title, price_usd, condition, listing_url, seller, notes, created_at, updated_at from listing
     where user_id = $1 and status = 'active' order by created_at desc, id desc limit 25";

fn print(name: &str, mut taken: Vec<Duration>) {
    taken.sort();
    let at = |hundredth: usize| taken[taken.len() * hundredth / 100].as_secs_f64() * 1000.0;
    println!(
        "{name:<24} p50 {:7.3} ms   p95 {:7.3} ms   p99 {:7.3} ms",
        at(50),
        at(95),
        at(99)
    );
}

#[expect(clippy::disallowed_methods, reason = "measuring is what this is for")]
fn now() -> Instant {
    Instant::now()
}

#[sqlx::test(migrations = false)]
#[ignore = "prints figures"]
async fn of_lists_and_the_dashboard(pool: PgPool) {
    migrated_by_plain_owner(&pool).await;
    let (administrator, _) = load(&pool).await;
    let db = Db::from_pool(login(&pool, "app_request", 1).await);
    let (mut bare, mut list, mut dashboard, mut scope) = (vec![], vec![], vec![], vec![]);
    for round in 0..ROUNDS {
        let person = UserId(administrator + 1 + round * 7 % 990);

        let begun = now();
        let rows = sqlx::query(BARE_LIST)
            .bind(person.0)
            .fetch_all(&pool)
            .await
            .unwrap();
        bare.push(begun.elapsed());
        assert_eq!(rows.len(), 25);

        let begun = now();
        let mut tx = db.as_user(person, Role::User).await.unwrap();
        scope.push(begun.elapsed());
        let offers = listings::newest(&mut tx, 25).await.unwrap();
        drop(tx);
        list.push(begun.elapsed());
        assert_eq!(offers.len(), 25);

        let begun = now();
        let mut tx = db.as_user(person, Role::User).await.unwrap();
        let summary = listings::summary(&mut tx).await.unwrap();
        drop(tx);
        dashboard.push(begun.elapsed());
        assert!(summary.active > 100);
    }
    print("list, bare", bare);
    print("list, in a scope", list);
    print("dashboard, in a scope", dashboard);
    print("opening a scope", scope);
}
