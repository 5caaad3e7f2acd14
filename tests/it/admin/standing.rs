//! Keeping people out and letting them in again, here and at Clerk; undoing a deletion; purging.

use axum::http::Method;
use deal_brain::{
    domain::person::{News, Source, Told},
    service,
};
use serde_json::{Value, json};
use sqlx::PgPool;

use super::{administrator, kept_about, make_admin, somebody};
use crate::support::{Answer, App, ClerkStandIn, Person};

const ME: &str = "/api/v1/users/me";

/// The application with the stand-in's Backend API behind it.
fn app_with(pool: &PgPool, clerk: &ClerkStandIn) -> App {
    let (url, key) = (clerk.stand_in.url(), clerk.stand_in.secret_key());
    App::with(pool.clone(), |builder| builder.api_url(url).secret_key(key))
}

async fn act(admin: &Person<'_>, id: i64, act: &str) -> Answer {
    let path = format!("/api/v1/admin/users/{id}/standing");
    admin
        .post(&path, json!({"act": act, "reason": "a test"}))
        .await
}

async fn purge(admin: &Person<'_>, id: i64, confirmation: &str) -> Answer {
    let path = format!("/api/v1/admin/users/{id}/purge");
    let body = json!({"confirmation": confirmation, "reason": "asked for it"});
    admin.post(&path, body).await
}

/// Clerk says that somebody is gone.
async fn delete_at_clerk(app: &App, clerk_id: &str) {
    app.state
        .clerk
        .api()
        .users()
        .delete(clerk_id)
        .await
        .unwrap();
    let told = Told {
        clerk_id: clerk_id.to_owned(),
        news: News::Gone,
    };
    service::people::write_alone(&app.state.db, &told, Source::Webhook)
        .await
        .unwrap();
}

#[sqlx::test]
async fn who_is_deactivated_is_out_at_the_next_request_until_that_is_taken_back(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, iris_id) = administrator(&app, &pool).await;
    let (ben, id) = somebody(&app).await;
    act(&iris, id, "deactivate").await.expect(200);
    assert_eq!(
        ben.get(ME).await.expect(403).error_code(),
        "account_deactivated"
    );
    act(&iris, id, "reactivate").await.expect(200);
    ben.get(ME).await.expect(200);
    let kept = kept_about(&pool, id).await;
    let kinds: Vec<(&str, Option<i64>)> = kept
        .iter()
        .filter(|(kind, ..)| kind != "auth_failed")
        .map(|(kind, actor, _)| (kind.as_str(), *actor))
        .collect();
    assert_eq!(
        kinds,
        [
            ("deactivated", Some(iris_id)),
            ("reactivated", Some(iris_id))
        ]
    );
    assert_eq!(kept[0].2["reason"], "a test");
}

#[sqlx::test]
async fn the_interfaces_own_word_for_it_does_the_same(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, iris_id) = administrator(&app, &pool).await;
    let (ben, id) = somebody(&app).await;
    let path = format!("/api/v1/admin/users/{id}");
    let answer = iris
        .patch(&path, json!({"is_active": false, "plan": "growth"}))
        .await;
    let person = answer.expect(200).json();
    assert_eq!(
        (&person["state"], &person["plan"]),
        (&json!("deactivated"), &json!("growth"))
    );
    ben.get(ME).await.expect(403);
    iris.patch(&path, json!({"is_active": true}))
        .await
        .expect(200);
    ben.get(ME).await.expect(200);
    let own = format!("/api/v1/admin/users/{iris_id}");
    let refused = iris.patch(&own, json!({"is_active": false})).await;
    assert_eq!(refused.expect(409).error_code(), "last_admin");
}

#[sqlx::test]
async fn nobody_is_kept_out_who_must_stay_and_nobody_by_their_own_hand(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, iris_id) = administrator(&app, &pool).await;
    for it in ["deactivate", "ban"] {
        let refused = act(&iris, iris_id, it).await.expect(409);
        assert_eq!(refused.error_code(), "last_admin", "{it}");
    }
    let (_, other) = somebody(&app).await;
    make_admin(&pool, other).await;
    let refused = act(&iris, iris_id, "deactivate").await.expect(409);
    assert_eq!(refused.error_code(), "own_account");
    iris.get("/api/v1/admin/users").await.expect(200);
}

