//! Clerk's messages, comparing with Clerk, rows of nobody's, and the figures of the system.

use deal_brain::admin::{
    ownerless::actions::AssignOrphans, sync::actions::StartSync, webhooks::actions::RetryMessages,
};
use leptos::server_fn::ServerFn;
use serde_json::json;
use sqlx::PgPool;

use super::{administrator, make_admin, somebody};
use crate::support::{App, ClerkStandIn, ORIGIN};

/// A message that failed, and could be carried out by now.
const FAILED: &str = r#"insert into webhook_event (message_id, event_type, outcome, payload, error, happened_at)
    values ('msg_1', 'user.deleted', 'failed',
            '{"type":"user.deleted","data":{"id":"user_failed"},"timestamp":1716883200000}', 'the disk is full',
            now() - interval '2 seconds'),
           ('msg_2', 'user.created', 'failed', '{}', 'nonsense', null)"#;

#[sqlx::test]
async fn what_has_failed_is_seen_and_tried_again(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, iris_id) = administrator(&app, &pool).await;
    sqlx::raw_sql(FAILED).execute(&pool).await.unwrap();
    let page = iris.visit("/admin/webhooks").await.expect(200).text;
    for text in [
        "msg_1",
        "the disk is full",
        "user.deleted",
        "2.0 s",
        "Retry all",
    ] {
        assert!(page.contains(text), "{text} in {page}");
    }
    let outcome = iris
        .submit(RetryMessages::PATH, ORIGIN, "message=msg_1")
        .await;
    assert_eq!(outcome.expect(200).json(), json!({"done": 1, "failed": 0}));
    for id in ["msg_1", "msg%00"] {
        iris.submit(RetryMessages::PATH, ORIGIN, &format!("message={id}"))
            .await
            .expect(404);
    }
    let outcome = iris.submit(RetryMessages::PATH, ORIGIN, "message=").await;
    assert_eq!(outcome.expect(200).json(), json!({"done": 0, "failed": 1}));
    let kept: Vec<Option<i64>> =
        sqlx::query_scalar("select actor_id from audit_event where kind = 'webhooks_retried'")
            .fetch_all(&pool)
            .await
            .unwrap();
    assert_eq!(kept, [Some(iris_id), Some(iris_id)]);
}

