//! The traps of owners, and of rows without one.

use sqlx::PgPool;

use super::{ALL_LISTINGS, DENIED, Stage, run};
use crate::rls::persona::Persona;

/// 3. Rows without an owner can be read by people, not taken, given or deleted, and not read
/// without a person.
#[sqlx::test(migrations = false)]
async fn rows_without_an_owner_are_read_only(pool: PgPool) {
    let stage = Stage::set(pool).await;
    for sql in [
        "update listing set user_id = {me} where id = {legacy_listing}",
        "update profile set user_id = {me} where id = {legacy_profile}",
        "update valuation_ruleset set user_id = {me} where id = {legacy_ruleset}",
    ] {
        assert_eq!(
            stage.run(Persona::Other, sql).await,
            Err(DENIED.into()),
            "{sql}"
        );
    }
    assert_eq!(
        stage
            .run(
                Persona::Other,
                "delete from listing where id = {legacy_listing}"
            )
            .await,
        Ok(0)
    );
    let seen: i64 = stage.ask(Persona::WithoutContext, ALL_LISTINGS).await;
    assert_eq!(seen, 0);
}

/// 3 b. The end of the transition hides them, but not what belongs to the product.
#[sqlx::test(migrations = false)]
async fn the_transition_can_be_ended(pool: PgPool) {
    let stage = Stage::set(pool).await;
    stage
        .run(
            Persona::Owner,
            "update listing set ruleset_id = {legacy_ruleset} where id = {listing}",
        )
        .await
        .unwrap();
    let before: i64 = stage.ask(Persona::Other, ALL_LISTINGS).await;
    stage
        .run(
            Persona::Admin,
            "update application_switch set enabled = false where name = 'LEGACY_ROWS_VISIBLE'",
        )
        .await
        .unwrap();
    let after: i64 = stage.ask(Persona::Other, ALL_LISTINGS).await;
    assert_eq!(
        (before, after),
        (2, 1),
        "their own, and at first the one without an owner"
    );
    // Beside those that come with the schema: three scoring profiles and a ruleset.
    for (table, left) in [("profile", 3 + 1), ("valuation_ruleset", 1 + 1)] {
        let seen: i64 = stage
            .ask(
                Persona::Other,
                &format!("select count(*) from {table} where user_id is null"),
            )
            .await;
        assert_eq!(seen, left, "{table}");
    }
    // What was built on such a row stays changeable.
    let changed = stage
        .run(
            Persona::Owner,
            "update listing set title = 'changed' where id = {listing}",
        )
        .await;
    assert_eq!(changed, Ok(1));
}

/// 9. What a person leaves behind goes with them; it does not become everybody's.
/// 11. A purge runs as the admin area's role: the tables' owner would delete nothing, in silence.
#[sqlx::test(migrations = false)]
async fn a_purge_takes_everything_and_publishes_nothing(pool: PgPool) {
    let stage = Stage::set(pool).await;
    let ownerless = stage
        .count("select count(*) from listing where user_id is null")
        .await;
    let events = stage.count("select count(*) from audit_event").await;

    let mut owner = stage.owner.acquire().await.unwrap();
    let purge = "delete from app_user where id = {owner}";
    let filled = stage.world.fill(purge, Persona::Admin);
    assert_eq!(
        run(&mut owner, filled).await,
        Ok(0),
        "the owner of the tables has no policy to delete"
    );
    assert_eq!(stage.run(Persona::Admin, purge).await, Ok(1));

    for (table, column) in [
        ("listing", "user_id"),
        ("profile", "user_id"),
        ("valuation_ruleset", "user_id"),
        ("collection", "user_id"),
        ("listing_share", "created_by"),
        ("user_share", "sender_id"),
        ("user_share_sending", "sender_id"),
        ("notification", "user_id"),
    ] {
        let left = stage
            .count(&format!(
                "select count(*) from {table} where {column} = {{owner}}"
            ))
            .await;
        assert_eq!(left, 0, "{table}");
    }
    assert_eq!(stage.count("select count(*) from collection_item").await, 0);
    assert_eq!(
        stage
            .count("select count(*) from valuation_rule where id = {rule}")
            .await,
        0
    );
    assert_eq!(
        stage
            .count("select count(*) from listing where user_id is null")
            .await,
        ownerless
    );
    assert_eq!(
        stage.count("select count(*) from audit_event").await,
        events,
        "what was done outlives who did it"
    );
}

/// 10. A name that another person uses is free, and tells nothing.
#[sqlx::test(migrations = false)]
async fn names_are_unique_per_owner(pool: PgPool) {
    let stage = Stage::set(pool).await;
    for table in ["profile", "valuation_ruleset"] {
        let insert = format!("insert into {table} (user_id, name) values ({{me}}, 'mine')");
        assert_eq!(stage.run(Persona::Other, &insert).await, Ok(1), "{table}");
        assert_eq!(
            stage.run(Persona::Other, &insert).await,
            Err("23505".into()),
            "{table}"
        );
        let ownerless = format!("insert into {table} (name) values ('legacy a')");
        assert_eq!(
            stage.run(Persona::Admin, &ownerless).await,
            Err("23505".into()),
            "{table}: NULLs are not distinct"
        );
    }
}

/// Nobody chooses the id of a row, which would tell the ids that are taken.
#[sqlx::test(migrations = false)]
async fn ids_are_given_not_chosen(pool: PgPool) {
    let stage = Stage::set(pool).await;
    let sql = "insert into listing (id, user_id, title) overriding system value values ({listing}, {me}, 'new')";
    assert_eq!(stage.run(Persona::Other, sql).await, Err(DENIED.into()));
}