#[sqlx::test]
async fn whether_an_administrator_may_come_in_takes_a_proof_as_their_role_does(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    let unproved = iris.clone().claiming(&json!({"fva": [30, -1]}));
    let (mallory, id) = somebody(&app).await;
    // Of plain people it takes none.
    act(&unproved, id, "deactivate").await.expect(200);
    act(&unproved, id, "reactivate").await.expect(200);
    make_admin(&pool, id).await;
    let path = format!("/api/v1/admin/users/{id}");
    for (is_active, it) in [(true, "deactivate"), (false, "reactivate")] {
        let refused = act(&unproved, id, it).await.expect(403);
        assert_eq!(refused.error_code(), "reverification_required", "{it}");
        let refused = unproved
            .patch(&path, json!({"is_active": !is_active}))
            .await;
        assert_eq!(
            refused.expect(403).error_code(),
            "reverification_required",
            "{it}"
        );
        let entered = mallory.get("/api/v1/admin/users").await.status;
        assert_eq!(entered == 200, is_active, "{it}");
        act(&iris, id, it).await.expect(200);
    }
    mallory.get("/api/v1/admin/users").await.expect(200);
}

#[sqlx::test]
async fn what_does_not_fit_how_somebody_is_changes_nothing(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    let (_, id) = somebody(&app).await;
    for it in ["reactivate", "unban", "restore"] {
        let refused = act(&iris, id, it).await.expect(409);
        assert_eq!(refused.error_code(), "conflict", "{it}");
    }
    act(&iris, 999_999, "deactivate").await.expect(404);
    let path = format!("/api/v1/admin/users/{id}/standing");
    for (body, field) in [
        (json!({"act": "deactivate", "reason": ""}), "reason"),
        (json!({"act": "murder", "reason": "x"}), "act"),
    ] {
        let refused = iris.post(&path, body).await.expect(422);
        assert!(refused.json()["error"]["fields"].get(field).is_some());
    }
    assert_eq!(kept_about(&pool, id).await, []);
}

#[sqlx::test]
async fn a_ban_holds_at_clerk_and_here_and_both_end_together(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_with(&pool, &clerk);
    let (iris, _) = administrator(&app, &pool).await;
    let (user, session) = clerk.sign_in().await;
    let ada = app.somebody(&user).claiming(&json!({"sid": session}));
    let id = ada.get(ME).await.expect(200).json()["id"].as_i64().unwrap();

    let banned = act(&iris, id, "ban").await.expect(200).json();
    assert_eq!(
        (&banned["state"], &banned["is_banned"]),
        (&json!("deactivated"), &json!(true))
    );
    let users = app.state.clerk.api();
    assert!(users.users().get(&user).await.unwrap().banned);
    ada.get(ME).await.expect(403);

    act(&iris, id, "unban").await.expect(200);
    assert!(!users.users().get(&user).await.unwrap().banned);
    ada.get(ME).await.expect(200);
}

#[sqlx::test]
async fn what_clerk_does_not_do_is_not_done_here_either(pool: PgPool) {
    let app = App::with(pool.clone(), |clerk| clerk.api_url("http://127.0.0.1:9"));
    let (iris, _) = administrator(&app, &pool).await;
    let (ben, id) = somebody(&app).await;
    let refused = act(&iris, id, "ban").await.expect(502);
    assert_eq!(refused.error_code(), "clerk_unavailable");
    ben.get(ME).await.expect(200);
    assert_eq!(kept_about(&pool, id).await, []);
}

