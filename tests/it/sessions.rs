//! Sessions of one's own, looked at and ended, at Clerk and here.

use clerk::{Clerk, api::SessionQuery};
use deal_brain::{
    auth::{ClerkPeople, ClerkSessions},
    service,
};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::json;
use sqlx::PgPool;

use crate::support::{App, ClerkStandIn, ORIGIN, now};

const EVERYWHERE: &str = "/api/v1/users/me/sign-out-everywhere";
const ME: &str = "/api/v1/users/me";

/// The application with this Backend API behind it.
fn app_with(pool: PgPool, url: &str, secret_key: &str) -> App {
    App::with(pool, |clerk| clerk.api_url(url).secret_key(secret_key))
}

#[sqlx::test]
async fn signing_out_everywhere_ends_every_session_at_clerk_and_here(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_with(
        pool.clone(),
        clerk.stand_in.url(),
        clerk.stand_in.secret_key(),
    );
    let (user, here) = clerk.sign_in().await;
    let (_, there) = clerk.sign_in().await;
    let at = |session: &str| app.somebody(&user).claiming(&json!({"sid": session}));
    for session in [&here, &there] {
        at(session).get(ME).await.expect(200);
    }

    let answer = at(&here).post(EVERYWHERE, json!({})).await.expect(200);
    assert_eq!(answer.json(), json!({"revoked": 2, "failed": 0}));
    // At once, with no message from Clerk.
    for session in [&here, &there] {
        at(session).get(ME).await.expect(401);
    }
    let api = app.state.clerk.api();
    let query = SessionQuery {
        user_id: Some(user),
        status: Some("active".into()),
        ..SessionQuery::default()
    };
    assert_eq!(api.sessions().list(&query).await.unwrap().total_count, 0);
    app.state.audit.flush().await;
    let kinds: Vec<String> = sqlx::query_scalar(
        "select kind from audit_event where kind in ('logout', 'signed_out_everywhere') order by id",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(kinds, ["logout", "logout", "signed_out_everywhere"]);
}

#[sqlx::test]
async fn one_session_is_ended_and_only_ones_own(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_with(pool, clerk.stand_in.url(), clerk.stand_in.secret_key());
    let (user, here) = clerk.sign_in().await;
    let (_, there) = clerk.sign_in().await;
    let person = app.somebody(&user).claiming(&json!({"sid": here}));
    person.get(ME).await.expect(200);
    let row = app.row_of(&person).await;
    let keeper = ClerkSessions(app.state.clerk.api());

    let sessions = service::sessions::list(&keeper, &row, Some(&here))
        .await
        .unwrap();
    assert_eq!(sessions.len(), 2);
    assert!(sessions[0].is_current && sessions[0].id == here && !sessions[1].is_current);

    let stranger = app.newcomer();
    stranger.get(ME).await.expect(200);
    let strangers_row = app.row_of(&stranger).await;
    let refused = service::sessions::end_one(&keeper, &app.state.db, &strangers_row, &there).await;
    assert_eq!(refused.unwrap_err().code(), "not_found");

    service::sessions::end_one(&keeper, &app.state.db, &row, &there)
        .await
        .unwrap();
    let left = service::sessions::list(&keeper, &row, Some(&here))
        .await
        .unwrap();
    assert_eq!(left.len(), 1);
    person.get(ME).await.expect(200);
}

#[sqlx::test]
async fn without_clerk_nobody_is_told_to_be_signed_out(pool: PgPool) {
    let app = app_with(pool, "http://127.0.0.1:9", "sk_live_test");
    let person = app.newcomer();
    let answer = person.post(EVERYWHERE, json!({})).await.expect(502);
    assert_eq!(answer.error_code(), "clerk_unavailable");
    person.get(ME).await.expect(200);
}

#[sqlx::test]
async fn everybody_at_clerk_is_made_here_and_who_is_gone_there_goes_here(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_with(
        pool.clone(),
        clerk.stand_in.url(),
        clerk.stand_in.secret_key(),
    );
    let gone = app.newcomer();
    gone.get(ME).await.expect(200);
    let personas = i64::try_from(clerk_local::personas().len()).unwrap();

    let first = sync(&app).await;
    assert_eq!((first.created, first.seen), (personas, personas));
    assert_eq!((first.deactivated, first.failed), (1, 0));
    gone.get(ME).await.expect(403);

    sqlx::query("update app_user set first_name = 'Wrong' where email like 'ada%'")
        .execute(&pool)
        .await
        .unwrap();
    let second = sync(&app).await;
    assert_eq!(
        (second.created, second.drifted, second.deactivated),
        (0, 1, 0)
    );
    let names: Vec<String> =
        sqlx::query_scalar("select first_name from app_user where email like 'ada%'")
            .fetch_all(&pool)
            .await
            .unwrap();
    assert_eq!(names, ["Ada"]);
    let third = sync(&app).await;
    assert_eq!((third.created, third.updated, third.drifted), (0, 0, 0));
}

#[sqlx::test]
async fn a_run_that_was_interrupted_is_gone_on_with(pool: PgPool) {
    let app = app_with(pool.clone(), "http://127.0.0.1:9", "sk_live_test");
    let people = ClerkPeople(app.state.clerk.api());
    service::sync::people(&app.state.db, &people, deal_brain::serverfn::now, |_| {})
        .await
        .unwrap_err();

    let clerk = ClerkStandIn::start().await;
    let app = app_with(
        pool.clone(),
        clerk.stand_in.url(),
        clerk.stand_in.secret_key(),
    );
    let run = sync(&app).await;
    assert_eq!(run.phase, "done");
    let runs: i64 = sqlx::query_scalar("select count(*) from sync_run")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(runs, 1);
}

/// A server that was killed lets go of nothing: its lease runs out.
#[sqlx::test]
async fn a_run_whose_server_was_killed_is_gone_on_with_from_where_it_was(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_with(
        pool.clone(),
        clerk.stand_in.url(),
        clerk.stand_in.secret_key(),
    );
    sqlx::query("insert into sync_run (phase, seen, created, leased_until) values ('ours', 70, 40, now() + interval '1 minute')")
        .execute(&pool)
        .await
        .unwrap();
    let people = ClerkPeople(app.state.clerk.api());
    let at_it = service::sync::people(&app.state.db, &people, deal_brain::serverfn::now, |_| {});
    assert_eq!(at_it.await.unwrap(), None);

    sqlx::query("update sync_run set leased_until = now() - interval '1 second'")
        .execute(&pool)
        .await
        .unwrap();
    let run = sync(&app).await;
    assert_eq!(
        (run.phase.as_str(), run.seen, run.created),
        ("done", 70, 40),
        "who was compared is not compared again"
    );
}

#[sqlx::test]
async fn everybody_is_compared_when_it_is_due_and_not_before(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_with(
        pool.clone(),
        clerk.stand_in.url(),
        clerk.stand_in.secret_key(),
    );
    let people = ClerkPeople(app.state.clerk.api());
    let day = std::time::Duration::from_secs(24 * 60 * 60);
    let look = async || {
        service::sync::people_if_due(&app.state.db, &people, day, deal_brain::serverfn::now)
            .await
            .unwrap()
            .is_some()
    };
    assert!(look().await, "never before");
    assert!(!look().await, "just now");
    sqlx::query("update sync_run set finished_at = now() - interval '25 hours'")
        .execute(&pool)
        .await
        .unwrap();
    assert!(look().await, "yesterday");
}

async fn sync(app: &App) -> deal_brain::db::sync_runs::SyncRun {
    let people = ClerkPeople(app.state.clerk.api());
    service::sync::people(&app.state.db, &people, deal_brain::serverfn::now, |_| {})
        .await
        .unwrap()
        .unwrap()
}

#[sqlx::test]
async fn the_last_administrator_stays_one(pool: PgPool) {
    use deal_brain::domain::user::Role;

    let app = App::new(pool);
    let [one, other] = [app.newcomer(), app.newcomer()];
    for person in [&one, &other] {
        person.get(ME).await.expect(200);
    }
    let give = async |person: &str, role| service::roles::give(&app.state.db, person, role).await;
    give(&one.clerk_id, Role::Admin).await.unwrap();
    assert_eq!(
        give(&one.clerk_id, Role::User).await.unwrap_err().code(),
        "in_use"
    );
    give(&other.clerk_id, Role::Admin).await.unwrap();
    give(&one.clerk_id, Role::User).await.unwrap();
    assert_eq!(
        give("nobody", Role::Admin).await.unwrap_err().code(),
        "not_found"
    );
}

#[sqlx::test]
async fn what_is_due_is_forgotten_and_nothing_else(pool: PgPool) {
    let app = App::new(pool.clone());
    sqlx::raw_sql(
        "insert into app_user (clerk_id, username, is_active, deleted_at) values
             ('user_long_gone', 'long_gone', false, now() - interval '31 days'),
             ('user_just_gone', 'just_gone', false, now() - interval '8 days');
         insert into audit_event (kind, at) values ('login', now() - interval '500 days'),
             ('login', now() - interval '100 days');
         insert into webhook_event (message_id, event_type, outcome, received_at) values
             ('msg_old', 'user.created', 'ok', now() - interval '31 days'),
             ('msg_new', 'user.created', 'ok', now() - interval '29 days');
         insert into ended_session (session_id, ended_at) values
             ('sess_old', now() - interval '25 hours'), ('sess_new', now());
         insert into sync_run (phase, leased_until, started_at, finished_at) values
             ('done', now(), now() - interval '91 days', now()), ('done', now(), now(), now());",
    )
    .execute(&pool)
    .await
    .unwrap();
    let person = app.newcomer();
    person.get(ME).await.expect(200);
    let gone = service::retention::purge(&app.state.db, 400, 30)
        .await
        .unwrap();
    assert_eq!((gone.people, gone.audit), (1, 1));
    assert_eq!((gone.webhooks, gone.sessions, gone.syncs), (1, 1, 1));
    let messages: Vec<String> = sqlx::query_scalar("select message_id from webhook_event")
        .fetch_all(&pool)
        .await
        .unwrap();
    assert_eq!(messages, ["msg_new"]);
    let left: Vec<String> =
        sqlx::query_scalar("select clerk_id from app_user where deleted_at is not null")
            .fetch_all(&pool)
            .await
            .unwrap();
    assert_eq!(left, ["user_just_gone"]);
    // Who was purged does not come again.
    app.somebody("user_long_gone").get(ME).await.expect(403);
    let kinds: Vec<String> =
        sqlx::query_scalar("select kind from audit_event where kind = 'purged'")
            .fetch_all(&pool)
            .await
            .unwrap();
    assert_eq!(kinds.len(), 1);
}

#[sqlx::test]
async fn tokens_of_tests_are_accepted_where_they_are_configured(pool: PgPool) {
    let secret = "a secret of thirty-two bytes, or more";
    let clerk = Clerk::builder()
        .publishable_key("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k")
        .secret_key("sk_live_test")
        .jwt_test_secret(secret)
        .build()
        .unwrap();
    let claims = json!({"iss": "https://clerk.example.com", "sub": "user_1", "sid": "sess_1",
                        "azp": ORIGIN, "iat": now() - 5, "nbf": now() - 15, "exp": now() + 55});
    let header = Header {
        kid: Some("ins_test".into()),
        ..Header::new(Algorithm::HS256)
    };
    let key = EncodingKey::from_secret(secret.as_bytes());
    let token = jsonwebtoken::encode(&header, &claims, &key).unwrap();
    assert_eq!(clerk.verify_token(&token).await.unwrap().sub, "user_1");

    let app = App::new(pool);
    let token = app.newcomer();
    assert!(clerk.verify_token(token.token()).await.is_err(), "RS256");
}
