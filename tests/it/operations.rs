//! What operators see: health, metrics and ids of requests; and that a change comes from our own
//! pages, whichever door it comes through.

use axum::http::Method;
use deal_brain::api;
use leptos::server_fn::axum::server_fn_paths;
use serde_json::json;
use sqlx::{PgPool, postgres::PgPoolOptions};

use crate::{
    collections::{collection, offer},
    support::{App, METRICS_TOKEN, now},
    webhooks::{Delivery, deleted, event, user},
};

#[sqlx::test]
async fn health_tells_part_by_part(pool: PgPool) {
    let app = App::new(pool);
    let health = app.anybody().get("/health").await.expect(200).json();
    assert_eq!(health["database"], "ok");
    assert_eq!(health["clerk_keys"], "configured");
    assert_eq!(health["jwks"], "ok");
    assert_eq!(health["missing"], json!([]));
}

#[sqlx::test]
async fn health_names_the_setting_that_is_missing(pool: PgPool) {
    let app = App::with_site(pool, |site| site.has_webhook_secret = false);
    let health = app.anybody().get("/health").await.expect(200).json();
    assert_eq!(health["status"], "degraded");
    assert_eq!(health["webhook_secret"], "missing");
    assert_eq!(health["missing"], json!(["CLERK_WEBHOOK_SIGNING_SECRET"]));
}

#[sqlx::test]
async fn health_without_clerks_keys_says_so(pool: PgPool) {
    let app = App::with_remote_keys(pool, "http://127.0.0.1:9");
    let health = app.anybody().get("/health").await.expect(200).json();
    assert_eq!(
        (&health["status"], &health["clerk_keys"]),
        (&json!("degraded"), &json!("missing"))
    );
    app.state.clerk.warm().await.unwrap_err();
    let health = app.anybody().get("/health").await.expect(200).json();
    assert_eq!(health["jwks"], "unreachable");
}

#[sqlx::test]
async fn health_without_a_database_is_503(pool: PgPool) {
    let app = App::new(pool.clone());
    pool.close().await;
    let health = app.anybody().get("/health").await.expect(503).json();
    assert_eq!(health["database"], "missing");
}

#[sqlx::test]
async fn only_who_can_serve_is_ready(pool: PgPool) {
    let options = (*pool.connect_options()).clone().username("app_request");
    let login = PgPoolOptions::new().connect_with(options).await.unwrap();
    let app = App::new(login.clone());
    let ready = async || {
        let answer = app.anybody().get("/health/ready").await;
        (answer.status.as_u16(), answer.json()["status"].clone())
    };
    assert_eq!(ready().await, (200, json!("ready")));
    app.state.draining.begin();
    assert_eq!(ready().await, (503, json!("draining")));

    let unfit = App::new(pool);
    let answer = unfit.anybody().get("/health/ready").await.expect(503);
    assert_eq!(answer.json()["status"], "unfit_role");
}

#[sqlx::test]
async fn without_a_database_nobody_is_ready_and_the_process_lives(pool: PgPool) {
    let app = App::new(pool.clone());
    pool.close().await;
    let answer = app.anybody().get("/health/ready").await.expect(503);
    assert_eq!(answer.json()["status"], "no_database");
    let live = app.anybody().get("/health/live").await.expect(200);
    assert_eq!(live.json()["status"], "live");
}

#[sqlx::test]
async fn metrics_are_for_operators(pool: PgPool) {
    let app = App::new(pool.clone());
    app.anybody().get("/metrics").await.expect(401);
    app.anybody()
        .with_token("guess".into())
        .get("/metrics")
        .await
        .expect(401);
    let person = app.newcomer();
    person.get("/metrics").await.expect(403);
    sqlx::query("update app_user set role = 'admin'")
        .execute(&pool)
        .await
        .unwrap();
    person.get("/metrics").await.expect(200);
}

#[sqlx::test]
async fn metrics_hold_what_is_counted_and_the_four_figures(pool: PgPool) {
    let app = App::new(pool.clone());
    let person = app.newcomer();
    for _ in 0..2 {
        person.get("/api/v1/users/me").await.expect(200);
    }
    app.anybody().get("/api/v1/users/me").await.expect(401);
    sqlx::raw_sql(
        r#"insert into audit_event (subject_id, kind, detail, at) values
               (1, 'login', '{"session_id": "s"}', now() - interval '10 minutes');
           insert into audit_event (subject_id, kind, detail) values
               (1, 'logout', '{"session_id": "s"}'), (9, 'provisioned', '{"source": "webhook"}');
           insert into audit_event (kind, detail) values
               ('auth_failed', '{"kid": "k"}'), ('auth_failed', '{}')"#,
    )
    .execute(&pool)
    .await
    .unwrap();

    let collector = app.anybody().with_token(METRICS_TOKEN.into());
    let metrics = collector.get("/metrics").await.expect(200);
    assert!(
        metrics
            .header("content-type")
            .unwrap()
            .starts_with("text/plain; version=0.0.4")
    );
    for line in [
        r#"auth_decisions_total{result="signed_in"} 2"#,
        r#"auth_decisions_total{result="no_credential"} 1"#,
        r#"auth_refusals_total{code="unauthenticated"} 1"#,
        r#"audit_events_total{kind="provisioned"} 1"#,
        "clerk_tokens_verified_total 1",
        "clerk_tokens_cached_total 1",
        "logins_last_day 1",
        "auth_error_ratio 0.5",
        // The newcomer came by a request; the other one never came.
        "sign_up_conversion_ratio 0.5",
        "session_duration_seconds_mean 600",
    ] {
        assert!(
            metrics.text.lines().any(|found| found.starts_with(line)),
            "{line} in {}",
            metrics.text
        );
    }
}