#[sqlx::test]
async fn a_deletion_is_undone_with_a_new_account_at_clerk(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_with(&pool, &clerk);
    let (iris, _) = administrator(&app, &pool).await;
    let (user, _) = clerk.sign_in().await;
    let ada = app.somebody(&user);
    let id = ada.get(ME).await.expect(200).json()["id"].as_i64().unwrap();
    let offer = ada
        .post("/api/v1/listings", json!({"title": "of Ada's"}))
        .await;
    let offer = offer.expect(201).json()["id"].as_i64().unwrap();
    sqlx::query(
        "update app_user set first_name = 'Ada', email = 'ada.back@example.com' where id = $1",
    )
    .bind(id)
    .execute(&pool)
    .await
    .unwrap();
    delete_at_clerk(&app, &user).await;
    ada.get(ME).await.expect(403);
    let gone = iris
        .get(&format!("/api/v1/admin/users/{id}"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&gone["state"], &gone["email"]),
        (&json!("deleted"), &Value::Null)
    );
    assert!(gone["restorable_until"].is_string() && gone["owned"]["listings"] == json!(1));

    let back = act(&iris, id, "restore").await.expect(200).json();
    assert_eq!(
        (&back["state"], &back["email"]),
        (&json!("active"), &json!("ada.back@example.com"))
    );
    let new = back["clerk_id"].as_str().unwrap().to_owned();
    assert_ne!(new, user);
    let at_clerk = app.state.clerk.api().users().get(&new).await.unwrap();
    assert_eq!(
        at_clerk.email_addresses[0].email_address,
        "ada.back@example.com"
    );
    let again = app.somebody(&new);
    assert_eq!(again.get(ME).await.expect(200).json()["id"], json!(id));
    again
        .get(&format!("/api/v1/listings/{offer}"))
        .await
        .expect(200);
    // What was held back is there no more, and Clerk's late message of the deletion does no harm.
    delete_twice(&app, &user).await;
    again.get(ME).await.expect(200);
    let kinds: Vec<String> = kept_about(&pool, id)
        .await
        .into_iter()
        .map(|(kind, ..)| kind)
        .collect();
    assert!(
        kinds.contains(&"deleted".to_owned()) && kinds.contains(&"restored".to_owned()),
        "{kinds:?}"
    );
}

async fn delete_twice(app: &App, clerk_id: &str) {
    let told = Told {
        clerk_id: clerk_id.to_owned(),
        news: News::Gone,
    };
    service::people::write_alone(&app.state.db, &told, Source::Webhook)
        .await
        .unwrap();
}

#[sqlx::test]
async fn a_row_that_clerk_has_made_for_the_new_account_makes_way(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_with(&pool, &clerk);
    let (iris, _) = administrator(&app, &pool).await;
    let (user, _) = clerk.sign_in().await;
    let id = app.somebody(&user).get(ME).await.expect(200).json()["id"]
        .as_i64()
        .unwrap();
    sqlx::query("update app_user set email = 'ada.back@example.com' where id = $1")
        .bind(id)
        .execute(&pool)
        .await
        .unwrap();
    delete_at_clerk(&app, &user).await;
    // An earlier try has made the account, and its message has come.
    let new = clerk::api::CreateUser {
        email_address: vec!["ada.back@example.com".into()],
        external_id: Some(format!("person {id}")),
        skip_password_requirement: true,
        ..Default::default()
    };
    let new = app.state.clerk.api().users().create(&new).await.unwrap();
    app.somebody(&new.id).get(ME).await.expect(200);

    let back = act(&iris, id, "restore").await.expect(200).json();
    assert_eq!(back["clerk_id"], json!(new.id));
    assert_eq!(
        app.somebody(&new.id).get(ME).await.expect(200).json()["id"],
        json!(id)
    );
    app.somebody(&user).get(ME).await.expect(403);
}

#[sqlx::test]
async fn what_is_erased_cannot_be_put_back(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    let (ben, id) = somebody(&app).await;
    delete_twice(&app, &ben.clerk_id).await;
    sqlx::query("delete from held_profile")
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(
        act(&iris, id, "restore").await.expect(410).error_code(),
        "gone"
    );
}