#[sqlx::test]
async fn a_comparison_is_begun_and_its_findings_are_shown(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let (url, key) = (clerk.stand_in.url(), clerk.stand_in.secret_key());
    let app = App::with(pool.clone(), |builder| builder.api_url(url).secret_key(key));
    // Who is not at Clerk would be gone after it.
    let (user, session) = clerk.sign_in().await;
    let iris = app.somebody(&user).claiming(&json!({"sid": session}));
    let me = iris.get("/api/v1/users/me").await.expect(200).json();
    make_admin(&pool, me["id"].as_i64().unwrap()).await;
    let before = iris.visit("/admin/sync").await.expect(200).text;
    assert!(before.contains("Never compared"));
    iris.submit(StartSync::PATH, ORIGIN, "").await.expect(200);
    let mut finished = false;
    for _ in 0..200 {
        finished = sqlx::query_scalar(
            "select exists (select from sync_run where finished_at is not null)",
        )
        .fetch_one(&pool)
        .await
        .unwrap();
        if finished {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(finished, "the comparison did not end");
    let page = iris.visit("/admin/sync").await.expect(200).text;
    assert!(page.contains("Done") && page.contains("Drifted"), "{page}");
    let seen: i64 = sqlx::query_scalar("select seen from sync_run")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert!(seen > 0);
}

#[sqlx::test]
async fn rows_of_nobodys_get_an_owner_and_who_used_one_keeps_a_copy(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, iris_id) = administrator(&app, &pool).await;
    let (_, ana) = somebody(&app).await;
    let (_, ben) = somebody(&app).await;
    let (offer, profile, ruleset): (i64, i64, i64) = sqlx::query_as(
        "with offer as (insert into listing (title) values ('old offer') returning id),
              profile as (insert into profile (name, weights) values ('old profile', '{\"cpu\": 1}') returning id),
              ruleset as (insert into valuation_ruleset (name) values ('old rules') returning id)
         select offer.id, profile.id, ruleset.id from offer, profile, ruleset",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    sqlx::query(
        "with parts as (insert into valuation_rule_group (ruleset_id, name) values ($1, 'parts') returning id)
         insert into valuation_rule (group_id, name) select id, 'memory' from parts",
    )
    .bind(ruleset)
    .execute(&pool)
    .await
    .unwrap();
    // Ben uses both; Ana has a profile of that name already.
    sqlx::query("insert into listing (user_id, title, profile_id, ruleset_id) values ($1, 'of Ben''s', $2, $3)")
        .bind(ben)
        .bind(profile)
        .bind(ruleset)
        .execute(&pool)
        .await
        .unwrap();
    sqlx::query("insert into profile (user_id, name) values ($1, 'old profile')")
        .bind(ana)
        .execute(&pool)
        .await
        .unwrap();

    for (table, id) in [
        ("listing", offer),
        ("profile", profile),
        ("ruleset", ruleset),
    ] {
        let listed = iris
            .get(&format!("/api/v1/admin/orphans?table={table}"))
            .await
            .expect(200)
            .json();
        assert_eq!(listed["items"][0]["id"], json!(id), "{table}: {listed}");
        let body = json!({"table": table, "ids": [id], "user_id": ana});
        for assigned in [1, 0] {
            let answer = iris
                .post("/api/v1/admin/orphans/assign", body.clone())
                .await
                .expect(200);
            assert_eq!(answer.json(), json!({"assigned": assigned}), "{table}");
        }
    }
    let owners: Vec<Option<i64>> = sqlx::query_scalar(
        "select user_id from listing where id = $1 union all select user_id from profile where id = $2
          union all select user_id from valuation_ruleset where id = $3",
    )
    .bind(offer)
    .bind(profile)
    .bind(ruleset)
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(owners, [Some(ana), Some(ana), Some(ana)]);
    let (of_ben, rules): (Vec<i64>, i64) = sqlx::query_as(
        "select array[p.user_id, s.user_id]
              , (select count(*) from valuation_rule r join valuation_rule_group g on g.id = r.group_id where g.ruleset_id = s.id)
           from listing l join profile p on p.id = l.profile_id join valuation_ruleset s on s.id = l.ruleset_id
          where l.user_id = $1",
    )
    .bind(ben)
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!((of_ben, rules), (vec![ben, ben], 1));
    let kept: Vec<(Option<i64>, Option<i64>)> = sqlx::query_as(
        "select actor_id, subject_id from audit_event where kind = 'orphans_assigned'",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(kept, [(Some(iris_id), Some(ana)); 3]);
}

#[sqlx::test]
async fn what_is_somebodys_or_the_products_is_not_given_away(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    let (_, ana) = somebody(&app).await;
    let (ben, ben_id) = somebody(&app).await;
    let offer = ben
        .post("/api/v1/listings", json!({"title": "of Ben's"}))
        .await
        .expect(201)
        .json();
    let system: i64 = sqlx::query_scalar("select min(id) from profile where is_system")
        .fetch_one(&pool)
        .await
        .unwrap();
    for (table, id) in [("listing", offer["id"].clone()), ("profile", json!(system))] {
        let body = json!({"table": table, "ids": [id], "user_id": ana});
        let answer = iris
            .post("/api/v1/admin/orphans/assign", body)
            .await
            .expect(200);
        assert_eq!(answer.json(), json!({"assigned": 0}));
    }
    sqlx::query("update app_user set is_active = false where id = $1")
        .bind(ben_id)
        .execute(&pool)
        .await
        .unwrap();
    for (body, field) in [
        (
            json!({"table": "listing", "ids": [1], "user_id": ben_id}),
            "user_id",
        ),
        (
            json!({"table": "listing", "ids": [1], "user_id": 999_999}),
            "user_id",
        ),
        (
            json!({"table": "listing", "ids": [], "user_id": ana}),
            "ids",
        ),
        (
            json!({"table": "listing", "ids": vec![1; 201], "user_id": ana}),
            "ids",
        ),
        (
            json!({"table": "app_user", "ids": [1], "user_id": ana}),
            "table",
        ),
    ] {
        let refused = iris
            .post("/api/v1/admin/orphans/assign", body)
            .await
            .expect(422);
        assert!(
            refused.json()["error"]["fields"].get(field).is_some(),
            "{refused:?}"
        );
    }
}

#[sqlx::test]
async fn a_form_gives_rows_to_who_is_named(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    let (_, ana) = somebody(&app).await;
    sqlx::query("update app_user set email = 'ana@example.com' where id = $1")
        .bind(ana)
        .execute(&pool)
        .await
        .unwrap();
    let ids: Vec<i64> = sqlx::query_scalar(
        "insert into listing (title) values ('one old offer'), ('another') returning id",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let page = iris.visit("/admin/ownerless").await.expect(200).text;
    assert!(page.contains("one old offer"), "{page}");
    let form = format!(
        "table=listing&ids%5B%5D={}&ids%5B%5D={}&person=Ana%40Example.com",
        ids[0], ids[1]
    );
    let answer = iris
        .submit(AssignOrphans::PATH, ORIGIN, &form)
        .await
        .expect(200);
    assert_eq!(answer.json(), json!({"assigned": 2}));
    for nobody in ["nobody", "a%00b"] {
        let form = format!("table=listing&person={nobody}");
        let refused = iris
            .submit(AssignOrphans::PATH, ORIGIN, &form)
            .await
            .expect(422);
        assert!(refused.json()["error"]["fields"].get("person").is_some());
    }
}

#[sqlx::test]
async fn the_system_shows_its_health_its_counters_and_thirty_days(pool: PgPool) {
    let app = App::with_site(pool.clone(), |site| site.has_webhook_secret = false);
    let (iris, _) = administrator(&app, &pool).await;
    sqlx::raw_sql("insert into audit_event (kind, at) values ('login', now()), ('login', now() - interval '3 days')")
        .execute(&pool)
        .await
        .unwrap();
    for path in ["/admin", "/admin/system"] {
        let page = iris.visit(path).await.expect(200).text;
        for text in [
            "Role for row-level security",
            "Something is not as it should be.",
            "CLERK_WEBHOOK_SIGNING_SECRET",
            "Auth error rate",
            "Sign-up conversion",
            "Session length",
            "Sign-ins: 2 in all, at most 1 a day.",
        ] {
            assert!(page.contains(text), "{text} in {page}");
        }
        let bars = ["chart__bar", "chart__bar chart__bar--none"]
            .map(|class| page.matches(&format!("class=\"{class}\"")).count());
        assert_eq!(bars[0] + bars[1], 4 * 30);
    }
}
