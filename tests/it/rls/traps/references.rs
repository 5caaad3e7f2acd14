//! The traps of references: who may name which row of another table.

use sqlx::PgPool;

use super::{DENIED, Stage};
use crate::rls::persona::Persona;

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
