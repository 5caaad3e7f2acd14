//! Our own failures: nothing is left half done, and nothing is lost.

use deal_brain::{
    db::Db,
    service::webhooks::{self, Outcome, Retried},
};
use futures_util::future::join_all;
use sqlx::PgPool;

use super::{Delivery, event, status, user};
use crate::support::App;

/// Has every write of a person's audit trail fail: after the row itself was written.
async fn break_the_audit_log(pool: &PgPool) {
    sqlx::raw_sql(
        "create function app.fail() returns trigger language plpgsql as
             $$ begin raise exception 'the disk is full'; end $$;
         create trigger fails before insert on audit_event for each row execute function app.fail();",
    )
    .execute(pool)
    .await
    .unwrap();
}

async fn mend_it(pool: &PgPool) {
    sqlx::raw_sql("drop trigger fails on audit_event")
        .execute(pool)
        .await
        .unwrap();
}

#[derive(Debug, PartialEq, Eq, sqlx::FromRow)]
struct Row {
    outcome: String,
    has_payload: bool,
    attempts: i32,
}

async fn inbox(pool: &PgPool) -> Vec<Row> {
    sqlx::query_as(
        "select outcome, payload is not null as has_payload, attempts from webhook_event order by received_at",
    )
    .fetch_all(pool)
    .await
    .unwrap()
}

async fn people(pool: &PgPool) -> i64 {
    sqlx::query_scalar("select count(*) from app_user")
        .fetch_one(pool)
        .await
        .unwrap()
}

fn row(outcome: &str, attempts: i32) -> Row {
    Row {
        outcome: outcome.into(),
        has_payload: outcome == "failed",
        attempts,
    }
}

#[sqlx::test]
async fn a_message_that_fails_leaves_nothing_and_works_when_it_is_sent_again(pool: PgPool) {
    let app = App::new(pool.clone());
    let delivery = Delivery::of(&event("user.created", user("user_1", 1, "Ada")));
    break_the_audit_log(&pool).await;
    for attempt in 1..=2 {
        let answer = delivery.send(&app).await.expect(500);
        assert_eq!(answer.error_code(), "internal");
        assert!(!answer.text.contains("disk"), "{}", answer.text);
        assert_eq!(people(&pool).await, 0);
        assert_eq!(inbox(&pool).await, [row("failed", attempt)]);
    }
    mend_it(&pool).await;
    assert_eq!(status(delivery.send(&app).await), "ok");
    assert_eq!(status(delivery.send(&app).await), "already_processed");
    assert_eq!(people(&pool).await, 1);
    assert_eq!(inbox(&pool).await, [row("ok", 3)]);
}

#[sqlx::test]
async fn what_has_failed_can_be_tried_again_from_here(pool: PgPool) {
    let app = App::new(pool.clone());
    let db = Db::from_pool(pool.clone());
    break_the_audit_log(&pool).await;
    let events = [
        event("user.created", user("user_1", 1, "Ada")),
        event("user.updated", user("user_1", 2, "Grace")),
    ];
    for event in &events {
        Delivery::of(event).send(&app).await.expect(500);
    }
    assert_eq!(
        webhooks::retry_all(&db).await.unwrap(),
        Retried { done: 0, failed: 2 }
    );
    mend_it(&pool).await;
    assert_eq!(
        webhooks::retry_all(&db).await.unwrap(),
        Retried { done: 2, failed: 0 }
    );
    assert_eq!(inbox(&pool).await, [row("ok", 3), row("ok", 3)]);
    let name: String = sqlx::query_scalar("select first_name from app_user")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(name, "Grace");
    assert_eq!(
        webhooks::retry_all(&db).await.unwrap(),
        Retried { done: 0, failed: 0 }
    );
}