/// The process may have counted for other tests too: what grows is looked at.
#[sqlx::test]
async fn metrics_count_messages_by_type_and_result_and_how_long_they_took(pool: PgPool) {
    let app = App::new(pool.clone());
    let collector = app.anybody().with_token(METRICS_TOKEN.into());
    let figures = async || collector.get("/metrics").await.expect(200).text;
    let before = figures().await;

    let mut ada = event("user.created", user("user_1", 1, "Ada"));
    ada["timestamp"] = json!((now() - 10) * 1000);
    let delivery = Delivery::of(&ada);
    for _ in 0..2 {
        delivery.send(&app).await.expect(200);
    }
    Delivery::of(&event("surprise.party", json!({})))
        .send(&app)
        .await
        .expect(200);
    let mut forged = Delivery::of(&ada);
    forged.signature = "v1,Zm9yZ2Vk".into();
    forged.send(&app).await.expect(400);
    sqlx::raw_sql("alter table webhook_event rename to lost")
        .execute(&pool)
        .await
        .unwrap();
    Delivery::of(&deleted("user_1"))
        .send(&app)
        .await
        .expect(500);

    let after = figures().await;
    let grown = |line: &str| value(&after, line) - value(&before, line);
    for line in [
        r#"webhook_events_total{type="user.created",result="ok"}"#,
        r#"webhook_events_total{type="user.created",result="already_processed"}"#,
        r#"webhook_events_total{type="other",result="ignored"}"#,
        r#"webhook_events_total{type="unknown",result="refused"}"#,
        r#"webhook_events_total{type="user.deleted",result="failed"}"#,
        r#"people_written_total{source="webhook",outcome="made"}"#,
        "webhook_lag_seconds_count",
        "webhook_effect_seconds_count",
    ] {
        assert!((grown(line) - 1.0).abs() < 0.5, "{line} in {after}");
    }
    let lag = grown("webhook_lag_seconds_sum");
    assert!((10.0..60.0).contains(&lag), "{lag}");
    assert!(grown("webhook_effect_seconds_sum") < 10.0);
}

/// A figure of the metrics; nothing was counted yet where it is not among them.
fn value(metrics: &str, name: &str) -> f64 {
    metrics
        .lines()
        .find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
        .unwrap_or_default()
}

#[sqlx::test]
async fn every_answer_carries_the_id_of_its_request(pool: PgPool) {
    let app = App::new(pool);
    let one = app.anybody().get("/health").await.expect(200);
    let other = app.anybody().get("/api/v1/users/me").await.expect(401);
    let id = one.header("x-request-id").unwrap();
    assert!(id.len() >= 32 && other.header("x-request-id") != Some(id));
}

/// Each route that changes something, by cookie, from another site's page.
#[sqlx::test]
async fn no_route_and_no_server_function_takes_a_change_from_another_site(pool: PgPool) {
    let app = App::new(pool.clone());
    let person = app.newcomer();
    person.get("/api/v1/users/me").await.expect(200);
    let changes: Vec<(Method, String)> = api::routes()
        .into_iter()
        .filter(|route| !route.method.is_safe() && !route.path.starts_with("/api/webhooks/"))
        .map(|route| (route.method, route.path.replace(['{', '}'], "")))
        .chain(server_fn_paths().map(|(path, method)| (method, path.to_owned())))
        .collect();
    assert!(changes.len() > 150, "only {}", changes.len());
    for (method, path) in changes {
        for origin in ["https://evil.example", "null"] {
            let answer = person.send_by_cookie(method.clone(), &path, origin).await;
            assert_eq!(answer.status, 403, "{method} {path} from {origin}");
            assert_eq!(answer.error_code(), "cross_site", "{method} {path}");
        }
    }
}

#[sqlx::test]
async fn reading_changes_nothing(pool: PgPool) {
    let app = App::new(pool.clone());
    let person = app.newcomer();
    let listing = offer(&person, "read").await;
    let shelf = collection(&person, json!({ "name": "read" })).await;
    let before = state(&pool).await;
    assert!(before.len() > 20, "{before:?}");
    let mut answered = 0;
    for route in api::routes() {
        if route.method == Method::GET {
            let path = route
                .path
                .replace("/listings/{id}", &format!("/listings/{listing}"))
                .replace("/collections/{id}", &format!("/collections/{shelf}"))
                .replace(['{', '}'], "");
            answered += usize::from(person.get(&path).await.status == 200);
        }
    }
    assert!(answered > 20, "only {answered} answered");
    assert_eq!(state(&pool).await, before);
}

/// How many rows of each table were written since the beginning; a refusal's audit row aside.
async fn state(pool: &PgPool) -> Vec<(String, i64)> {
    let mut counts = Vec::new();
    let tables: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace
            and relkind = 'r' and relname not in ('audit_event', 'audit_link', 'audit_chain', '_sqlx_migrations') order by 1",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    for table in tables {
        let sql = format!(
            "select coalesce(sum(('x' || substr(md5(t::text), 1, 8))::bit(32)::bigint), 0)::bigint from {table} t"
        );
        let sum: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .fetch_one(pool)
            .await
            .unwrap();
        counts.push((table, sum));
    }
    counts
}
