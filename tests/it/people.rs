//! One function writes a person, whoever tells of them: whatever the order, the row ends the same.

use deal_brain::{
    db::Db,
    domain::person::{News, Profile, Source, Told, Version},
    service::people::{self, Found, Written},
};
use serde_json::Value;
use sqlx::{FromRow, PgPool, postgres::PgListener};
use time::OffsetDateTime;

/// What a row says of a person.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
struct Row {
    username: String,
    email: Option<String>,
    first_name: Option<String>,
    is_active: bool,
    is_deleted: bool,
}

async fn row(pool: &PgPool, clerk_id: &str) -> Option<Row> {
    sqlx::query_as(
        "select username, email, first_name, is_active, deleted_at is not null as is_deleted
           from app_user where clerk_id = $1",
    )
    .bind(clerk_id)
    .fetch_optional(pool)
    .await
    .unwrap()
}

/// Kinds and circumstances of what the audit log says, oldest first.
async fn audit(pool: &PgPool) -> Vec<(String, Value)> {
    sqlx::query_as("select kind, detail from audit_event order by id")
        .fetch_all(pool)
        .await
        .unwrap()
}

async fn kinds(pool: &PgPool) -> Vec<String> {
    audit(pool)
        .await
        .into_iter()
        .map(|(kind, _)| kind)
        .collect()
}

fn told(clerk_id: &str, news: News) -> Told {
    Told {
        clerk_id: clerk_id.into(),
        news,
    }
}

fn since(seconds: i64) -> Version {
    let at = OffsetDateTime::from_unix_timestamp(1_800_000_000 + seconds).unwrap();
    Version {
        changed_at: at,
        told_at: at,
    }
}

fn called(name: &str) -> Profile {
    Profile {
        first_name: Some(name.into()),
        email: Some(format!("{name}@example.com")),
        ..Profile::default()
    }
}

async fn webhook(db: &Db, clerk_id: &str, news: News) -> Written {
    people::write_alone(db, &told(clerk_id, news), Source::Webhook)
        .await
        .unwrap()
}

#[sqlx::test]
async fn a_deleted_person_is_cleared_and_never_comes_again(pool: PgPool) {
    let db = Db::from_pool(pool.clone());
    webhook(&db, "user_1", News::Are(called("ada"), since(1))).await;
    assert!(matches!(
        webhook(&db, "user_1", News::Gone).await,
        Written::Removed(_)
    ));

    let gone = row(&pool, "user_1").await.unwrap();
    assert_eq!(
        (gone.email.as_deref(), gone.first_name.as_deref()),
        (None, None)
    );
    assert!(gone.username.starts_with("gone:") && !gone.is_active && gone.is_deleted);

    for late in [
        News::Are(called("ada"), since(9)),
        News::Came(called("ada")),
        News::Gone,
    ] {
        assert_eq!(webhook(&db, "user_1", late).await, Written::Unchanged);
    }
    assert_eq!(row(&pool, "user_1").await.unwrap(), gone);
    assert_eq!(kinds(&pool).await, ["provisioned", "deleted"]);
}

#[sqlx::test]
async fn somebody_deleted_before_they_were_ever_seen_cannot_come(pool: PgPool) {
    let db = Db::from_pool(pool.clone());
    webhook(&db, "user_1", News::Gone).await;
    let found = people::find_or_make(&db, "user_1", || called("ada"))
        .await
        .unwrap();
    assert!(matches!(found, Found::Known(user) if !user.is_active));
    webhook(&db, "user_1", News::Are(called("ada"), since(1))).await;
    assert_eq!(row(&pool, "user_1").await.unwrap().first_name, None);
}

#[sqlx::test]
async fn who_was_purged_cannot_come_again(pool: PgPool) {
    let db = Db::from_pool(pool.clone());
    webhook(&db, "user_1", News::Are(called("ada"), since(1))).await;
    sqlx::query("delete from app_user")
        .execute(&pool)
        .await
        .unwrap();

    assert_eq!(
        webhook(&db, "user_1", News::Are(called("ada"), since(2))).await,
        Written::Unchanged
    );
    let found = people::find_or_make(&db, "user_1", Profile::default).await;
    assert_eq!(found.unwrap(), Found::Purged);
    assert_eq!(row(&pool, "user_1").await, None);
}

