//! What is kept as a record, and for how long.

use sqlx::PgPool;

use super::{DENIED, Stage, run};
use crate::rls::persona::Persona;

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
    assert_eq!(gone, 2, "this one and the world's own");
}
