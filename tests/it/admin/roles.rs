//! Roles and plans: who may give them, what stands in the way, and what remains of it.

use axum::http::Method;
use serde_json::{Value, json};
use sqlx::PgPool;

use super::{administrator, kept_about, make_admin, somebody};
use crate::support::{Answer, App, ORIGIN, Person};

async fn give_role(admin: &Person<'_>, id: i64, body: Value) -> Answer {
    let path = format!("/api/v1/admin/users/{id}/role");
    admin
        .send_text(Method::PATCH, &path, body.to_string())
        .await
}

#[sqlx::test]
async fn a_role_that_is_given_opens_the_door_at_the_next_request_and_is_kept(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, iris_id) = administrator(&app, &pool).await;
    let (ben, ben_id) = somebody(&app).await;
    ben.get("/api/v1/admin/users").await.expect(403);

    let reason = json!({"role": "admin", "reason": "stands in for Iris"});
    let person = give_role(&iris, ben_id, reason).await.expect(200).json();
    assert_eq!(person["role"], "admin");
    ben.get("/api/v1/admin/users").await.expect(200);

    give_role(&iris, ben_id, json!({"role": "user"}))
        .await
        .expect(200);
    ben.get("/api/v1/admin/users").await.expect(403);

    let kept = kept_about(&pool, ben_id).await;
    let event = |detail| ("role_changed".to_owned(), Some(iris_id), detail);
    assert_eq!(
        kept,
        [
            event(json!({"from": "user", "to": "admin", "reason": "stands in for Iris"})),
            event(json!({"from": "admin", "to": "user"})),
        ]
    );
}

#[sqlx::test]
async fn the_same_role_again_is_no_event(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    let (_, id) = somebody(&app).await;
    give_role(&iris, id, json!({"role": "user"}))
        .await
        .expect(200);
    assert_eq!(kept_about(&pool, id).await, []);
}

#[sqlx::test]
async fn the_last_active_administrator_stays_one(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, id) = administrator(&app, &pool).await;
    let (_, gone) = somebody(&app).await;
    sqlx::query("update app_user set role = 'admin', is_active = false where id = $1")
        .bind(gone)
        .execute(&pool)
        .await
        .unwrap();
    let refused = give_role(&iris, id, json!({"role": "user"}))
        .await
        .expect(409);
    assert_eq!(refused.error_code(), "last_admin");
    iris.get("/api/v1/admin/users").await.expect(200);
}

#[sqlx::test]
async fn nobody_changes_their_own_role(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, id) = administrator(&app, &pool).await;
    let (_, other) = somebody(&app).await;
    make_admin(&pool, other).await;
    let refused = give_role(&iris, id, json!({"role": "user"}))
        .await
        .expect(409);
    assert_eq!(refused.error_code(), "own_account");
}

#[sqlx::test]
async fn who_is_deactivated_is_given_no_role(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    let (_, id) = somebody(&app).await;
    sqlx::query("update app_user set is_active = false where id = $1")
        .bind(id)
        .execute(&pool)
        .await
        .unwrap();
    let refused = give_role(&iris, id, json!({"role": "admin"}))
        .await
        .expect(409);
    assert_eq!(refused.error_code(), "user_deactivated");
}

/// Two administrators decide about the same person: the later one has not seen what the first did.
#[sqlx::test]
async fn what_was_decided_on_an_older_role_or_plan_is_refused(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    let (_, id) = somebody(&app).await;
    let path = format!("/api/v1/admin/users/{id}");
    let give_plan = async |plan: &str, seen: &str| {
        let body = json!({"plan": plan, "if_plan": seen});
        iris.send_text(Method::PATCH, &path, body.to_string()).await
    };
    give_plan("growth", "solo").await.expect(200);
    let late = give_plan("enterprise", "solo").await.expect(409);
    assert_eq!(late.error_code(), "conflict");
    // What was wanted is so already.
    give_plan("growth", "solo").await.expect(200);

    let seen = json!({"role": "admin", "if_role": "user"});
    give_role(&iris, id, seen).await.expect(200);
    let late = json!({"role": "user", "if_role": "user"});
    let late = give_role(&iris, id, late).await.expect(409);
    assert_eq!(late.error_code(), "conflict");
    let person = iris.get(&path).await.expect(200).json();
    assert_eq!(
        (&person["plan"], &person["role"]),
        (&json!("growth"), &json!("admin"))
    );
}