#[sqlx::test]
async fn the_address_of_somebody_who_is_gone_is_free(pool: PgPool) {
    let db = Db::from_pool(pool.clone());
    webhook(&db, "user_1", News::Are(called("ada"), since(1))).await;
    webhook(&db, "user_1", News::Gone).await;
    webhook(&db, "user_2", News::Are(called("ada"), since(2))).await;
    let email = row(&pool, "user_2").await.unwrap().email;
    assert_eq!(email.as_deref(), Some("ada@example.com"));
    assert!(!kinds(&pool).await.contains(&"email_collision".to_owned()));
}

/// Clerk lets nobody have an address that another still has, so the older message is out of date.
#[sqlx::test]
async fn an_address_goes_to_whom_it_was_given_last_whatever_the_order(pool: PgPool) {
    let db = Db::from_pool(pool.clone());
    let moves = [
        ("user_1", News::Are(called("Shared"), since(1))),
        ("user_1", News::Are(called("own"), since(2))),
        ("user_2", News::Are(called("shared"), since(3))),
    ];
    for order in [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ] {
        for index in order {
            let (clerk_id, news) = moves[index].clone();
            webhook(&db, clerk_id, news).await;
        }
        let email = async |clerk_id| row(&pool, clerk_id).await.unwrap().email.unwrap();
        assert_eq!(email("user_1").await, "own@example.com", "{order:?}");
        assert_eq!(email("user_2").await, "shared@example.com", "{order:?}");
        sqlx::raw_sql("delete from app_user; delete from purged_person")
            .execute(&pool)
            .await
            .unwrap();
    }
}

#[sqlx::test]
async fn an_address_of_somebody_from_before_clerk_is_a_collision_and_no_merge(pool: PgPool) {
    sqlx::query("insert into app_user (username, email) values ('old', 'ada@example.com')")
        .execute(&pool)
        .await
        .unwrap();
    let db = Db::from_pool(pool.clone());
    webhook(&db, "user_1", News::Are(called("ada"), since(1))).await;
    assert_eq!(row(&pool, "user_1").await.unwrap().email, None);
    let (kind, detail) = audit(&pool).await.pop().unwrap();
    assert_eq!(
        (kind.as_str(), &detail["outcome"]),
        ("email_collision", &"left_out".into())
    );
}

#[sqlx::test]
async fn a_user_name_goes_to_whom_it_was_given_last(pool: PgPool) {
    let db = Db::from_pool(pool.clone());
    let named = |name: &str| Profile {
        username: Some(name.into()),
        ..Profile::default()
    };
    let username = async |clerk_id| row(&pool, clerk_id).await.unwrap().username;

    webhook(&db, "user_1", News::Are(named("ada"), since(1))).await;
    webhook(&db, "user_2", News::Are(named("ada"), since(3))).await;
    assert_eq!(username("user_2").await, "ada");
    assert!(username("user_1").await.starts_with("u_"));
    // Old news do not take it back.
    webhook(&db, "user_3", News::Are(named("ada"), since(2))).await;
    assert_eq!(username("user_2").await, "ada");
    assert!(username("user_3").await.starts_with("u_"));
}

/// Somebody's chosen name may look like one that we would make up for another.
#[sqlx::test]
async fn a_made_up_name_that_is_taken_is_made_longer(pool: PgPool) {
    let db = Db::from_pool(pool.clone());
    webhook(&db, "user_1", News::Came(Profile::default())).await;
    let made_up = row(&pool, "user_1").await.unwrap().username;
    sqlx::query("delete from app_user; ")
        .execute(&pool)
        .await
        .unwrap();
    sqlx::query("delete from purged_person")
        .execute(&pool)
        .await
        .unwrap();

    let squatter = Profile {
        username: Some(made_up.clone()),
        ..Profile::default()
    };
    webhook(&db, "user_2", News::Are(squatter, since(1))).await;
    webhook(&db, "user_1", News::Came(Profile::default())).await;
    let longer = row(&pool, "user_1").await.unwrap().username;
    assert!(longer.starts_with(&made_up) && longer.len() > made_up.len());
}

