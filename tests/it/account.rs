//! Sessions of one's own by the interface, and leaving for good.

use std::time::Duration;

use axum::http::Method;
use deal_brain::{
    domain::person::{News, Source, Told},
    error::{Conflict, Error},
    service::{
        account::{self, AccountKeeper},
        people::{self, Written},
    },
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, App, ClerkStandIn, Person};

const ME: &str = "/api/v1/users/me";
const SESSIONS: &str = "/api/v1/users/me/sessions";

/// The application with that stand-in behind it.
fn app_at(pool: &PgPool, clerk: &ClerkStandIn) -> App {
    App::with(pool.clone(), |builder| {
        builder
            .api_url(clerk.stand_in.url())
            .secret_key(clerk.stand_in.secret_key())
    })
}

/// Somebody at their session, proved so many minutes ago.
fn at<'a>(app: &'a App, user: &str, session: &str, minutes: i64) -> Person<'a> {
    app.somebody(user)
        .claiming(&json!({"sid": session, "fva": [minutes, -1]}))
}

async fn leave(person: &Person<'_>) -> Answer {
    leave_saying(person, "delete my account").await
}

async fn leave_saying(person: &Person<'_>, words: &str) -> Answer {
    let body = json!({ "confirmation": words }).to_string();
    person.send_text(Method::DELETE, ME, body).await
}

async fn row(pool: &PgPool, clerk_id: &str) -> Value {
    sqlx::query_scalar(
        "select jsonb_build_object('email', email, 'first_name', first_name, 'avatar_url', avatar_url,
                'is_active', is_active, 'is_deleted', deleted_at is not null)
           from app_user where clerk_id = $1",
    )
    .bind(clerk_id)
    .fetch_one(pool)
    .await
    .unwrap()
}

#[sqlx::test]
async fn sessions_are_listed_and_ended_one_by_one(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_at(&pool, &clerk);
    let (user, here) = clerk.sign_in().await;
    let (_, there) = clerk.sign_in().await;
    let person = at(&app, &user, &here, 0);
    at(&app, &user, &there, 0).get(ME).await.expect(200);

    let list = person.get(SESSIONS).await.expect(200);
    let items = list.json()["items"].as_array().unwrap().clone();
    assert_eq!(items.len(), 2);
    assert_eq!(
        (&items[0]["id"], &items[0]["is_current"]),
        (&json!(here), &json!(true))
    );
    assert_eq!(
        (&items[1]["id"], &items[1]["is_current"]),
        (&json!(there), &json!(false))
    );
    assert!(
        !list.text.contains("203.0.113.9"),
        "an address of a computer"
    );

    // Of somebody else there is nothing.
    let stranger = app.newcomer();
    assert_eq!(
        stranger.get(SESSIONS).await.expect(200).json()["items"],
        json!([])
    );
    let path = format!("{SESSIONS}/{there}");
    stranger
        .send_text(Method::DELETE, &path, String::new())
        .await
        .expect(404);

    person
        .send_text(Method::DELETE, &path, String::new())
        .await
        .expect(204);
    at(&app, &user, &there, 0).get(ME).await.expect(401);
    person.get(ME).await.expect(200);
    person
        .send_text(Method::DELETE, &path, String::new())
        .await
        .expect(404);
}

#[sqlx::test]
async fn without_clerk_sessions_are_neither_listed_nor_ended(pool: PgPool) {
    let app = App::with(pool, |clerk| clerk.api_url("http://127.0.0.1:9"));
    let person = app.newcomer();
    let refused = person.get(SESSIONS).await.expect(502);
    assert_eq!(refused.error_code(), "clerk_unavailable");
    let path = format!("{SESSIONS}/sess_of_{}", person.clerk_id);
    person
        .send_text(Method::DELETE, &path, String::new())
        .await
        .expect(502);
    person.get(ME).await.expect(200);
}

#[sqlx::test]
async fn who_leaves_is_gone_at_clerk_and_here_before_any_message_comes(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_at(&pool, &clerk);
    let (user, here) = clerk.sign_in().await;
    let (_, there) = clerk.sign_in().await;
    let person = at(&app, &user, &here, 0).claiming(
        &json!({"sid": here, "fva": [0, -1], "email": "ada@example.com", "first_name": "Ada"}),
    );
    let offer = json!({"title": "Ada's find", "price_usd": "100"});
    person
        .post("/api/v1/listings", offer.clone())
        .await
        .expect(201);
    assert_eq!(row(&pool, &user).await["first_name"], "Ada");
    let other = app.newcomer();
    other.post("/api/v1/listings", offer).await.expect(201);

    leave(&person).await.expect(204);

    let cleared = json!({"email": null, "first_name": null, "avatar_url": null,
                         "is_active": false, "is_deleted": true});
    assert_eq!(row(&pool, &user).await, cleared);
    let gone = app.state.clerk.api().users().get(&user).await;
    assert!(gone.unwrap_err().is_not_found());
    // This session is over; another of theirs finds the door closed.
    person.get(ME).await.expect(401);
    let refused = at(&app, &user, &there, 0).get(ME).await.expect(403);
    assert_eq!(refused.error_code(), "account_deactivated");
    // What they owned is held back, and nobody else lost anything.
    let offers: i64 = sqlx::query_scalar("select count(*) from listing")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(offers, 2);
    other.get(ME).await.expect(200);

    // Clerk's own message comes later, and changes nothing.
    let told = Told {
        clerk_id: user.clone(),
        news: News::Gone,
    };
    let written = people::write_alone(&app.state.db, &told, Source::Webhook).await;
    assert_eq!(written.unwrap(), Written::Unchanged);
    assert_eq!(row(&pool, &user).await, cleared);
    let sources: Vec<String> =
        sqlx::query_scalar("select detail ->> 'source' from audit_event where kind = 'deleted'")
            .fetch_all(&pool)
            .await
            .unwrap();
    assert_eq!(sources, ["person"]);
}