/// Each of two administrators takes the other's role at the same moment: one of them is too late.
#[sqlx::test]
async fn two_who_demote_one_another_leave_one(pool: PgPool) {
    let app = App::new(pool.clone());
    for _ in 0..5 {
        let (one, one_id) = administrator(&app, &pool).await;
        let (other, other_id) = administrator(&app, &pool).await;
        let (first, second) = futures_util::join!(
            give_role(&one, other_id, json!({"role": "user"})),
            give_role(&other, one_id, json!({"role": "user"})),
        );
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses[0], 200, "{first:?} {second:?}");
        assert!([403, 404].contains(&statuses[1]), "{first:?} {second:?}");
        let left: i64 = sqlx::query_scalar("select count(*) from app_user where role = 'admin'")
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!(left, 1);
        sqlx::query("update app_user set role = 'user'")
            .execute(&pool)
            .await
            .unwrap();
    }
}

#[sqlx::test]
async fn a_wrong_field_is_named(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    let (_, id) = somebody(&app).await;
    for (body, field) in [
        (json!({}), "body"),
        (json!({"role": "root"}), "role"),
        (json!({"role": 1}), "role"),
        (json!({"role": "admin", "reason": " "}), "reason"),
        (
            json!({"role": "admin", "reason": "x".repeat(201)}),
            "reason",
        ),
        (json!({"role": "admin", "plan": "solo"}), "plan"),
    ] {
        let refused = give_role(&iris, id, body.clone()).await.expect(422);
        let fields = &refused.json()["error"]["fields"];
        assert!(fields.get(field).is_some(), "{body}: {fields}");
    }
    assert_eq!(kept_about(&pool, id).await, []);
}

#[sqlx::test]
async fn a_role_is_given_only_by_who_has_just_proved_who_they_are(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    let (_, id) = somebody(&app).await;
    for (fva, may) in [
        (json!(null), false),
        (json!([10, -1]), false),
        (json!([-1, -1]), false),
        (json!([99, 10]), false),
        (json!([0, 99]), false),
        (json!([9, -1]), true),
        (json!([99, 9]), true),
    ] {
        let iris = iris.clone().claiming(&json!({"fva": fva}));
        let answer = give_role(&iris, id, json!({"role": "user"})).await;
        if may {
            answer.expect(200);
        } else {
            let refused = answer.expect(403);
            assert_eq!(refused.error_code(), "reverification_required", "{fva}");
            let hint = json!({"type": "forbidden", "reason": "reverification-error", "metadata": {"reverification": "strict"}});
            assert_eq!(refused.json()["clerk_error"], hint);
        }
    }
}

#[sqlx::test]
async fn a_plan_is_given_and_kept(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, iris_id) = administrator(&app, &pool).await;
    let (ben, id) = somebody(&app).await;
    let path = format!("/api/v1/admin/users/{id}");
    let body = json!({"plan": "growth", "reason": "asked for it"}).to_string();
    let person = iris
        .send_text(Method::PATCH, &path, body)
        .await
        .expect(200)
        .json();
    assert_eq!(person["plan"], "growth");
    let me = ben.get("/api/v1/users/me").await.expect(200).json();
    assert_eq!(me["plan"], "growth");
    let detail = json!({"from": "solo", "to": "growth", "reason": "asked for it"});
    let event = ("plan_changed".to_owned(), Some(iris_id), detail);
    assert_eq!(kept_about(&pool, id).await, [event]);

    let wrong = iris
        .send_text(Method::PATCH, &path, json!({"plan": "gold"}).to_string())
        .await
        .expect(422);
    assert!(wrong.json()["error"]["fields"].get("plan").is_some());
}

#[sqlx::test]
async fn a_form_without_script_gives_a_role_and_asks_for_a_reason(pool: PgPool) {
    use deal_brain::admin::people::actions::ChangeRole;
    use leptos::server_fn::ServerFn;
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    let (ben, id) = somebody(&app).await;
    let without = format!("id={id}&role=admin&reason=");
    let refused = iris
        .submit(ChangeRole::PATH, ORIGIN, &without)
        .await
        .expect(422);
    assert!(refused.json()["error"]["fields"].get("reason").is_some());
    let stale = iris.clone().claiming(&json!({"fva": [30, -1]}));
    let with = format!("id={id}&role=admin&reason=on+call");
    let refused = stale
        .submit(ChangeRole::PATH, ORIGIN, &with)
        .await
        .expect(403);
    assert_eq!(refused.error_code(), "reverification_required");
    ben.get("/api/v1/admin/users").await.expect(403);
    iris.submit(ChangeRole::PATH, ORIGIN, &with)
        .await
        .expect(200);
    ben.get("/api/v1/admin/users").await.expect(200);
}
