//! The traps of roles, settings and views.

use sqlx::PgPool;

use super::{ALL_LISTINGS, DENIED, Stage, run};
use crate::rls::persona::Persona;

/// 1. Policies do not bind a table's owner unless they are forced.
#[sqlx::test(migrations = false)]
async fn the_owner_of_the_tables_is_bound_too(pool: PgPool) {
    let stage = Stage::set(pool).await;
    let mut owner = stage.owner.acquire().await.unwrap();
    let changed = run(&mut owner, "update profile set name = 'changed'".into()).await;
    assert_eq!(changed, Ok(0));
    let planted = run(
        &mut owner,
        "insert into listing (title) values ('planted')".into(),
    )
    .await;
    assert_eq!(planted, Err(DENIED.into()));
    let notes: i64 = sqlx::query_scalar("select count(*) from notification")
        .fetch_one(&mut *owner)
        .await
        .unwrap();
    assert_eq!(notes, 0);
}

/// 2. A login role that inherited the admin role would have its policies without asking for them.
#[sqlx::test(migrations = false)]
async fn membership_in_a_role_is_not_acting_as_it(pool: PgPool) {
    let stage = Stage::set(pool).await;
    let mine: i64 = stage
        .ask(
            Persona::AdminAtHome,
            "select count(*) from listing where user_id is not null",
        )
        .await;
    assert_eq!(mine, 0, "an administrator at home sees their own only");
    let all: i64 = stage.ask(Persona::Admin, ALL_LISTINGS).await;
    assert_eq!(all, stage.count(ALL_LISTINGS).await);
}

/// 4. The role of a setting is believed by nobody.
#[sqlx::test(migrations = false)]
async fn a_setting_makes_nobody_an_administrator(pool: PgPool) {
    let stage = Stage::set(pool).await;
    // Persona::take sets app.current_user_role to 'admin' for everybody.
    let seen: i64 = stage.ask(Persona::Other, ALL_LISTINGS).await;
    assert_eq!(seen, 2, "their own, and the one without an owner");
    let seen: i64 = stage.ask(Persona::Impostor, ALL_LISTINGS).await;
    assert_eq!(seen, 0);
}

/// 12. On a pooled connection a setting reads as '' after its first use, not as NULL.
#[sqlx::test(migrations = false)]
async fn a_used_connection_asks_as_nobody(pool: PgPool) {
    let stage = Stage::set(pool).await;
    let mine: i64 = stage.ask(Persona::Owner, ALL_LISTINGS).await;
    assert!(mine > 0);
    // The pool has one connection: this is the same one.
    let setting: Option<String> =
        sqlx::query_scalar("select current_setting('app.current_user_id', true)")
            .fetch_one(&stage.login)
            .await
            .unwrap();
    assert_eq!(setting.as_deref(), Some(""));
    let nobodys: i64 = stage.ask(Persona::WithoutContext, ALL_LISTINGS).await;
    assert_eq!(nobodys, 0);
}

/// 13. The views of the schema have no rights of their own.
#[sqlx::test(migrations = false)]
async fn views_show_what_their_reader_may_see(pool: PgPool) {
    let stage = Stage::set(pool).await;
    stage
        .as_superuser("grant select on app.public_listing to app_request")
        .await;
    let seen: i64 = stage
        .ask(Persona::Other, "select count(*) from app.public_listing")
        .await;
    assert_eq!(seen, 2, "their own, and the one without an owner");
}

/// The login role cannot change the schema.
#[sqlx::test(migrations = false)]
async fn the_login_role_has_no_say_in_the_schema(pool: PgPool) {
    let stage = Stage::set(pool).await;
    for sql in [
        "create table mine (id int)",
        "create function app.mine() returns int language sql as 'select 1'",
        "alter table listing disable row level security",
        "alter table listing no force row level security",
        "drop policy listing_reads on listing",
        "truncate listing",
        "create policy mine on listing for select to app_request using (true)",
    ] {
        for persona in [
            Persona::Owner,
            Persona::Admin,
            Persona::System,
            Persona::Anonymous,
        ] {
            assert_eq!(
                stage.run(persona, sql).await,
                Err(DENIED.into()),
                "{sql} as {persona:?}"
            );
        }
    }
}