#[sqlx::test]
async fn nobody_leaves_by_a_slip_or_by_another_hand(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_at(&pool, &clerk);
    let (user, here) = clerk.sign_in().await;
    let fresh = at(&app, &user, &here, 0);
    fresh.get(ME).await.expect(200);

    for words in ["", "yes", "delete my offers"] {
        let refused = leave_saying(&fresh, words).await.expect(422);
        assert!(refused.json()["error"]["fields"]["confirmation"].is_string());
    }
    let late = leave(&at(&app, &user, &here, 11)).await.expect(403);
    assert_eq!(late.error_code(), "reverification_required");
    assert_eq!(late.json()["clerk_error"]["reason"], "reverification-error");
    let unproved = app.somebody(&user).claiming(&json!({"sid": here}));
    leave(&unproved).await.expect(403);
    let acting = app
        .somebody(&user)
        .claiming(&json!({"sid": here, "fva": [0, -1], "act": {"sub": "user_of_the_support"}}));
    assert_eq!(
        leave(&acting).await.expect(403).error_code(),
        "impersonating"
    );
    leave(&app.anybody()).await.expect(401);

    fresh.get(ME).await.expect(200);
    app.state.clerk.api().users().get(&user).await.unwrap();
}

#[sqlx::test]
async fn without_clerk_nobody_leaves_halfway(pool: PgPool) {
    let app = App::with(pool.clone(), |clerk| clerk.api_url("http://127.0.0.1:9"));
    let person = app.newcomer();
    let person = at(&app, &person.clerk_id, "sess_1", 0);
    person.get(ME).await.expect(200);
    let refused = leave(&person).await.expect(502);
    assert_eq!(refused.error_code(), "clerk_unavailable");
    person.get(ME).await.expect(200);
    assert_eq!(row(&pool, &person.clerk_id).await["is_deleted"], false);
}

#[sqlx::test]
async fn the_last_administrator_does_not_leave(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_at(&pool, &clerk);
    let (user, here) = clerk.sign_in().await;
    let person = at(&app, &user, &here, 0);
    let other = app.newcomer();
    for somebody in [&person, &other] {
        somebody.get(ME).await.expect(200);
    }
    let make_admin = async |clerk_id: &str| {
        sqlx::query("update app_user set role = 'admin' where clerk_id = $1")
            .bind(clerk_id)
            .execute(&pool)
            .await
            .unwrap();
    };
    make_admin(&user).await;
    assert_eq!(leave(&person).await.expect(409).error_code(), "last_admin");
    person.get(ME).await.expect(200);
    make_admin(&other.clerk_id).await;
    leave(&person).await.expect(204);
}

/// Takes its time, as Clerk does.
struct Slow;

impl AccountKeeper for Slow {
    async fn delete(&self, _: &str) -> Result<(), Error> {
        tokio::time::sleep(Duration::from_millis(300)).await;
        Ok(())
    }
}

#[sqlx::test]
async fn of_two_administrators_who_leave_at_once_one_stays(pool: PgPool) {
    let app = App::new(pool.clone());
    let people = [app.newcomer(), app.newcomer()];
    for person in &people {
        person.get(ME).await.expect(200);
    }
    sqlx::query("update app_user set role = 'admin'")
        .execute(&pool)
        .await
        .unwrap();
    let [ada, ben] = &people;
    let (ada, ben) = (app.row_of(ada).await, app.row_of(ben).await);
    let db = &app.state.db;
    let (one, other) = tokio::join!(
        account::delete(&Slow, db, &ada, None),
        account::delete(&Slow, db, &ben, None)
    );
    let last = Err(Error::Conflict(Conflict::LastAdmin));
    assert!(
        (one == Ok(()) && other == last) || (one == last && other == Ok(())),
        "{one:?} {other:?}"
    );
    let left: i64 =
        sqlx::query_scalar("select count(*) from app_user where role = 'admin' and is_active")
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!(left, 1);
}

#[sqlx::test]
async fn the_last_page_needs_nobody_and_no_script(pool: PgPool) {
    let app = App::new(pool);
    let page = app.anybody().visit("/goodbye").await.expect(200);
    assert!(page.text.contains("Your account is deleted") && page.text.contains("30 days"));
    assert!(!page.text.contains("<script"));
}

#[sqlx::test]
async fn the_style_guide_is_for_development_only(pool: PgPool) {
    let production = App::new(pool.clone());
    production.newcomer().visit("/styleguide").await.expect(404);
    production.anybody().visit("/styleguide").await.expect(303);
    let development = App::with_site(pool, |site| site.is_development = true);
    let page = development.anybody().visit("/styleguide").await.expect(200);
    assert!(page.text.contains("Colour roles") && !page.text.contains("Too faint"));
}

#[sqlx::test]
async fn a_private_page_asks_anew_when_back_shows_it_again(pool: PgPool) {
    let app = App::new(pool);
    let page = app.newcomer().visit("/settings/data").await.expect(200);
    assert!(page.text.contains("pageshow"));
    let page = app.anybody().visit("/sign-in").await.expect(200);
    assert!(!page.text.contains("pageshow"));
}
