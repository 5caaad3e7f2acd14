//! How shares and links begin and end.

use sqlx::PgPool;

use super::{DENIED, Stage};
use crate::rls::persona::Persona;

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
