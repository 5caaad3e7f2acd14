//! The demonstration: it is whole, made once, and never in production.

use deal_brain::{
    db::Db,
    domain::person::Profile,
    serverfn::now,
    service::{
        demo::{self, Cast, Someone},
        links::Secret,
    },
};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgPool};

use crate::support::{App, Person};

/// All that it writes to.
const TABLES: [&str; 13] = [
    "app_user",
    "audit_event",
    "collection",
    "collection_item",
    "collection_share_token",
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

fn link() -> Secret {
    Secret::new([7; 32])
}

async fn make(pool: &PgPool) -> bool {
    let cast = Cast {
        ana: someone("ana"),
        ben: someone("ben"),
        admin: someone("iris"),
        banned: someone("dora"),
    };
    let db = Db::from_pool(pool.clone());
    demo::make(&db, &cast, &link(), now()).await.unwrap()
}

/// The application over a database in which it was made.
async fn world(pool: PgPool) -> App {
    assert!(make(&pool).await);
    App::new(pool)
}

async fn items(person: &Person<'_>, path: &str) -> Vec<Value> {
    let list = person.get(path).await.expect(200).json();
    list["items"].as_array().unwrap().clone()
}

fn texts<'a>(items: &'a [Value], field: &str) -> Vec<&'a str> {
    items
        .iter()
        .map(|item| item[field].as_str().unwrap())
        .collect()
}

fn called<'a>(items: &'a [Value], field: &str, name: &str) -> &'a Value {
    items.iter().find(|item| item[field] == name).unwrap()
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
async fn ana_has_the_sample_offers_and_four_that_are_odd(pool: PgPool) {
    let app = world(pool).await;
    let ana = app.somebody("user_ana");
    let offers = items(&ana, "/api/v1/listings?status=any&limit=200").await;
    assert_eq!(offers.len(), 28 + 4);
    let without = |field: &str| offers.iter().filter(|it| it[field].is_null()).count();
    assert_eq!(without("price_usd"), 1);
    assert_eq!(without("cpu_id"), 1);
    let archived = offers.iter().filter(|it| it["status"] == "archived");
    assert_eq!(archived.count(), 2);
    for offer in &offers {
        assert_eq!(offer["seller"], "Sample seller");
        let url = offer["listing_url"].as_str().unwrap();
        assert!(url.starts_with("https://example.com/"), "{url}");
    }
    // Ben's are his own: the one that he has kept, and the one that he has shown.
    let ben = app.somebody("user_ben");
    let bens = items(&ben, "/api/v1/listings?status=any").await;
    let mut bens = texts(&bens, "title");
    bens.sort_unstable();
    let expected = ["HP EliteDesk 800 G4 Mini", "Lenovo ThinkCentre M90q Gen 2"];
    assert_eq!(bens, expected);
}

