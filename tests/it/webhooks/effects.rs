//! What each message does.

use serde_json::{Value, json};
use sqlx::PgPool;
use time::OffsetDateTime;

use super::{Delivery, deleted, event, session, status, user};
use crate::support::App;

const ME: &str = "/api/v1/users/me";

async fn deliver(app: &App, event: &Value) {
    assert_eq!(status(Delivery::of(event).send(app).await), "ok", "{event}");
}

#[sqlx::test]
async fn somebody_created_at_clerk_is_here(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let mut data = user(&ada.clerk_id, 1, "Ada");
    data["username"] = json!("countess");
    data["public_metadata"] = json!({"role": "admin"});
    deliver(&app, &event("user.created", data)).await;

    let me = ada.get(ME).await.expect(200).json();
    assert_eq!(me["username"], "countess");
    assert_eq!(me["email"], format!("Ada.{}@example.com", ada.clerk_id));
    assert_eq!(
        (&me["first_name"], &me["last_name"]),
        (&json!("Ada"), &json!("Ashworth"))
    );
    assert_eq!(me["avatar_url"], "https://img.clerk.com/ada");
    assert_eq!(me["role"], "user", "roles are our own");
}

#[sqlx::test]
async fn what_changes_at_clerk_changes_here_and_what_is_ours_stays(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    ada.get(ME).await.expect(200);
    sqlx::query("update app_user set role = 'admin', plan = 'growth', preferences = '{\"theme\": \"dark\"}'")
        .execute(&pool)
        .await
        .unwrap();
    deliver(
        &app,
        &event("user.updated", user(&ada.clerk_id, 2, "Grace")),
    )
    .await;

    let me = ada.get(ME).await.expect(200).json();
    assert_eq!(me["first_name"], "Grace");
    assert_eq!(
        (&me["role"], &me["plan"]),
        (&json!("admin"), &json!("growth"))
    );
    assert_eq!(me["preferences"]["theme"], "dark");
}

#[sqlx::test]
async fn an_update_of_somebody_unknown_makes_them(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    deliver(&app, &event("user.updated", user(&ada.clerk_id, 2, "Ada"))).await;
    assert_eq!(ada.get(ME).await.expect(200).json()["first_name"], "Ada");
}

#[sqlx::test]
async fn somebody_deleted_at_clerk_is_refused_and_nothing_personal_is_left(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    deliver(&app, &event("user.created", user(&ada.clerk_id, 1, "Ada"))).await;
    ada.get(ME).await.expect(200);
    deliver(&app, &deleted(&ada.clerk_id)).await;

    assert_eq!(
        ada.get(ME).await.expect(403).error_code(),
        "account_deactivated"
    );
    let row: String = sqlx::query_scalar("select u::text from app_user u")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert!(
        !row.contains("Ada") && !row.contains("Ashworth") && !row.contains('@'),
        "{row}"
    );
    let people: i64 = sqlx::query_scalar("select count(*) from app_user")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(people, 1, "and nobody new was made");
}

#[sqlx::test]
async fn the_address_of_somebody_deleted_can_be_anothers(pool: PgPool) {
    let app = App::new(pool.clone());
    let mut again = user("user_2", 5, "Ada");
    again["email_addresses"][0]["email_address"] = json!("Ada.user_1@example.com");
    deliver(&app, &event("user.created", user("user_1", 1, "Ada"))).await;
    deliver(&app, &deleted("user_1")).await;
    deliver(&app, &event("user.created", again)).await;
    let holder: String = sqlx::query_scalar(
        "select clerk_id from app_user where email_key = 'ada.user_1@example.com' and deleted_at is null",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(holder, "user_2");
}

#[sqlx::test]
async fn a_sign_in_is_noted_with_its_time(pool: PgPool) {
    let app = App::new(pool.clone());
    deliver(&app, &event("user.created", user("user_1", 1, "Ada"))).await;
    deliver(&app, &session("session.created", "sess_1", "user_1")).await;
    let login = async || {
        sqlx::query_scalar::<_, OffsetDateTime>("select last_login_at from app_user")
            .fetch_one(&pool)
            .await
            .unwrap()
    };
    let at = OffsetDateTime::from_unix_timestamp(1_800_000_000).unwrap();
    assert_eq!(login().await, at);

    let mut earlier = session("session.created", "sess_0", "user_1");
    earlier["data"]["created_at"] = json!(1_700_000_000_000_i64);
    deliver(&app, &earlier).await;
    assert_eq!(login().await, at, "a late message does not turn it back");
}

/// The message about the session may overtake the one about the person.
#[sqlx::test]
async fn the_first_sign_in_is_known_whichever_message_comes_first(pool: PgPool) {
    let app = App::new(pool.clone());
    let mut ada = user("user_1", 1, "Ada");
    ada["last_sign_in_at"] = json!(1_800_000_000_000_i64);
    deliver(&app, &session("session.created", "sess_1", "user_1")).await;
    deliver(&app, &event("user.created", ada)).await;
    let login: Option<OffsetDateTime> = sqlx::query_scalar("select last_login_at from app_user")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(
        login,
        OffsetDateTime::from_unix_timestamp(1_800_000_000).ok()
    );
}

#[sqlx::test]
async fn a_session_that_has_ended_is_refused_on_the_next_request(pool: PgPool) {
    for kind in ["session.ended", "session.removed", "session.revoked"] {
        let app = App::new(pool.clone());
        let ada = app
            .newcomer()
            .claiming(&json!({"sid": format!("sess_{kind}")}));
        ada.get(ME).await.expect(200);
        deliver(&app, &session(kind, &format!("sess_{kind}"), &ada.clerk_id)).await;
        ada.get(ME).await.expect(401);
    }
    let how: Vec<String> = sqlx::query_scalar(
        "select detail->>'how' from audit_event where kind = 'logout' order by id",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(how, ["ended", "removed", "revoked"]);
}

#[sqlx::test]
async fn a_session_of_somebody_unknown_is_noted_and_makes_nobody(pool: PgPool) {
    let app = App::new(pool.clone());
    for kind in ["session.created", "session.ended"] {
        deliver(&app, &session(kind, "sess_1", "user_nobody")).await;
    }
    let audit: Vec<(String, Option<i64>)> =
        sqlx::query_as("select kind, subject_id from audit_event order by id")
            .fetch_all(&pool)
            .await
            .unwrap();
    assert_eq!(
        audit,
        [("login".to_owned(), None), ("logout".to_owned(), None)]
    );
    let people: i64 = sqlx::query_scalar("select count(*) from app_user")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(people, 0);
}

#[sqlx::test]
async fn somebody_banned_at_clerk_is_refused_until_the_ban_ends(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let banned = |version, banned: bool| {
        let mut data = user(&ada.clerk_id, version, "Ada");
        data["banned"] = json!(banned);
        event("user.updated", data)
    };
    deliver(&app, &banned(1, true)).await;
    ada.get(ME).await.expect(403);
    deliver(&app, &banned(2, false)).await;
    ada.get(ME).await.expect(200);
}
