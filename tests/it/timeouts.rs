//! Nobody waits for ever in the database.

use std::time::Duration;

use deal_brain::{db::Db, pages::listings::offer::actions::NotePrice};
use leptos::server_fn::ServerFn;
use serde_json::json;
use sqlx::{ConnectOptions as _, PgPool};

use crate::support::{self, App, ORIGIN, newcomer};

/// Keeps what each scope that writes has set.
const WATCH: &str = "
    create table patience (statement text, lock text, idle text);
    create function watch() returns trigger language plpgsql security definer as $$
    begin
        insert into public.patience values (current_setting('statement_timeout'),
            current_setting('lock_timeout'), current_setting('idle_in_transaction_session_timeout'));
        return null;
    end $$;
    create trigger watch after insert on app_user for each row execute function watch();
    create trigger watch after insert on listing for each row execute function watch();
    create trigger watch after insert on audit_event for each row execute function watch();
";

#[sqlx::test]
async fn every_scope_has_an_end_to_its_patience(pool: PgPool) {
    sqlx::raw_sql(WATCH).execute(&pool).await.unwrap();
    let app = App::new(pool.clone());
    let offer = json!({"title": "kept"});
    app.newcomer()
        .post("/api/v1/listings", offer)
        .await
        .expect(201);
    // The person's row by the application, the offer by the person.
    assert!(patient_scopes(&pool).await >= 2);
}

/// How many scopes have written, each of which must have had its limits.
async fn patient_scopes(pool: &PgPool) -> usize {
    let seen: Vec<(String, String, String)> =
        sqlx::query_as("select statement, lock, idle from patience")
            .fetch_all(pool)
            .await
            .unwrap();
    for (statement, lock, idle) in &seen {
        assert_eq!((&**statement, &**lock, &**idle), ("30s", "10s", "1min"));
    }
    seen.len()
}

/// The server's own connections are opened with the limits; no scope needs to set them.
#[sqlx::test]
async fn a_connection_of_the_server_has_them_from_the_start(pool: PgPool) {
    sqlx::raw_sql(WATCH).execute(&pool).await.unwrap();
    let options = (*pool.connect_options()).clone().username("app_request");
    let db = Db::connect(options.to_url_lossy().as_str()).await.unwrap();
    newcomer(&db, "ada").await;
    assert!(patient_scopes(&pool).await >= 1);
}

/// A migration takes the time that it takes, and the next borrower of a connection inherits nothing.
#[sqlx::test]
async fn what_is_no_scope_is_not_bound(pool: PgPool) {
    let app = App::new(pool.clone());
    app.newcomer().get("/api/v1/users/me").await.expect(200);
    let statement: String = sqlx::query_scalar("select current_setting('statement_timeout')")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(statement, "0");
}

#[sqlx::test]
async fn what_took_too_long_is_worth_trying_again(pool: PgPool) {
    let app = App::new(pool.clone());
    let person = app.newcomer();
    person.get("/api/v1/users/me").await.expect(200);
    for code in ["57014", "55P03"] {
        let sql = format!(
            "create or replace function give_up() returns trigger language plpgsql as $$
             begin raise exception 'as the database does it' using errcode = '{code}'; end $$;
             create or replace trigger give_up before insert on listing
                 for each row execute function give_up();"
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
            .execute(&pool)
            .await
            .unwrap();
        let offer = json!({"title": "kept"});
        let answer = person.post("/api/v1/listings", offer).await.expect(503);
        assert_eq!(answer.error_code(), "unavailable", "{code}");
        assert_eq!(answer.header("retry-after"), Some("5"));
    }
}

/// Who sees the answer gets a page, also to a form without a script; programs get what they can read.
#[sqlx::test]
async fn who_waits_in_vain_is_told_so_in_the_way_they_asked(pool: PgPool) {
    let mut state = support::state(pool.clone(), |clerk| clerk);
    state.patience = Duration::from_millis(100);
    let app = App::of(state);
    let person = app.newcomer();
    let mut holder = pool.begin().await.unwrap();
    sqlx::query("lock table app_user in access exclusive mode")
        .execute(&mut *holder)
        .await
        .unwrap();
    let (offer, price) = ("/listings/1", "id=1&price[price_usd]=5");
    for (asked, answer, is_page) in [
        ("a page", person.visit("/listings").await, true),
        (
            "a form",
            person.send_form(NotePrice::PATH, offer, price).await,
            true,
        ),
        (
            "a script",
            person.submit(NotePrice::PATH, ORIGIN, price).await,
            false,
        ),
        (
            "a program",
            person.post("/api/v1/listings", json!({"title": "x"})).await,
            false,
        ),
    ] {
        let answer = answer.expect(503);
        assert_eq!(answer.header("retry-after"), Some("5"), "{asked}");
        if is_page {
            let kind = answer.header("content-type").unwrap_or_default();
            assert!(kind.starts_with("text/html"), "{asked}: {kind}");
            assert!(answer.text.contains("Not available right now"), "{asked}");
        } else {
            assert_eq!(answer.error_code(), "unavailable", "{asked}");
        }
    }
    holder.rollback().await.unwrap();
}