#[sqlx::test]
async fn ten_offers_have_a_past_and_three_have_fallen_this_week(pool: PgPool) {
    let app = world(pool.clone()).await;
    let histories: Vec<(String, i64, bool)> = sqlx::query_as(
        "select l.title, count(*)
              , min(p.seen_at) between now() - interval '61 days' and now() - interval '50 days'
           from listing l
           join app_user u on u.id = l.user_id
           join listing_price p on p.listing_id = l.id
          where u.clerk_id = 'user_ana'
          group by l.id
         having count(*) > 1",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(histories.len(), 10);
    for (title, points, spans_two_months) in histories {
        assert!((3..=6).contains(&points), "{title}: {points}");
        assert!(spans_two_months, "{title}");
    }

    let ana = app.somebody("user_ana");
    let dashboard = ana.get("/api/v1/dashboard").await.expect(200).json();
    assert_eq!(dashboard["counts"]["drops_this_week"], 3);
    let drops = dashboard["drops"].as_array().unwrap();
    let fallen = [
        "HP EliteDesk 800 G4 Mini",
        "Lenovo ThinkCentre M75q Gen 2",
        "Beelink SER5 MAX (5800H)",
    ];
    assert_eq!(texts(drops, "title"), fallen);
    assert_eq!(texts(drops, "after_usd"), ["149.00", "249.00", "309.00"]);
}

#[sqlx::test]
async fn three_collections_hold_what_was_decided_and_one_has_a_link(pool: PgPool) {
    let app = world(pool).await;
    let ana = app.somebody("user_ana");
    let collections = items(&ana, "/api/v1/collections").await;
    assert_eq!(collections.len(), 3);
    let collection = |name: &str| called(&collections, "name", name);
    let path = |name: &str| format!("/api/v1/collections/{}", collection(name)["id"]);

    let node = items(&ana, &format!("{}/items", path("Proxmox node"))).await;
    let decided = [
        "shortlisted",
        "undecided",
        "shortlisted",
        "undecided",
        "rejected",
        "bought",
    ];
    assert_eq!(texts(&node, "status"), decided);
    assert!(node.iter().any(|item| item["notes"].is_string()));

    assert_eq!(collection("Quiet desk PC")["visibility"], "unlisted");
    let links = items(&ana, &format!("{}/links", path("Quiet desk PC"))).await;
    assert_eq!(links.len(), 1);
    assert_eq!(links[0]["is_live"], true);
    let shown = format!("/api/v1/public/collections/{}", link().as_str());
    let shown = app.anybody().get(&shown).await.expect(200).json();
    assert_eq!(shown["name"], "Quiet desk PC");

    assert_eq!(collection("Family upgrades")["visibility"], "private");
}

#[sqlx::test]
async fn ana_and_ben_have_shown_one_another_an_offer(pool: PgPool) {
    let app = world(pool).await;
    let ana = app.somebody("user_ana");
    let received = items(&ana, "/api/v1/user-shares?box=in").await;
    assert_eq!(received.len(), 1);
    assert_eq!(received[0]["state"], "new");
    assert_eq!(
        received[0]["listing"]["title"],
        "Lenovo ThinkCentre M90q Gen 2"
    );
    let message = received[0]["message"].as_str().unwrap();
    assert!(message.starts_with("Thank you!"), "{message}");

    let sent = items(&ana, "/api/v1/user-shares?box=out").await;
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0]["state"], "saved");
    assert!(sent[0]["imported_at"].is_string());

    let news = items(&ana, "/api/v1/notifications").await;
    let mut kinds = texts(&news, "type");
    kinds.sort_unstable();
    // The third offer that fell was rejected: nobody waits for it.
    let expected = [
        "price_drop",
        "price_drop",
        "share_imported",
        "share_received",
    ];
    assert_eq!(kinds, expected);
}

#[sqlx::test]
async fn a_rule_of_anas_own_counts_beside_the_baseline(pool: PgPool) {
    let app = world(pool).await;
    let ana = app.somebody("user_ana");
    let rulesets = items(&ana, "/api/v1/rulesets").await;
    let own: Vec<&Value> = rulesets.iter().filter(|it| it["is_own"] == true).collect();
    assert_eq!(own.len(), 1);
    let told = (&own[0]["name"], &own[0]["priority"], &own[0]["is_active"]);
    assert_eq!(told, (&json!("My home lab"), &json!(10), &json!(true)));

    let offers = items(&ana, "/api/v1/listings?limit=200").await;
    for (title, adjusted) in [
        ("Dell OptiPlex 7060 Micro", "87.32"),
        // 82.00 by the baseline, and 20 less for its graphics.
        ("Beelink EQ12", "62.00"),
        // As young, and not by Intel.
        ("Minisforum UM780 XTX", "358.80"),
    ] {
        let offer = called(&offers, "title", title);
        assert_eq!(offer["adjusted_price_usd"], adjusted, "{title}");
    }
}

#[sqlx::test]
async fn an_offer_of_nobodys_is_in_the_shared_library_and_waits_for_an_owner(pool: PgPool) {
    let app = world(pool).await;
    for name in ["user_ana", "user_ben"] {
        let library = items(&app.somebody(name), "/api/v1/listings?library=shared").await;
        assert_eq!(texts(&library, "title"), ["Dell OptiPlex 9020 Micro"]);
        assert_eq!(library[0]["is_ownerless"], true);
    }
    let admin = app.somebody("user_iris");
    let orphans = items(&admin, "/api/v1/admin/orphans?table=listing").await;
    assert_eq!(texts(&orphans, "name"), ["Dell OptiPlex 9020 Micro"]);
}

#[sqlx::test]
async fn one_administers_and_one_may_not_come_in(pool: PgPool) {
    let app = world(pool).await;
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