#[sqlx::test]
async fn one_message_can_be_tried_again_by_its_id(pool: PgPool) {
    let app = App::new(pool.clone());
    let db = Db::from_pool(pool.clone());
    break_the_audit_log(&pool).await;
    let delivery = Delivery::of(&event("user.created", user("user_1", 1, "Ada")));
    delivery.send(&app).await.expect(500);
    mend_it(&pool).await;
    assert_eq!(
        webhooks::retry(&db, &delivery.id).await.unwrap(),
        Some(Outcome::Done)
    );
    assert_eq!(webhooks::retry(&db, &delivery.id).await.unwrap(), None);
    assert_eq!(webhooks::retry(&db, "msg_never_sent").await.unwrap(), None);
}

#[sqlx::test]
async fn administrators_see_what_has_failed_and_why_but_not_whom_it_names(pool: PgPool) {
    let app = App::new(pool.clone());
    let admin = app.newcomer();
    admin.get("/api/v1/users/me").await.expect(200);
    let id: i64 = sqlx::query_scalar("update app_user set role = 'admin' returning id")
        .fetch_one(&pool)
        .await
        .unwrap();
    break_the_audit_log(&pool).await;
    let delivery = Delivery::of(&event("user.created", user("user_1", 1, "Ada")));
    delivery.send(&app).await.expect(500);

    let db = Db::from_pool(pool.clone());
    let administrator = db
        .administrator(deal_brain::domain::user::UserId(id))
        .await
        .unwrap()
        .unwrap();
    let mut tx = db.as_admin(administrator).await.unwrap();
    let failures = webhooks::failures(&mut tx).await.unwrap();
    assert_eq!(failures.len(), 1);
    assert_eq!(failures[0].message_id, delivery.id);
    assert!(
        failures[0]
            .error
            .as_deref()
            .unwrap()
            .contains("the disk is full")
    );
    let refused = sqlx::raw_sql("set role app_admin; select payload from webhook_event")
        .execute(&mut *pool.acquire().await.unwrap())
        .await;
    assert!(
        refused
            .unwrap_err()
            .to_string()
            .contains("permission denied")
    );
}

#[sqlx::test]
async fn messages_are_counted_by_type_and_outcome(pool: PgPool) {
    let app = App::new(pool.clone());
    for version in 1..=3 {
        let event = event("user.updated", user("user_1", version, "Ada"));
        Delivery::of(&event).send(&app).await.expect(200);
    }
    Delivery::of(&event("email.created", serde_json::json!({})))
        .send(&app)
        .await
        .expect(200);
    let db = Db::from_pool(pool);
    let mut tx = db.as_system().await.unwrap();
    let counts: Vec<(String, String, i64)> = webhooks::counts(&mut tx)
        .await
        .unwrap()
        .into_iter()
        .map(|count| (count.event_type, count.outcome, count.messages))
        .collect();
    assert_eq!(
        counts,
        [
            ("email.created".to_owned(), "ignored".to_owned(), 1),
            ("user.updated".to_owned(), "ok".to_owned(), 3),
        ]
    );
}

/// What comes at once is carried out together, and one message that cannot be is alone in that.
#[sqlx::test]
async fn a_message_that_fails_keeps_no_other_from_being_carried_out(pool: PgPool) {
    let app = App::new(pool.clone());
    sqlx::raw_sql(
        "create function app.fail() returns trigger language plpgsql as
             $$ begin raise exception 'nobody of that name'; end $$;
         create trigger fails before insert on app_user for each row
             when (new.first_name = 'Mallory') execute function app.fail();",
    )
    .execute(&pool)
    .await
    .unwrap();
    let deliveries: Vec<Delivery> = (0..20)
        .map(|number| {
            let name = if number % 7 == 3 { "Mallory" } else { "Ada" };
            let id = format!("user_{number}");
            Delivery::of(&event("user.created", user(&id, 1, name)))
        })
        .collect();
    let answers = join_all(deliveries.iter().map(|delivery| delivery.send(&app))).await;
    for (number, answer) in answers.into_iter().enumerate() {
        let expected = if number % 7 == 3 { 500 } else { 200 };
        assert_eq!(answer.status, expected, "{number}");
    }
    assert_eq!(people(&pool).await, 17);
    let failed = inbox(&pool)
        .await
        .into_iter()
        .filter(|it| *it == row("failed", 1));
    assert_eq!(failed.count(), 3);
}
