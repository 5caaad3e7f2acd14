//! The traps that were met while these policies were made, each with a test that it stays shut.

use sqlx::{AssertSqlSafe, PgConnection, PgPool};

use super::{
    owner::{login, migrated_by_plain_owner},
    persona::Persona,
    world::World,
};

/// A database with a world in it, a superuser's connection and one of the login role.
struct Stage {
    world: World,
    superuser: PgPool,
    owner: PgPool,
    login: PgPool,
}

impl Stage {
    async fn set(pool: PgPool) -> Self {
        let owner = migrated_by_plain_owner(&pool).await;
        let world = World::make(&mut *pool.acquire().await.unwrap(), "a").await;
        let login = login(&pool, "app_request", 1).await;
        Self {
            world,
            superuser: pool,
            owner,
            login,
        }
    }

    /// Gives one statement as somebody, and keeps what it did. The rows that it touched, or
    /// PostgreSQL's error code.
    async fn run(&self, persona: Persona, sql: &str) -> Result<u64, String> {
        let mut transaction = self.login.begin().await.unwrap();
        persona.take(&mut transaction, &self.world).await;
        let done = run(&mut transaction, self.world.fill(sql, persona)).await?;
        transaction.commit().await.unwrap();
        Ok(done)
    }

    async fn ask<T>(&self, persona: Persona, sql: &str) -> T
    where
        T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
    {
        let mut transaction = self.login.begin().await.unwrap();
        persona.take(&mut transaction, &self.world).await;
        let sql = self.world.fill(sql, persona);
        sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(&mut *transaction)
            .await
            .unwrap()
    }

    async fn as_superuser(&self, sql: &str) -> u64 {
        let sql = self.world.fill(sql, Persona::Anonymous);
        run(&mut *self.superuser.acquire().await.unwrap(), sql)
            .await
            .unwrap()
    }

    async fn count(&self, sql: &str) -> i64 {
        let sql = self.world.fill(sql, Persona::Anonymous);
        sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(&self.superuser)
            .await
            .unwrap()
    }
}

async fn run(connection: &mut PgConnection, sql: String) -> Result<u64, String> {
    match sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await {
        Ok(done) => Ok(done.rows_affected()),
        Err(error) => Err(error
            .as_database_error()
            .unwrap()
            .code()
            .unwrap()
            .into_owned()),
    }
}

const DENIED: &str = "42501";
const ALL_LISTINGS: &str = "select count(*) from listing";

