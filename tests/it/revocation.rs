//! What is taken away is gone at the next request, on every instance: sessions, roles, and leave to
//! come in at all.

use std::time::Duration;

use deal_brain::{
    db::{
        listener::Listening,
        signals::{self, Signal},
    },
    service,
};
use serde_json::json;
use sqlx::{ConnectOptions, PgPool};
use tokio::time::timeout;

use crate::{
    support::{App, ORIGIN, Person},
    webhooks::{Delivery, event, session, user},
};

const ME: &str = "/api/v1/users/me";

/// Two instances of the server over one database, each hearing what the other says.
struct Two {
    one: App,
    other: App,
    _listening: [Listening; 2],
}

impl Two {
    async fn start(pool: &PgPool) -> Self {
        let (one, other) = (App::new(pool.clone()), App::new(pool.clone()));
        let listening = [listen(&one, pool).await, listen(&other, pool).await];
        Self {
            one,
            other,
            _listening: listening,
        }
    }
}

async fn listen(app: &App, pool: &PgPool) -> Listening {
    let url = pool.connect_options().to_url_lossy().to_string();
    let mut listening = app.state.listen(url);
    timeout(Duration::from_secs(10), listening.wait_for(|is| *is))
        .await
        .unwrap()
        .unwrap();
    listening
}

