//! Which answer says what: Clerk's sender tries again after everything but a 200.

use axum::http::Method;
use serde_json::json;
use sqlx::PgPool;

use super::{Delivery, PATH, deleted, event, status, user};
use crate::support::App;

#[sqlx::test]
async fn other_methods_are_not_allowed(pool: PgPool) {
    let app = App::new(pool);
    for method in [Method::GET, Method::PUT, Method::PATCH, Method::DELETE] {
        let answer = app
            .anybody()
            .send_text(method.clone(), PATH, String::new())
            .await;
        assert_eq!(answer.status, 405, "{method}");
    }
}

#[sqlx::test]
async fn a_body_beyond_the_limit_is_too_large(pool: PgPool) {
    let app = App::new(pool);
    let mut event = event("user.created", user("user_1", 1, "ada"));
    event["data"]["public_metadata"] = json!({"much": "x".repeat(256 * 1024)});
    let answer = Delivery::of(&event).send(&app).await.expect(413);
    assert_eq!(answer.error_code(), "too_large");
}

#[sqlx::test]
async fn circumstances_of_an_odd_shape_are_no_reason_to_refuse_an_event(pool: PgPool) {
    let app = App::new(pool.clone());
    let body =
        r#"{"type":"user.created","data":{"id":"user_1"},"timestamp":"now","instance_id":7}"#;
    Delivery::signed("msg_circumstances", body.into())
        .send(&app)
        .await
        .expect(200);
    let people: i64 = sqlx::query_scalar("select count(*) from app_user where clerk_id = 'user_1'")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(people, 1);
}

#[sqlx::test]
async fn what_is_signed_and_no_event_is_refused_for_good(pool: PgPool) {
    let app = App::new(pool.clone());
    for body in [
        "",
        "no json",
        "[]",
        "{}",
        "null",
        r#"{"type":"user.created"}"#,
        r#"{"type":7,"data":{}}"#,
        r#"{"type":"","data":{}}"#,
        r#"{"type":"user.created","data":{}}"#,
        r#"{"type":"user.created","data":null}"#,
        r#"{"type":"user.deleted","data":{"id":""}}"#,
        r#"{"type":"user.deleted","data":{"id":"a\u0000b"}}"#,
        r#"{"type":"session.ended","data":{"id":"sess_1"}}"#,
        r#"{"type":"user.created","data":{"id":"user_1"}"#,
    ] {
        let answer = Delivery::signed("msg_odd", body.into()).send(&app).await;
        assert_eq!(answer.expect(400).error_code(), "invalid_payload", "{body}");
    }
    let not_text = Delivery::signed("msg_odd", vec![0xff, 0xfe]);
    assert_eq!(
        not_text.send(&app).await.expect(400).error_code(),
        "invalid_payload"
    );
    let messages: i64 = sqlx::query_scalar("select count(*) from webhook_event")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(messages, 0);
}

#[sqlx::test]
async fn a_type_that_we_have_no_use_for_is_kept_and_ignored(pool: PgPool) {
    let app = App::new(pool.clone());
    for kind in [
        "session.pending",
        "email.created",
        "organization.created",
        "surprise.party",
    ] {
        let delivery = Delivery::of(&event(kind, json!({"id": "x_1"})));
        assert_eq!(status(delivery.send(&app).await), "ignored", "{kind}");
        assert_eq!(status(delivery.send(&app).await), "already_processed");
    }
    let outcomes: Vec<(String, i64)> =
        sqlx::query_as("select outcome, count(*) from webhook_event group by 1")
            .fetch_all(&pool)
            .await
            .unwrap();
    assert_eq!(outcomes, [("ignored".to_owned(), 4)]);
}

#[sqlx::test]
async fn the_same_message_ten_times_at_once_has_one_effect_and_ten_answers(pool: PgPool) {
    let app = App::new(pool.clone());
    for event in [
        event("user.created", user("user_1", 1, "ada")),
        event("user.updated", user("user_1", 2, "grace")),
        super::session("session.created", "sess_1", "user_1"),
        super::session("session.revoked", "sess_1", "user_1"),
        deleted("user_1"),
    ] {
        let delivery = Delivery::of(&event);
        let answers = (0..10).map(|_| delivery.send(&app));
        let mut answers: Vec<String> = futures_util::future::join_all(answers)
            .await
            .into_iter()
            .map(status)
            .collect();
        answers.sort();
        let mut expected = vec!["already_processed"; 9];
        expected.push("ok");
        assert_eq!(answers, expected, "{event}");
    }
    let audit: Vec<String> = sqlx::query_scalar("select kind from audit_event order by id")
        .fetch_all(&pool)
        .await
        .unwrap();
    assert_eq!(
        audit,
        ["provisioned", "updated", "login", "logout", "deleted"]
    );
}

#[sqlx::test]
async fn a_refused_message_is_in_the_audit_log_without_what_it_said(pool: PgPool) {
    let app = App::new(pool.clone());
    let mut forged = Delivery::of(&event("user.created", user("user_1", 1, "ada")));
    forged.signature = "v1,Zm9yZ2Vk".into();
    forged.send(&app).await.expect(400);
    app.state.audit.flush().await;
    let (kind, detail): (String, String) =
        sqlx::query_as("select kind, detail::text from audit_event")
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!(kind, "webhook_rejected");
    assert!(detail.contains("invalid_signature") && !detail.contains("ada"));
}

/// The signature is the credential: a session of somebody's neither helps nor hinders.
#[sqlx::test]
async fn a_session_does_not_open_the_door(pool: PgPool) {
    let app = App::new(pool);
    let answer = app.newcomer().post(PATH, deleted("user_1")).await;
    assert_eq!(answer.expect(400).error_code(), "invalid_signature");
}
