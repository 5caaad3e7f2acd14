//! People are made on their first request, once, from their token alone.

use std::collections::HashSet;

use serde_json::json;
use sqlx::PgPool;

use deal_brain::auth::Newcomers;

use crate::support::{self, App, ClerkStandIn};

#[sqlx::test]
async fn twenty_parallel_first_requests_make_one_row(pool: PgPool) {
    let app = App::new(pool.clone());
    let newcomer = app.newcomer();
    let requests = (0..20).map(|_| newcomer.get("/api/v1/users/me"));
    let answers = futures_util::future::join_all(requests).await;

    let ids: HashSet<i64> = answers
        .into_iter()
        .map(|answer| answer.expect(200).json()["id"].as_i64().unwrap())
        .collect();
    assert_eq!(ids.len(), 1);
    let rows: i64 = sqlx::query_scalar("select count(*) from app_user")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(rows, 1);
}

#[sqlx::test]
async fn a_default_token_is_enough(pool: PgPool) {
    let app = App::new(pool);
    let me = app
        .newcomer()
        .get("/api/v1/users/me")
        .await
        .expect(200)
        .json();
    assert_eq!(me["email"], json!(null));
    assert_eq!((&me["role"], &me["plan"]), (&json!("user"), &json!("solo")));
    assert!(me["username"].as_str().unwrap().starts_with("u_"));
}

#[sqlx::test]
async fn optional_claims_fill_the_profile(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer().claiming(&json!({
        "email": "ada@example.com", "first_name": "Ada", "last_name": "Ashworth",
        "image_url": "https://img.clerk.com/ada",
    }));
    let me = ada.get("/api/auth/me").await.expect(200).json();
    assert_eq!(me["email"], "ada@example.com");
    assert_eq!(me["avatar_url"], "https://img.clerk.com/ada");
    assert!(
        ada.visit("/dashboard")
            .await
            .expect(200)
            .text
            .contains("Ada Ashworth")
    );
}

#[sqlx::test]
async fn an_address_that_somebody_else_holds_makes_no_trouble_and_no_merge(pool: PgPool) {
    let app = App::new(pool);
    let claim = json!({"email": "shared@example.com"});
    let first = app
        .newcomer()
        .claiming(&claim)
        .get("/api/v1/users/me")
        .await
        .expect(200)
        .json();
    let second = app
        .newcomer()
        .claiming(&claim)
        .get("/api/v1/users/me")
        .await
        .expect(200)
        .json();
    assert_ne!(first["id"], second["id"]);
    assert_eq!(second["email"], json!(null));
}

#[sqlx::test]
async fn a_claim_that_no_column_can_hold_is_left_out(pool: PgPool) {
    let app = App::new(pool);
    let odd = app.newcomer().claiming(&json!({
        "email": 7, "first_name": "x".repeat(5000), "last_name": "a\u{0}b",
    }));
    let me = odd.get("/api/v1/users/me").await.expect(200).json();
    assert_eq!(
        (&me["email"], &me["first_name"]),
        (&json!(null), &json!(null))
    );
}

#[sqlx::test]
async fn a_deactivated_person_is_refused_and_not_made_again(pool: PgPool) {
    let app = App::new(pool.clone());
    let person = app.newcomer();
    person.get("/api/v1/users/me").await.expect(200);
    sqlx::query("update app_user set is_active = false")
        .execute(&pool)
        .await
        .unwrap();

    assert_eq!(
        person
            .get("/api/v1/users/me")
            .await
            .expect(403)
            .error_code(),
        "account_deactivated"
    );
    assert_eq!(person.visit("/dashboard").await.status, 403);
    let rows: i64 = sqlx::query_scalar("select count(*) from app_user")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(rows, 1);
}

/// A default token says nothing of anybody; Clerk is asked later, and nobody waits for it.
#[sqlx::test]
async fn a_newcomer_is_completed_from_clerk_behind_their_back(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let (ada, _) = clerk.sign_in().await;
    let mut state = support::state(pool.clone(), |builder| {
        let stand_in = &clerk.stand_in;
        builder
            .api_url(stand_in.url())
            .secret_key(stand_in.secret_key())
    });
    state.newcomers = Newcomers::new(true, Some(state.clerk.api()));
    let app = App::of(state);
    let me = app
        .somebody(&ada)
        .get("/api/v1/users/me")
        .await
        .expect(200)
        .json();
    assert_eq!(me["first_name"], json!(null));

    let complete = async {
        while app
            .somebody(&ada)
            .get("/api/v1/users/me")
            .await
            .expect(200)
            .json()["first_name"]
            .is_null()
        {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), complete)
        .await
        .unwrap();
    let me = app
        .somebody(&ada)
        .get("/api/v1/users/me")
        .await
        .expect(200)
        .json();
    assert_eq!(me["first_name"], clerk_local::personas()[0].first_name);
    assert_eq!(me["email"], clerk_local::personas()[0].email);
}

/// Whoever comes while Clerk is away comes in all the same.
#[sqlx::test]
async fn a_newcomer_who_cannot_be_completed_comes_in_all_the_same(pool: PgPool) {
    let mut state = support::state(pool, |builder| builder.api_url("http://127.0.0.1:9"));
    state.newcomers = Newcomers::new(true, Some(state.clerk.api()));
    let app = App::of(state);
    let person = app.newcomer();
    for _ in 0..3 {
        person.get("/api/v1/users/me").await.expect(200);
    }
}

#[sqlx::test]
async fn where_newcomers_are_not_made_they_are_unknown(pool: PgPool) {
    let mut state = support::state(pool.clone(), |builder| builder);
    state.newcomers = Newcomers::new(false, None);
    let app = App::of(state);
    let person = app.newcomer();
    for path in ["/api/v1/users/me", "/api/auth/me"] {
        assert_eq!(
            person.get(path).await.expect(404).error_code(),
            "user_not_found"
        );
    }
    person.get("/api/v1/listings").await.expect(403);
    person.visit("/dashboard").await.expect(403);
    let people: i64 = sqlx::query_scalar("select count(*) from app_user")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(people, 0);
}

/// For programs that know one word for both.
#[sqlx::test]
async fn who_asks_is_told_role_and_plan_in_one_word_too(pool: PgPool) {
    let app = App::new(pool.clone());
    let person = app.newcomer();
    for path in ["/api/v1/users/me", "/api/auth/me"] {
        let me = person.get(path).await.expect(200).json();
        assert_eq!(
            (&me["role"], &me["plan"], &me["access_level"]),
            (&json!("user"), &json!("solo"), &json!("solo"))
        );
    }
    sqlx::query("update app_user set role = 'admin'")
        .execute(&pool)
        .await
        .unwrap();
    let me = person.get("/api/v1/users/me").await.expect(200).json();
    assert_eq!(me["access_level"], "admin");
}