/// 1. Policies do not bind a table's owner unless they are forced.
#[sqlx::test(migrations = false)]
async fn the_owner_of_the_tables_is_bound_too(pool: PgPool) {
    let stage = Stage::set(pool).await;
    let mut owner = stage.owner.acquire().await.unwrap();
    let changed = run(&mut owner, "update listing set title = 'changed'".into()).await;
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
    assert_eq!((before, after), (1, 0));
    for (table, left) in [("profile", 1), ("valuation_ruleset", 1)] {
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

/// 4. The role of a setting is believed by nobody.
#[sqlx::test(migrations = false)]
async fn a_setting_makes_nobody_an_administrator(pool: PgPool) {
    let stage = Stage::set(pool).await;
    // Persona::take sets app.current_user_role to 'admin' for everybody.
    let seen: i64 = stage.ask(Persona::Other, ALL_LISTINGS).await;
    assert_eq!(seen, 1, "the one without an owner");
    let seen: i64 = stage.ask(Persona::Impostor, ALL_LISTINGS).await;
    assert_eq!(seen, 0);
}

/// 5. Foreign keys are checked behind the policies' back: a hidden row and a missing one must
/// answer alike, with a refusal.
#[sqlx::test(migrations = false)]
async fn a_hidden_row_cannot_be_referred_to_nor_told_from_a_missing_one(pool: PgPool) {
    let stage = Stage::set(pool).await;
    stage
        .run(
            Persona::Other,
            "insert into collection (user_id, name) values ({me}, 'mine')",
        )
        .await
        .unwrap();
    stage
        .run(
            Persona::Other,
            "insert into listing (user_id, title) values ({me}, 'mine')",
        )
        .await
        .unwrap();
    for (statement, hidden) in [
        (
            "insert into collection_item (collection_id, listing_id)
             select id, {id} from collection where user_id = {me}",
            "{listing}",
        ),
        (
            "update listing set ruleset_id = {id} where user_id = {me}",
            "{ruleset}",
        ),
        (
            "update listing set profile_id = {id} where user_id = {me}",
            "{profile}",
        ),
        (
            "insert into listing (user_id, title, ruleset_id) values ({me}, 'new', {id})",
            "{ruleset}",
        ),
        (
            "insert into listing_price (listing_id, price_usd) values ({id}, 1)",
            "{listing}",
        ),
        (
            "insert into valuation_rule_group (ruleset_id, name) values ({id}, 'new')",
            "{ruleset}",
        ),
        (
            "insert into valuation_rule (group_id, name) values ({id}, 'new')",
            "{group}",
        ),
        (
            "insert into collection_share_token (collection_id, token_hash, prefix) values ({id}, {hash:x}, 'x')",
            "{public_collection}",
        ),
        (
            "insert into listing_share (listing_id, created_by, token_hash, prefix) values ({id}, {me}, {hash:x}, 'x')",
            "{listing}",
        ),
        (
            "insert into user_share (sender_id, recipient_id, listing_id) values ({me}, {recipient}, {id})",
            "{listing}",
        ),
    ] {
        for id in [hidden, "999999"] {
            let answer = stage
                .run(Persona::Other, &statement.replace("{id}", id))
                .await;
            assert_eq!(answer, Err(DENIED.into()), "{statement} with {id}");
        }
    }
}

/// 6. Sharing what is not one's own would open it to an accomplice.
#[sqlx::test(migrations = false)]
async fn only_ones_own_can_be_shared(pool: PgPool) {
    let stage = Stage::set(pool).await;
    let share = "insert into user_share (sender_id, recipient_id, listing_id) values ({me}, {other}, {listing})";
    assert_eq!(
        stage.run(Persona::Recipient, share).await,
        Err(DENIED.into())
    );
    // Nor does a share open anything when the offer has changed hands since.
    stage
        .as_superuser("update listing set user_id = {admin} where id = {listing}")
        .await;
    let seen: i64 = stage
        .ask(
            Persona::Recipient,
            "select count(*) from listing where id = {listing}",
        )
        .await;
    assert_eq!(seen, 0);
    let seen: i64 = stage
        .ask(
            Persona::Anonymous,
            "select count(*) from app.public_deal({listing}, {hash:listing})",
        )
        .await;
    assert_eq!(seen, 0);
}

/// 7. A policy of listing that asked user_share, whose policy asks listing, would never end.
#[sqlx::test(migrations = false)]
async fn policies_do_not_go_round_in_circles(pool: PgPool) {
    let stage = Stage::set(pool).await;
    let seen: i64 = stage
        .ask(
            Persona::Recipient,
            "select count(*) from listing l join user_share s on s.listing_id = l.id
               join listing_price p on p.listing_id = l.id",
        )
        .await;
    assert_eq!(seen, 1);
}

/// 7 b. A share is over when it is revoked or expired, or its sender is gone.
#[sqlx::test(migrations = false)]
async fn a_share_that_is_over_opens_nothing(pool: PgPool) {
    let stage = Stage::set(pool).await;
    let seen = "select (select count(*) from listing where id = {listing})
                     + (select count(*) from user_share) + (select count(*) from app.share_senders())";
    for (ends, resumes) in [
        (
            "update user_share set expires_at = shared_at + interval '1 microsecond'",
            "update user_share set expires_at = now() + interval '1 day'",
        ),
        (
            "update app_user set is_active = false where id = {owner}",
            "update app_user set is_active = true where id = {owner}",
        ),
        ("update user_share set revoked_at = now()", "select 1"),
    ] {
        let before: i64 = stage.ask(Persona::Recipient, seen).await;
        stage.as_superuser(ends).await;
        let after: i64 = stage.ask(Persona::Recipient, seen).await;
        stage.as_superuser(resumes).await;
        assert_eq!((before, after), (3, 0), "{ends}");
    }
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
    assert_eq!(seen, 1, "the one without an owner");
}

/// Moving a child takes owning both ends.
#[sqlx::test(migrations = false)]
async fn nothing_moves_into_or_out_of_what_others_own(pool: PgPool) {
    let stage = Stage::set(pool).await;
    stage
        .run(
            Persona::Other,
            "insert into valuation_ruleset (user_id, name) values ({me}, 'mine')",
        )
        .await
        .unwrap();
    stage
        .run(
            Persona::Other,
            "insert into valuation_rule_group (ruleset_id, name)
             select id, 'mine' from valuation_ruleset where user_id = {me}",
        )
        .await
        .unwrap();
    let own =
        "(select g.id from valuation_rule_group g join valuation_ruleset s on s.id = g.ruleset_id
                 where s.user_id = {me})";
    stage
        .run(
            Persona::Other,
            &format!("insert into valuation_rule (group_id, name) values ({own}, 'mine')"),
        )
        .await
        .unwrap();
    for sql in [
        "update valuation_rule_group set ruleset_id = {ruleset} where name = 'mine'",
        "update valuation_rule_group set ruleset_id = {system_ruleset} where name = 'mine'",
        "update valuation_rule set group_id = {group} where name = 'mine'",
        "update valuation_rule set group_id = {system_group} where name = 'mine'",
    ] {
        assert_eq!(
            stage.run(Persona::Other, sql).await,
            Err(DENIED.into()),
            "{sql}"
        );
    }
    let taken = stage
        .run(
            Persona::Other,
            &format!("update valuation_rule set group_id = {own} where id = {{rule}}"),
        )
        .await;
    assert_eq!(taken, Ok(0));
}

/// Nobody chooses the id of a row, which would tell the ids that are taken.
#[sqlx::test(migrations = false)]
async fn ids_are_given_not_chosen(pool: PgPool) {
    let stage = Stage::set(pool).await;
    let sql = "insert into listing (id, user_id, title) overriding system value values ({listing}, {me}, 'new')";
    assert_eq!(stage.run(Persona::Other, sql).await, Err(DENIED.into()));
}

/// Each look at a link is counted, but not the owner's.
#[sqlx::test(migrations = false)]
async fn views_are_counted(pool: PgPool) {
    let stage = Stage::set(pool).await;
    for persona in [Persona::Anonymous, Persona::Other, Persona::Owner] {
        stage
            .run(
                persona,
                "select 1 from app.public_deal({listing}, {hash:listing})",
            )
            .await
            .unwrap();
        stage
            .run(
                persona,
                "select 1 from app.public_collection({hash:collection})",
            )
            .await
            .unwrap();
    }
    assert_eq!(
        stage
            .count("select view_count from listing_share where id = {listing_link}")
            .await,
        2
    );
    assert_eq!(
        stage
            .count("select view_count from collection_share_token where id = {collection_link}")
            .await,
        2
    );
}

/// Links of a private collection end for good, and revoking cannot be taken back.
#[sqlx::test(migrations = false)]
async fn what_was_revoked_stays_revoked(pool: PgPool) {
    let stage = Stage::set(pool).await;
    let look = "select count(*) from app.public_collection({hash:collection})";
    let before: i64 = stage.ask(Persona::Anonymous, look).await;
    for visibility in ["private", "unlisted"] {
        let change = format!(
            "update collection set visibility = '{visibility}' where id = {{unlisted_collection}}"
        );
        assert_eq!(
            stage.run(Persona::Admin, &change).await,
            Ok(1),
            "an administrator moderates"
        );
    }
    let after: i64 = stage.ask(Persona::Anonymous, look).await;
    assert_eq!((before, after), (1, 0));

    stage
        .run(Persona::Owner, "update user_share set revoked_at = now()")
        .await
        .unwrap();
    for sql in [
        "update collection_share_token set revoked_at = null where id = {collection_link}",
        "update listing_share set revoked_at = null where id = {revoked_link}",
        "update user_share set revoked_at = null where id = {share}",
    ] {
        assert_eq!(
            stage.run(Persona::Owner, sql).await,
            Err(DENIED.into()),
            "{sql}"
        );
    }
}

/// What is public shows offers of its owner only: nothing without an owner, no private words.
#[sqlx::test(migrations = false)]
async fn public_pages_show_neither_ownerless_offers_nor_private_words(pool: PgPool) {
    let stage = Stage::set(pool).await;
    stage
        .run(
            Persona::Owner,
            "insert into collection_item (collection_id, listing_id) values ({unlisted_collection}, {legacy_listing})",
        )
        .await
        .unwrap();
    let items: i64 = stage
        .ask(
            Persona::Anonymous,
            "select count(*) from app.public_collection_items({hash:collection})",
        )
        .await;
    assert_eq!(items, 1);
    let page: String = stage
        .ask(
            Persona::Anonymous,
            "select concat((select row_to_json(d) from app.public_deal({listing}, {hash:listing}) d),
                           (select json_agg(i) from app.public_collection_items({hash:collection}) i),
                           (select json_agg(c) from app.public_collection({hash:collection}) c))",
        )
        .await;
    for word in [
        "notes",
        "private",
        "user_id",
        "example.com",
        "valuation",
        "ruleset",
    ] {
        assert!(!page.contains(word), "{word} in {page}");
    }
}