/// As a webhook that tells of the end of a session does.
async fn end_session(app: &App, session_id: &str) {
    let mut tx = app.state.db.as_system().await.unwrap();
    service::sessions::ended(&mut tx, session_id, None, "revoked")
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

fn session_of(person: &Person<'_>) -> String {
    format!("sess_of_{}", person.clerk_id)
}

/// Waits until an instance has heard of the end of a session.
async fn heard(app: &App, session_id: &str) {
    timeout(Duration::from_secs(10), async {
        while !app.state.ended_sessions.has(session_id) {
            tokio::task::yield_now().await;
        }
    })
    .await
    .unwrap();
}

#[sqlx::test]
async fn a_session_that_ended_is_refused_at_the_next_request_on_both_instances(pool: PgPool) {
    let Two { one, other, .. } = &Two::start(&pool).await;
    let person = one.newcomer();
    person.get(ME).await.expect(200);
    person.at(other).get(ME).await.expect(200);

    end_session(one, &session_of(&person)).await;

    // At once: nothing is waited for.
    for app in [other, one] {
        let refusal = person.at(app).get(ME).await.expect(401);
        assert_eq!(refusal.error_code(), "unauthenticated");
        person.at(app).visit("/dashboard").await.expect(303);
        let change = person
            .at(app)
            .submit("/api/v1/listings", ORIGIN, "{}")
            .await;
        assert_eq!(change.status, 401);
    }
}

#[sqlx::test]
async fn other_sessions_of_the_person_live_on(pool: PgPool) {
    let app = App::new(pool);
    let here = app.newcomer();
    let there = here.clone().claiming(&json!({"sid": "sess_elsewhere"}));
    end_session(&app, &session_of(&here)).await;
    here.get(ME).await.expect(401);
    there.get(ME).await.expect(200);
}

#[sqlx::test]
async fn pages_for_everybody_know_that_the_session_is_over(pool: PgPool) {
    let Two { one, other, .. } = &Two::start(&pool).await;
    let person = one.newcomer();
    person.get(ME).await.expect(200);
    // A signed-in visitor of the sign-in page is taken inside; one whose session ended would be
    // sent to and fro between inside and the sign-in page.
    person.at(other).visit("/sign-in").await.expect(303);

    let id = session_of(&person);
    end_session(one, &id).await;
    heard(other, &id).await;
    person.at(other).visit("/sign-in").await.expect(200);
}

#[sqlx::test]
async fn an_instance_without_ears_asks_the_database(pool: PgPool) {
    let (one, deaf) = (App::new(pool.clone()), App::new(pool));
    let person = one.newcomer();
    person.at(&deaf).get(ME).await.expect(200);
    end_session(&one, &session_of(&person)).await;
    person.at(&deaf).get(ME).await.expect(401);
    // It has learned from the answer, and does not send the visitor to and fro.
    person.at(&deaf).visit("/sign-in").await.expect(200);
}

#[sqlx::test]
async fn an_instance_that_starts_later_knows(pool: PgPool) {
    let one = App::new(pool.clone());
    let person = one.newcomer();
    let id = session_of(&person);
    end_session(&one, &id).await;

    let later = App::new(pool.clone());
    let _listening = listen(&later, &pool).await;
    assert!(later.state.ended_sessions.has(&id));
    // A newcomer whose session is over is not made either.
    person.at(&later).get(ME).await.expect(401);
    let people: i64 = sqlx::query_scalar("select count(*) from app_user")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(people, 0);
}

#[sqlx::test]
async fn an_instance_that_was_cut_off_catches_up(pool: PgPool) {
    let one = App::new(pool.clone());
    let mut listening = listen(&one, &pool).await;
    cut_off(&pool).await;
    let (first, second) = ("sess_while_deaf", "sess_afterwards");
    end_session(&one, first).await;
    heard(&one, first).await;
    timeout(Duration::from_secs(10), listening.wait_for(|is| *is))
        .await
        .unwrap()
        .unwrap();
    end_session(&one, second).await;
    heard(&one, second).await;
}

/// Ends every connection that listens, as a restart of the database does.
async fn cut_off(pool: &PgPool) {
    let cut: i64 = sqlx::query_scalar(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity
          where datname = current_database() and application_name = 'deal-brain listener'",
    )
    .fetch_one(pool)
    .await
    .unwrap();
    assert_eq!(cut, 1);
}

#[sqlx::test]
async fn a_person_who_may_no_longer_come_in_is_refused_at_the_next_request(pool: PgPool) {
    let Two { one, other, .. } = &Two::start(&pool).await;
    let person = one.newcomer();
    person.at(other).get(ME).await.expect(200);
    change(&pool, "update app_user set is_active = false").await;
    for app in [one, other] {
        let refusal = person.at(app).get(ME).await.expect(403);
        assert_eq!(refusal.error_code(), "account_deactivated");
    }
}

#[sqlx::test]
async fn an_administrator_who_no_longer_is_one_is_refused_at_the_next_request(pool: PgPool) {
    use deal_brain::auth::AdminUser;

    let Two { one, other, .. } = &Two::start(&pool).await;
    let person = one.newcomer();
    person.get(ME).await.expect(200);
    change(&pool, "update app_user set role = 'admin'").await;
    for app in [one, other] {
        app.enter::<AdminUser>(&person).await.unwrap();
    }
    change(&pool, "update app_user set role = 'user'").await;
    for app in [one, other] {
        let refusal = app.enter::<AdminUser>(&person).await.unwrap_err();
        assert_eq!(refusal.code(), "forbidden_role");
    }
}

async fn change(pool: &PgPool, sql: &'static str) {
    sqlx::query(sql).execute(pool).await.unwrap();
}

#[sqlx::test]
async fn what_was_rolled_back_is_told_to_nobody(pool: PgPool) {
    let app = App::new(pool.clone());
    let _listening = listen(&app, &pool).await;
    let mut tx = app.state.db.as_system().await.unwrap();
    service::sessions::ended(&mut tx, "sess_rolled_back", None, "ended")
        .await
        .unwrap();
    drop(tx);
    end_session(&app, "sess_committed").await;
    heard(&app, "sess_committed").await;
    assert!(!app.state.ended_sessions.has("sess_rolled_back"));
}

#[sqlx::test]
async fn tokens_of_somebody_who_changed_are_verified_anew_on_every_instance(pool: PgPool) {
    let Two { one, other, .. } = &Two::start(&pool).await;
    let person = one.newcomer();
    for _ in 0..2 {
        person.at(other).get(ME).await.expect(200);
    }
    let verified = other.state.clerk.stats().tokens_verified;

    let mut tx = one.state.db.as_system().await.unwrap();
    signals::notify(&mut tx, &Signal::User(person.clerk_id.clone()))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    timeout(Duration::from_secs(10), async {
        while other.state.clerk.stats().tokens_verified == verified {
            person.at(other).get(ME).await.expect(200);
        }
    })
    .await
    .unwrap();
}

/// Taken away by a request to one instance, and presented to the other at once: nothing is waited
/// for. Prints how long it took from one to the other's refusal.
#[sqlx::test]
async fn who_is_demoted_banned_or_revoked_is_refused_by_the_other_instance_at_once(pool: PgPool) {
    const ROUNDS: usize = 20;
    let Two { one, other, .. } = &Two::start(&pool).await;
    let boss = one.newcomer();
    boss.get(ME).await.expect(200);
    change(&pool, "update app_user set role = 'admin'").await;
    let boss = boss.claiming(&json!({"fva": [1, -1]}));
    let give = async |id: i64, role: &str| {
        let path = format!("/api/v1/admin/users/{id}/role");
        boss.patch(&path, json!({"role": role})).await.expect(200);
    };
    let mut delays = [const { Vec::new() }; 3];
    for round in 0..ROUNDS {
        let person = one.newcomer();
        let there = person.at(other);
        let id = there.get(ME).await.expect(200).json()["id"]
            .as_i64()
            .unwrap();

        give(id, "admin").await;
        there.get("/api/v1/admin/users").await.expect(200);
        give(id, "user").await;
        let taken = now();
        let refusal = there.get("/api/v1/admin/users").await.expect(403);
        delays[0].push(taken.elapsed());
        assert_eq!(refusal.error_code(), "forbidden_role");

        let revoked = session("session.revoked", &session_of(&person), &person.clerk_id);
        Delivery::of(&revoked).send(one).await.expect(200);
        let taken = now();
        there.get(ME).await.expect(401);
        delays[1].push(taken.elapsed());

        let again = there.claiming(&json!({"sid": format!("sess_again_{round}")}));
        again.get(ME).await.expect(200);
        let mut banned = user(&person.clerk_id, 1, "ada");
        banned["banned"] = json!(true);
        Delivery::of(&event("user.updated", banned))
            .send(one)
            .await
            .expect(200);
        let taken = now();
        let refusal = again.get(ME).await.expect(403);
        delays[2].push(taken.elapsed());
        assert_eq!(refusal.error_code(), "account_deactivated");
    }
    for (what, mut delays) in ["demoted", "revoked", "banned"].into_iter().zip(delays) {
        delays.sort();
        println!(
            "{what}: refused by the other instance after {:?} (median), {:?} (slowest) of {ROUNDS}",
            delays[ROUNDS / 2],
            delays[ROUNDS - 1]
        );
    }
}

/// How long the other instance takes to hear; no request waits for it. Prints its figures.
#[sqlx::test]
async fn what_one_instance_says_reaches_the_other_within_a_second(pool: PgPool) {
    let Two { one, other, .. } = &Two::start(&pool).await;
    let mut delays = Vec::new();
    for number in 0..50 {
        let id = format!("sess_{number}");
        end_session(one, &id).await;
        let committed = now();
        heard(other, &id).await;
        delays.push(committed.elapsed());
    }
    delays.sort();
    println!(
        "from commit to the other instance: median {:?}, slowest {:?}",
        delays[delays.len() / 2],
        delays[delays.len() - 1]
    );
    assert!(delays[delays.len() / 2] < Duration::from_secs(1));
}

#[expect(clippy::disallowed_methods, reason = "measures")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}
