//! What is kept of who did what, and what is not kept.

use axum::http::Method;
use serde_json::Value;
use sqlx::PgPool;

use crate::support::{App, ORIGIN};

const ME: &str = "/api/v1/users/me";

#[derive(Debug, sqlx::FromRow)]
struct Row {
    kind: String,
    detail: Value,
    ip_hash: Option<String>,
}

/// Everything in the log, oldest first, once what is on its way has arrived.
async fn rows(app: &App, pool: &PgPool) -> Vec<Row> {
    app.state.audit.flush().await;
    sqlx::query_as("select kind, detail, ip_hash from audit_event order by id")
        .fetch_all(pool)
        .await
        .unwrap()
}

#[sqlx::test]
async fn a_refusal_is_kept_with_its_reason_key_and_place(pool: PgPool) {
    let app = App::new(pool.clone());
    let expired = app
        .newcomer()
        .claiming(&serde_json::json!({"exp": 1_700_000_000}));
    expired.get(ME).await.expect(401);

    let rows = rows(&app, &pool).await;
    let [row] = rows.as_slice() else {
        panic!("{rows:?}")
    };
    assert_eq!(row.kind, "auth_failed");
    assert_eq!(row.detail["code"], "unauthenticated");
    assert_eq!(row.detail["kid"], "ins_test");
    assert_eq!(row.detail["path"], ME);
    assert!(
        row.detail["reason"]
            .as_str()
            .unwrap()
            .starts_with("session-token-expired")
    );
    assert_eq!(row.ip_hash.as_ref().unwrap().len(), 32);
}

#[sqlx::test]
async fn every_kind_of_refusal_is_kept(pool: PgPool) {
    let app = App::new(pool.clone());
    let person = app.newcomer();
    person.get(ME).await.expect(200);
    let cross_site = person
        .submit("/api/v1/listings", "https://evil.example", "{}")
        .await;
    assert_eq!(cross_site.error_code(), "cross_site");
    sqlx::query("update app_user set is_active = false")
        .execute(&pool)
        .await
        .unwrap();
    person.get(ME).await.expect(403);
    person.visit("/dashboard").await.expect(403);
    app.anybody()
        .submit("/fn/nothing", ORIGIN, "")
        .await
        .expect(401);

    let codes: Vec<Value> = rows(&app, &pool)
        .await
        .into_iter()
        .filter(|row| row.kind == "auth_failed")
        .map(|row| row.detail["code"].clone())
        .collect();
    assert_eq!(
        codes,
        [
            "cross_site",
            "account_deactivated",
            "account_deactivated",
            "unauthenticated"
        ]
    );
}

#[sqlx::test]
async fn what_was_answered_leaves_nothing(pool: PgPool) {
    let app = App::new(pool.clone());
    let person = app.newcomer();
    person.get(ME).await.expect(200);
    person.get("/api/v1/nothing").await.expect(404);
    app.anybody().visit("/dashboard").await.expect(303);
    person.visit("/unauthorized").await.expect(403);
    let refusals = rows(&app, &pool)
        .await
        .into_iter()
        .filter(|row| row.kind == "auth_failed")
        .count();
    assert_eq!(refusals, 0);
}

#[sqlx::test]
async fn neither_token_nor_address_nor_link_is_in_the_log(pool: PgPool) {
    let app = App::new(pool.clone());
    let person = app
        .newcomer()
        .claiming(&serde_json::json!({"exp": 1_700_000_000, "email": "ada@example.com"}));
    person.get(ME).await.expect(401);
    let link = "/api/v1/public/deals/7/AAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    person.get(link).await.expect(401);

    let rows = rows(&app, &pool).await;
    assert_eq!(rows.len(), 2, "{rows:?}");
    let text = format!("{rows:?}");
    for secret in [
        person.token(),
        "eyJ",
        "ada@example.com",
        "192.0.2.7",
        "AAAAAAAA",
    ] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[sqlx::test]
async fn one_place_fills_the_log_with_ten_rows_a_minute(pool: PgPool) {
    let app = App::new(pool.clone());
    for _ in 0..50 {
        app.anybody().get(ME).await.expect(401);
    }
    assert_eq!(rows(&app, &pool).await.len(), 10);
    // Another reason is another matter.
    let person = app.newcomer();
    person.get(ME).await.expect(200);
    person
        .submit("/api/v1/listings", "https://evil.example", "{}")
        .await
        .expect(403);
    let codes: Vec<Value> = rows(&app, &pool)
        .await
        .into_iter()
        .filter(|row| row.kind == "auth_failed")
        .map(|row| row.detail["code"].clone())
        .collect();
    assert!(codes.contains(&"cross_site".into()), "{codes:?}");
}

#[sqlx::test]
async fn whoever_is_refused_does_not_wait_for_the_database(pool: PgPool) {
    let app = App::new(pool.clone());
    // Nobody without a credential reaches the database, and neither does the record of it now.
    pool.close().await;
    app.anybody().get(ME).await.expect(401);
    app.state.audit.flush().await;
    assert_eq!(app.state.audit.lost(), 1);
}

#[sqlx::test]
async fn a_refused_method_does_not_hide_who_asked(pool: PgPool) {
    let app = App::new(pool.clone());
    app.anybody()
        .send_text(Method::DELETE, "/api/v1/listings", String::new())
        .await
        .expect(401);
    let rows = rows(&app, &pool).await;
    assert_eq!(rows[0].detail["method"], "DELETE");
}