/// A person shares at most ten times an hour, however the shares are made and whatever is
/// deleted in between.
#[sqlx::test(migrations = false)]
async fn sharing_is_limited(pool: PgPool) {
    let stage = Stage::set(pool).await;
    const TOO_MANY: &str = "DB429";
    let share = "insert into user_share (sender_id, recipient_id, listing_id)
                 select {owner}, {recipient}, {listing} from generate_series(1, ";
    // The world has made one already.
    assert_eq!(
        stage.run(Persona::Owner, &format!("{share} 10)")).await,
        Err(TOO_MANY.into())
    );
    assert_eq!(
        stage.run(Persona::Owner, &format!("{share} 9)")).await,
        Ok(9)
    );
    stage
        .run(Persona::Owner, "delete from user_share")
        .await
        .unwrap();
    assert_eq!(
        stage.run(Persona::Owner, &format!("{share} 1)")).await,
        Err(TOO_MANY.into())
    );

    stage
        .as_superuser("update app_user set plan = 'enterprise' where id = {owner}")
        .await;
    assert_eq!(
        stage.run(Persona::Owner, &format!("{share} 20)")).await,
        Ok(20)
    );
    assert_eq!(
        stage.run(Persona::Owner, &format!("{share} 1)")).await,
        Err(TOO_MANY.into())
    );

    stage
        .as_superuser("update user_share_sending set sent_at = sent_at - interval '1 hour'")
        .await;
    assert_eq!(
        stage.run(Persona::Owner, &format!("{share} 1)")).await,
        Ok(1)
    );
}

/// A share is announced once, however often it is asked for.
#[sqlx::test(migrations = false)]
async fn an_announcement_is_made_once(pool: PgPool) {
    let stage = Stage::set(pool).await;
    for _ in 0..3 {
        stage
            .run(
                Persona::Owner,
                "select app.notify({recipient}, 'share_received', 'new', null, '/inbox', {share})",
            )
            .await
            .unwrap();
    }
    assert_eq!(
        stage
            .count("select count(*) from notification where user_id = {recipient}")
            .await,
        1
    );
    let elsewhere = stage
        .run(
            Persona::Owner,
            "select app.notify({owner}, 'system', 'new', null, '//evil.example', null)",
        )
        .await;
    assert_eq!(
        elsewhere,
        Err("23514".into()),
        "links lead into the application"
    );
}

/// The audit is added to, and nobody changes it: not even who could.
#[sqlx::test(migrations = false)]
async fn the_audit_is_append_only(pool: PgPool) {
    let stage = Stage::set(pool).await;
    let mut superuser = stage.superuser.acquire().await.unwrap();
    for sql in [
        "update audit_event set kind = 'changed'",
        "delete from audit_event",
        "truncate audit_event",
    ] {
        assert_eq!(
            run(&mut superuser, sql.into()).await,
            Err(DENIED.into()),
            "{sql}"
        );
    }
}

/// Old messages are forgotten, recent ones kept.
#[sqlx::test(migrations = false)]
async fn webhooks_are_forgotten_after_thirty_days(pool: PgPool) {
    let stage = Stage::set(pool).await;
    stage
        .as_superuser(
            "insert into webhook_event (message_id, event_type, outcome, received_at)
             values ('old', 'user.created', 'done', now() - interval '31 days')",
        )
        .await;
    let gone: i64 = stage
        .ask(Persona::System, "select app.purge_webhook_events()")
        .await;
    assert_eq!(gone, 1);
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
        "drop policy listing_owner_reads on listing",
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
