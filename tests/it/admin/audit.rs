//! The audit log: looked through, taken along, and found out when it was tampered with.

use deal_brain::{
    domain::audit::{AuditEvent, AuditKind},
    service::{
        self,
        admin::audit::{Break, Intact, Noted, verify},
    },
};
use serde_json::{Value, json};
use sqlx::PgPool;

use super::{administrator, somebody};
use crate::support::App;

const AUDIT: &str = "/api/v1/admin/audit";

/// Keeps events as the application does.
async fn keep(app: &App, count: usize) {
    for number in 0..count {
        let mut tx = app.state.db.as_system().await.unwrap();
        let event = AuditEvent::new(AuditKind::Login).with("number", number);
        service::audit::record(&mut tx, &event).await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn checked(app: &App) -> Result<Intact, Break> {
    verify(&app.state.db, None).await.unwrap()
}

/// As somebody does who has the database's owner's rights, and switches off what is in the way.
async fn tamper(pool: &PgPool, sql: &'static str) {
    let mut tx = pool.begin().await.unwrap();
    sqlx::raw_sql("alter table audit_event disable trigger user")
        .execute(&mut *tx)
        .await
        .unwrap();
    let done = sqlx::raw_sql(sql).execute(&mut *tx).await.unwrap();
    assert!(done.rows_affected() > 0, "{sql}");
    sqlx::raw_sql("alter table audit_event enable trigger user")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// The event of that link.
async fn event_of(pool: &PgPool, link: i64) -> i64 {
    sqlx::query_scalar("select event_id from audit_link where no = $1")
        .bind(link)
        .fetch_one(pool)
        .await
        .unwrap()
}

#[sqlx::test]
async fn a_log_that_nobody_touched_is_intact(pool: PgPool) {
    let app = App::new(pool.clone());
    let nothing = checked(&app).await.unwrap();
    assert_eq!((nothing.events, nothing.head.no), (0, 0));
    keep(&app, 7).await;
    let intact = checked(&app).await.unwrap();
    assert_eq!((intact.events, intact.head.no), (7, 7));
    assert_eq!(intact.head.hash.len(), 64);
}

#[sqlx::test]
async fn events_that_are_kept_at_the_same_moment_are_one_chain(pool: PgPool) {
    let app = App::new(pool.clone());
    let many = (0..8).map(|_| keep(&app, 10));
    futures_util::future::join_all(many).await;
    assert_eq!(checked(&app).await.unwrap().events, 80);
}

#[sqlx::test]
async fn what_is_rolled_back_leaves_no_gap(pool: PgPool) {
    let app = App::new(pool.clone());
    keep(&app, 1).await;
    let mut tx = app.state.db.as_system().await.unwrap();
    let event = AuditEvent::new(AuditKind::Login);
    service::audit::record(&mut tx, &event).await.unwrap();
    drop(tx);
    keep(&app, 1).await;
    assert_eq!(checked(&app).await.unwrap().events, 2);
}

#[sqlx::test]
async fn a_changed_event_is_found(pool: PgPool) {
    for (change, link) in [
        (
            "update audit_event set kind = 'logout' where id = (select event_id from audit_link where no = 3)",
            3,
        ),
        (
            r#"update audit_event set detail = '{"number": 9}' where id = (select event_id from audit_link where no = 1)"#,
            1,
        ),
        (
            "update audit_event set at = at + interval '1 microsecond' where id = (select event_id from audit_link where no = 5)",
            5,
        ),
        (
            "update audit_event set actor_id = 7 where id = (select event_id from audit_link where no = 2)",
            2,
        ),
        (
            "update audit_event set ip_hash = 'x' where id = (select event_id from audit_link where no = 2)",
            2,
        ),
        // The hash written anew as well: then the next one does not follow from it.
        ("update audit_link set hash = sha256('x') where no = 4", 4),
    ] {
        let app = App::new(pool.clone());
        reset(&pool).await;
        keep(&app, 5).await;
        tamper(&pool, change).await;
        let event = event_of(&pool, link).await;
        assert_eq!(
            checked(&app).await,
            Err(Break::Changed { link, event }),
            "{change}"
        );
    }
}

/// An empty log.
async fn reset(pool: &PgPool) {
    sqlx::raw_sql(
        "alter table audit_event disable trigger user; delete from audit_event; delete from audit_link;
         alter table audit_event enable trigger user;
         update audit_chain set anchor_no = 0, anchor_hash = sha256('deal-brain audit log'), head_no = 0,
             head_hash = sha256('deal-brain audit log')",
    )
    .execute(pool)
    .await
    .unwrap();
}

#[sqlx::test]
async fn a_removed_event_is_found_with_its_link_or_without(pool: PgPool) {
    let app = App::new(pool.clone());
    keep(&app, 5).await;
    let event = event_of(&pool, 2).await;
    tamper(
        &pool,
        "delete from audit_event where id = (select event_id from audit_link where no = 2)",
    )
    .await;
    assert_eq!(
        checked(&app).await,
        Err(Break::EventRemoved { link: 2, event })
    );

    reset(&pool).await;
    keep(&app, 5).await;
    tamper(&pool, "delete from audit_event where id = (select event_id from audit_link where no = 2); delete from audit_link where no = 2").await;
    assert_eq!(checked(&app).await, Err(Break::LinkMissing(2)));

    reset(&pool).await;
    keep(&app, 5).await;
    tamper(&pool, "delete from audit_event where id = (select event_id from audit_link where no = 5); delete from audit_link where no = 5").await;
    assert_eq!(checked(&app).await, Err(Break::HeadDiffers));
}

#[sqlx::test]
async fn an_inserted_event_is_found(pool: PgPool) {
    let app = App::new(pool.clone());
    keep(&app, 3).await;
    tamper(&pool, "insert into audit_event (kind) values ('login')").await;
    let id: i64 = sqlx::query_scalar("select max(id) from audit_event")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(checked(&app).await, Err(Break::EventInserted(id)));
}

/// Whoever can write everything can write the whole chain anew; then the head that was noted elsewhere
/// is missed.
#[sqlx::test]
async fn a_chain_that_was_written_anew_is_found_by_a_head_that_was_noted(pool: PgPool) {
    let app = App::new(pool.clone());
    keep(&app, 3).await;
    let noted = checked(&app).await.unwrap().head;
    keep(&app, 2).await;
    assert!(verify(&app.state.db, Some(&noted)).await.unwrap().is_ok());
    reset(&pool).await;
    keep(&app, 5).await;
    assert!(checked(&app).await.is_ok());
    let found = verify(&app.state.db, Some(&noted)).await.unwrap();
    assert_eq!(found, Err(Break::NotedDiffers(3)));
    let beyond = Noted { no: 99, ..noted };
    let found = verify(&app.state.db, Some(&beyond)).await.unwrap();
    assert_eq!(found, Err(Break::NotedDiffers(99)));
}

#[sqlx::test]
async fn what_is_forgotten_leaves_a_chain_that_can_be_checked(pool: PgPool) {
    let app = App::new(pool.clone());
    sqlx::raw_sql(
        "insert into audit_event (kind, at) select 'login', now() - interval '500 days' from generate_series(1, 4);
         insert into audit_event (kind, at) values ('login', now() - interval '100 days')",
    )
    .execute(&pool)
    .await
    .unwrap();
    keep(&app, 3).await;
    let gone = service::retention::purge(&app.state.db, 400, 30)
        .await
        .unwrap();
    assert_eq!(gone.audit, 4);
    let intact = checked(&app).await.unwrap();
    assert_eq!((intact.events, intact.head.no), (4, 8));
    // What comes first now cannot be taken out unnoticed.
    tamper(&pool, "delete from audit_event where id = (select event_id from audit_link where no = 5); delete from audit_link where no = 5").await;
    assert_eq!(checked(&app).await, Err(Break::LinkMissing(5)));
    // All of it old: the chain goes on from where it was.
    reset(&pool).await;
    sqlx::raw_sql(
        "insert into audit_event (kind, at) values ('login', now() - interval '500 days')",
    )
    .execute(&pool)
    .await
    .unwrap();
    service::retention::purge(&app.state.db, 400, 30)
        .await
        .unwrap();
    keep(&app, 1).await;
    assert_eq!(checked(&app).await.unwrap().events, 1);
}

#[sqlx::test]
async fn the_log_is_narrowed_by_kind_person_and_time(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, iris_id) = administrator(&app, &pool).await;
    let (_, id) = somebody(&app).await;
    let path = format!("/api/v1/admin/users/{id}");
    iris.patch(&path, json!({"plan": "growth", "reason": "asked"}))
        .await
        .expect(200);
    let found = async |query: String| -> Vec<String> {
        let answer = iris
            .get(&format!("{AUDIT}{query}"))
            .await
            .expect(200)
            .json();
        let items = answer["items"].as_array().unwrap().clone();
        items
            .iter()
            .map(|item| item["kind"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        found(format!("?user={id}")).await,
        ["plan_changed", "provisioned"]
    );
    assert_eq!(found("?kind=plan_changed".into()).await, ["plan_changed"]);
    assert_eq!(
        found(format!("?user={iris_id}&kind=plan_changed")).await,
        ["plan_changed"]
    );
    assert_eq!(found("?from=2999-01-01".into()).await, Vec::<String>::new());
    assert_eq!(found("?to=2001-01-01".into()).await, Vec::<String>::new());
    let refused = iris.get(&format!("{AUDIT}?kind=murder")).await.expect(422);
    assert!(refused.json()["error"]["fields"].get("kind").is_some());

    let page = iris
        .visit(&format!("/admin/audit?user={id}"))
        .await
        .expect(200);
    assert!(
        page.text.contains("Plan changed") && page.text.contains("asked"),
        "{}",
        page.text
    );
}

#[sqlx::test]
async fn pages_follow_one_another_without_a_gap(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    keep(&app, 25).await;
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("{AUDIT}?kind=login&limit=10&cursor={cursor}");
        let answer = iris.get(&path).await.expect(200).json();
        let items = answer["items"].as_array().unwrap().clone();
        seen.extend(
            items
                .iter()
                .map(|item| item["detail"]["number"].as_i64().unwrap()),
        );
        match answer["next_cursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => break,
        }
    }
    let expected: Vec<i64> = (0..25).rev().collect();
    assert_eq!(seen, expected);
}

#[sqlx::test]
async fn an_export_is_whole_harmless_and_kept(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, iris_id) = administrator(&app, &pool).await;
    sqlx::raw_sql(
        r#"insert into audit_event (kind, detail)
           select 'login', jsonb_build_object('number', n) from generate_series(1, 2345) n;
           insert into audit_event (kind, detail) values ('=HYPERLINK("x")', '{}')"#,
    )
    .execute(&pool)
    .await
    .unwrap();
    let csv = iris
        .get(&format!("{AUDIT}/export.csv?kind=login"))
        .await
        .expect(200);
    assert!(csv.header("content-type").unwrap().starts_with("text/csv"));
    assert!(
        csv.header("content-disposition")
            .unwrap()
            .contains("audit.csv")
    );
    assert_eq!(csv.text.lines().count(), 2346);

    let all = iris
        .get(&format!("{AUDIT}/export.csv"))
        .await
        .expect(200)
        .text;
    assert!(all.contains("\"'=HYPERLINK"), "a formula");
    let json: Vec<Value> = serde_json::from_str(
        &iris
            .get(&format!("{AUDIT}/export.json?kind=login"))
            .await
            .expect(200)
            .text,
    )
    .unwrap();
    assert_eq!(json.len(), 2345);

    let kept: Vec<(Option<i64>, Value)> = sqlx::query_as(
        "select actor_id, detail from audit_event where kind = 'audit_exported' order by id",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(kept.len(), 3);
    assert_eq!(
        kept[0],
        (
            Some(iris_id),
            json!({"format": "csv", "question": "?kind=login"})
        )
    );
}
