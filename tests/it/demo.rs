//! The demonstration: it is whole, made once, and never in production.

use deal_brain::{
    db::Db,
    domain::person::Profile,
    serverfn::now,
    service::demo::{self, Cast, Someone},
};
use sqlx::{AssertSqlSafe, PgPool};

use crate::support::App;

/// All that it writes to.
const TABLES: [&str; 12] = [
    "app_user",
    "audit_event",
    "collection",
    "collection_item",
    "listing",
    "listing_price",
    "notification",
    "user_share",
    "user_share_sending",
    "valuation_rule",
    "valuation_rule_group",
    "valuation_ruleset",
];

fn someone(name: &str) -> Someone {
    Someone {
        clerk_id: format!("user_{name}"),
        profile: Profile {
            email: Some(format!("{name}@example.com")),
            first_name: Some(name.to_owned()),
            banned: name == "dora",
            ..Profile::default()
        },
    }
}

async fn make(pool: &PgPool) -> bool {
    let cast = Cast {
        ana: someone("ana"),
        ben: someone("ben"),
        admin: someone("iris"),
        banned: someone("dora"),
    };
    let db = Db::from_pool(pool.clone());
    demo::make(&db, &cast, now()).await.unwrap()
}

async fn count(pool: &PgPool, of: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {of}")))
        .fetch_one(pool)
        .await
        .unwrap()
}

/// Everything that stands in the tables.
async fn written(pool: &PgPool) -> Vec<(&'static str, Option<String>)> {
    let mut all = Vec::new();
    for table in TABLES {
        let sql = format!("select string_agg(t::text, E'\\n' order by t::text) from {table} t");
        let rows = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(pool)
            .await
            .unwrap();
        all.push((table, rows));
    }
    all
}

#[sqlx::test]
async fn the_demonstration_has_all_that_pages_show(pool: PgPool) {
    assert!(make(&pool).await);
    let app = App::new(pool.clone());
    let ana = app.somebody("user_ana");
    let all = ana.get("/api/v1/listings?status=any&limit=200").await;
    let offers = all.expect(200).json()["items"].as_array().unwrap().clone();
    assert_eq!(offers.len(), 33);
    let of = |title: &str| offers.iter().find(|it| it["title"] == title).unwrap();
    let fallen = of("HP EliteDesk 800 G4 Mini");
    assert_eq!(fallen["price_usd"], "149.00");
    let asked = format!("listing_price where listing_id = {}", fallen["id"]);
    assert_eq!(count(&pool, &asked).await, 3);
    assert!(of("Fujitsu Esprimo Q558")["price_usd"].is_null());
    assert!(of("Mini PC with a passive case")["cpu_id"].is_null());
    let archived = offers.iter().filter(|it| it["status"] == "archived");
    assert_eq!(archived.count(), 3);

    let owned = "user_id = (select id from app_user where clerk_id = 'user_ana')";
    assert_eq!(count(&pool, &format!("collection where {owned}")).await, 3);
    let own_rules = format!("valuation_ruleset where is_active and {owned}");
    assert_eq!(count(&pool, &own_rules).await, 1);
    for (kind, many) in [("price_drop", 6), ("share_imported", 1)] {
        let told = format!("notification where type = '{kind}' and {owned}");
        assert_eq!(count(&pool, &told).await, many, "{kind}");
    }
    assert_eq!(count(&pool, "user_share").await, 3);
    let saved = "user_share where imported_at is not null";
    assert_eq!(count(&pool, saved).await, 1);
    let unseen = "user_share where viewed_at is null and imported_at is null";
    assert_eq!(count(&pool, unseen).await, 1);

    let admin = app.somebody("user_iris");
    let admin = admin.get("/api/v1/users/me").await.expect(200).json();
    assert_eq!(admin["role"], "admin");
    let banned = app.somebody("user_dora").get("/api/v1/users/me").await;
    assert_eq!(banned.expect(403).error_code(), "account_deactivated");
}

#[sqlx::test]
async fn a_second_time_changes_nothing(pool: PgPool) {
    assert!(make(&pool).await);
    let before = written(&pool).await;
    assert!(before.iter().all(|(_, rows)| rows.is_some()));
    assert!(!make(&pool).await);
    assert_eq!(written(&pool).await, before);
}

/// It gives away the administrator's account to whoever knows the stand-in's password.
#[cfg(feature = "local")]
#[test]
fn in_production_it_is_refused() {
    let refused = std::process::Command::new(env!("CARGO_BIN_EXE_deal-brain"))
        .args(["seed", "demo"])
        .env("APP_ENV", "production")
        .env("APP_ORIGIN", "https://deals.example.com")
        .env("CLERK_PUBLISHABLE_KEY", "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k")
        .env("CLERK_SECRET_KEY", "sk_live_test")
        .env("DATABASE_URL", "postgres://app_request@127.0.0.1:9/nowhere")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(said.contains("not for APP_ENV=production"), "{said}");
}