#[sqlx::test]
async fn a_ban_is_told_to_every_instance_and_ends(pool: PgPool) {
    let db = Db::from_pool(pool.clone());
    let mut listener = PgListener::connect_with(&pool).await.unwrap();
    listener.listen("auth_changed").await.unwrap();
    let banned = |banned| Profile {
        banned,
        ..called("ada")
    };

    webhook(&db, "user_1", News::Are(banned(false), since(1))).await;
    webhook(&db, "user_1", News::Are(banned(true), since(2))).await;
    assert!(!row(&pool, "user_1").await.unwrap().is_active);
    webhook(&db, "user_1", News::Are(banned(false), since(3))).await;
    assert!(row(&pool, "user_1").await.unwrap().is_active);
    webhook(&db, "user_1", News::Gone).await;

    for _ in ["banned", "no longer", "gone"] {
        assert_eq!(listener.recv().await.unwrap().payload(), "user:user_1");
    }
    assert_eq!(
        kinds(&pool).await,
        ["provisioned", "deactivated", "reactivated", "deleted"]
    );
}

#[sqlx::test]
async fn what_an_administrator_decides_stays(pool: PgPool) {
    let db = Db::from_pool(pool.clone());
    webhook(&db, "user_1", News::Are(called("ada"), since(1))).await;
    sqlx::query(
        "update app_user set role = 'admin', plan = 'growth', is_active = false, display_name = 'Countess',
                preferences = '{\"theme\": \"dark\"}'",
    )
    .execute(&pool)
    .await
    .unwrap();
    webhook(&db, "user_1", News::Are(called("grace"), since(2))).await;
    let kept: bool = sqlx::query_scalar(
        "select role = 'admin' and plan = 'growth' and not is_active and display_name = 'Countess'
            and preferences = '{\"theme\": \"dark\"}' and first_name = 'grace' from app_user",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert!(kept);
}

/// Names of fields, never what is in them.
#[sqlx::test]
async fn the_audit_log_names_what_changed_and_tells_nothing_personal(pool: PgPool) {
    let db = Db::from_pool(pool.clone());
    webhook(&db, "user_1", News::Are(called("ada"), since(1))).await;
    webhook(&db, "user_1", News::Are(called("grace"), since(2))).await;
    webhook(&db, "user_1", News::Are(called("grace"), since(3))).await;
    let events = audit(&pool).await;
    assert_eq!(
        events.len(),
        2,
        "nothing to tell when nothing changed: {events:?}"
    );
    assert_eq!(events[0].1["source"], "webhook");
    assert_eq!(
        events[1].1["fields"],
        serde_json::json!(["email", "first_name"])
    );
    let told = serde_json::to_string(&events).unwrap();
    assert!(!told.contains("ada") && !told.contains("grace"), "{told}");
}

#[sqlx::test]
async fn what_was_cleared_is_held_back_and_erased_in_time(pool: PgPool) {
    let db = Db::from_pool(pool.clone());
    webhook(&db, "user_1", News::Are(called("ada"), since(1))).await;
    webhook(&db, "user_1", News::Gone).await;
    let held = async || {
        sqlx::query_scalar::<_, String>("select email from held_profile")
            .fetch_optional(&pool)
            .await
            .unwrap()
    };
    assert_eq!(held().await.as_deref(), Some("ada@example.com"));
    let mut tx = db.as_system().await.unwrap();
    assert_eq!(people::erase_held(&mut tx).await.unwrap(), 0);
    drop(tx);

    sqlx::query("update held_profile set erase_at = now()")
        .execute(&pool)
        .await
        .unwrap();
    let mut tx = db.as_system().await.unwrap();
    assert_eq!(people::erase_held(&mut tx).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(held().await, None);
    assert_eq!(kinds(&pool).await.last().unwrap(), "erased");
}