#[sqlx::test]
async fn a_purge_takes_everything_and_leaves_a_number(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_with(&pool, &clerk);
    let (iris, iris_id) = administrator(&app, &pool).await;
    let (user, _) = clerk.sign_in().await;
    let ada = app.somebody(&user);
    let id = ada.get(ME).await.expect(200).json()["id"].as_i64().unwrap();
    ada.post("/api/v1/listings", json!({"title": "of Ada's"}))
        .await
        .expect(201);
    ada.post("/api/v1/collections", json!({"name": "of Ada's"}))
        .await
        .expect(201);
    let phrase = format!("purge {id}");

    assert_eq!(
        purge(&iris, id, &phrase).await.expect(409).error_code(),
        "user_active"
    );
    act(&iris, id, "deactivate").await.expect(200);
    let refused = purge(&iris, id, "purge").await.expect(422);
    assert!(
        refused.json()["error"]["fields"]
            .get("confirmation")
            .is_some()
    );
    let stale = iris.clone().claiming(&json!({"fva": [30, -1]}));
    let refused = purge(&stale, id, &phrase).await.expect(403);
    assert_eq!(refused.error_code(), "reverification_required");
    ada.get(ME).await.expect(403);

    purge(&iris, id, &phrase).await.expect(200);
    let left: i64 = sqlx::query_scalar(
        "select (select count(*) from app_user where id = $1) + (select count(*) from listing where user_id = $1)
              + (select count(*) from collection where user_id = $1)",
    )
    .bind(id)
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(left, 0);
    let at_clerk = app.state.clerk.api().users().get(&user).await;
    assert!(at_clerk.unwrap_err().is_not_found());
    // They do not come again under that id, and what remains of them is a number.
    ada.get(ME).await.expect(403);
    let kept = kept_about(&pool, id).await;
    let last = kept.iter().rfind(|(kind, ..)| kind == "purged").unwrap();
    assert_eq!(
        (last.1, &last.2),
        (Some(iris_id), &json!({"reason": "asked for it"}))
    );
    assert!(!format!("{kept:?}").contains("example.com"));
    let intact = service::admin::audit::verify(&app.state.db, None)
        .await
        .unwrap();
    assert!(intact.is_ok(), "{intact:?}");
}

#[sqlx::test]
async fn sessions_of_others_are_seen_and_ended(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_with(&pool, &clerk);
    let (iris, iris_id) = administrator(&app, &pool).await;
    let (user, one) = clerk.sign_in().await;
    let (_, other) = clerk.sign_in().await;
    let at = |session: &str| app.somebody(&user).claiming(&json!({"sid": session}));
    let id = at(&one).get(ME).await.expect(200).json()["id"]
        .as_i64()
        .unwrap();
    let path = format!("/api/v1/admin/users/{id}/sessions");
    let listed = iris.get(&path).await.expect(200).json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);

    let end = |session: String| format!("{path}/{session}");
    let delete = Method::DELETE;
    iris.send_text(delete.clone(), &end("sess_of_nobody".into()), String::new())
        .await
        .expect(404);
    iris.send_text(delete, &end(one.clone()), String::new())
        .await
        .expect(200);
    at(&one).get(ME).await.expect(401);
    at(&other).get(ME).await.expect(200);

    let everywhere = format!("/api/v1/admin/users/{id}/sign-out-everywhere");
    let outcome = iris.post(&everywhere, json!({})).await.expect(200).json();
    assert_eq!(outcome, json!({"revoked": 1, "failed": 0}));
    at(&other).get(ME).await.expect(401);
    let by_iris = kept_about(&pool, id).await;
    let by_iris: Vec<_> = by_iris
        .iter()
        .filter(|(kind, ..)| kind == "sessions_revoked")
        .collect();
    assert!(by_iris.len() == 2 && by_iris.iter().all(|(_, actor, _)| *actor == Some(iris_id)));
}

#[sqlx::test]
async fn who_is_given_a_role_is_told(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    let (ben, id) = somebody(&app).await;
    let path = format!("/api/v1/admin/users/{id}/role");
    iris.patch(&path, json!({"role": "admin"}))
        .await
        .expect(200);
    let told = ben.get("/api/v1/notifications").await.expect(200).json();
    assert_eq!(told["items"][0]["type"], "role_changed", "{told}");
}
