//! The database itself refuses, through the login role and whatever the application does.

use deal_brain::{
    db::{Db, listings},
    domain::{
        listing::ListingDraft,
        user::{Role, User, UserId},
    },
};
use sqlx::{PgPool, postgres::PgPoolOptions};

use crate::support::newcomer;

async fn keeps(db: &Db, user: &User, title: &str) {
    let mut tx = db.as_user(user.id, Role::User).await.unwrap();
    let new = ListingDraft {
        title: Some(title.into()),
        ..ListingDraft::default()
    }
    .check()
    .unwrap();
    listings::insert(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
}

/// A pool that logs in as the role that serves requests.
async fn login_pool(pool: &PgPool, connections: u32) -> PgPool {
    let options = (*pool.connect_options()).clone().username("app_request");
    PgPoolOptions::new()
        .max_connections(connections)
        .connect_with(options)
        .await
        .unwrap()
}

async fn count(pool: &PgPool, role: &str, user: Option<UserId>, sql: &'static str) -> i64 {
    let mut tx = pool.begin().await.unwrap();
    let role = format!("set local role {role}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(role))
        .execute(&mut *tx)
        .await
        .unwrap();
    if let Some(user) = user {
        sqlx::query("select set_config('app.current_user_id', $1, true)")
            .bind(user.0.to_string())
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    sqlx::query_scalar(sql).fetch_one(&mut *tx).await.unwrap()
}

const LISTINGS: &str = "select count(*) from listing";
const PEOPLE: &str = "select count(*) from app_user";

#[sqlx::test]
async fn without_a_context_there_are_no_rows(pool: PgPool) {
    let db = Db::from_pool(pool.clone());
    let ada = newcomer(&db, "ada").await;
    keeps(&db, &ada, "kept").await;
    let login = login_pool(&pool, 1).await;

    assert_eq!(count(&login, "app_request", None, LISTINGS).await, 0);
    assert_eq!(count(&login, "app_request", None, PEOPLE).await, 0);
    assert_eq!(
        sqlx::query_scalar::<_, i64>(LISTINGS)
            .fetch_one(&login)
            .await
            .unwrap(),
        0
    );
    assert_eq!(
        count(&login, "app_request", Some(ada.id), LISTINGS).await,
        1
    );
}

#[sqlx::test]
async fn a_stranger_sees_and_changes_nothing(pool: PgPool) {
    let db = Db::from_pool(pool.clone());
    let (ada, ben) = (newcomer(&db, "ada").await, newcomer(&db, "ben").await);
    keeps(&db, &ada, "kept").await;
    let login = login_pool(&pool, 1).await;

    for sql in [
        LISTINGS,
        "with changed as (update listing set title = 'taken' returning 1) select count(*) from changed",
        "with gone as (delete from listing returning 1) select count(*) from gone",
    ] {
        assert_eq!(
            count(&login, "app_request", Some(ben.id), sql).await,
            0,
            "{sql}"
        );
    }
    assert_eq!(count(&login, "app_request", Some(ben.id), PEOPLE).await, 1);
    let own = "select count(*) from listing where title = 'kept'";
    assert_eq!(count(&login, "app_request", Some(ada.id), own).await, 1);
}

#[sqlx::test]
async fn nobody_can_keep_an_offer_for_another_or_for_no_one(pool: PgPool) {
    let db = Db::from_pool(pool.clone());
    let (ada, ben) = (newcomer(&db, "ada").await, newcomer(&db, "ben").await);
    keeps(&db, &ben, "kept").await;
    let login = login_pool(&pool, 1).await;
    for sql in [
        format!(
            "insert into listing (user_id, title) values ({}, 'planted')",
            ada.id.0
        ),
        "insert into listing (user_id, title) values (null, 'for everybody')".to_owned(),
        format!("update listing set user_id = {}", ada.id.0),
        "update listing set user_id = null".to_owned(),
        "update app_user set role = 'admin'".to_owned(),
        "delete from app_user".to_owned(),
        "create table mine (id int)".to_owned(),
    ] {
        let mut tx = login.begin().await.unwrap();
        let context = format!(
            "set local role app_request; set local app.current_user_id = '{}'",
            ben.id.0
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(context))
            .execute(&mut *tx)
            .await
            .unwrap();
        let error = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.clone()))
            .execute(&mut *tx)
            .await
            .unwrap_err();
        let code = error
            .as_database_error()
            .and_then(|error| error.code().map(String::from));
        assert_eq!(code.as_deref(), Some("42501"), "{sql}");
    }
}

#[sqlx::test]
async fn a_deactivated_person_is_nobody_to_the_database(pool: PgPool) {
    let db = Db::from_pool(pool.clone());
    let ada = newcomer(&db, "ada").await;
    keeps(&db, &ada, "kept").await;
    sqlx::query("update app_user set is_active = false")
        .execute(&pool)
        .await
        .unwrap();
    let login = login_pool(&pool, 1).await;
    assert_eq!(
        count(&login, "app_request", Some(ada.id), LISTINGS).await,
        0
    );
}

#[sqlx::test]
async fn membership_in_the_admin_role_alone_opens_nothing(pool: PgPool) {
    let db = Db::from_pool(pool.clone());
    let ada = newcomer(&db, "ada").await;
    keeps(&db, &ada, "kept").await;
    let login = login_pool(&pool, 1).await;
    assert_eq!(count(&login, "app_admin", None, LISTINGS).await, 0);
    assert_eq!(count(&login, "app_admin", Some(ada.id), LISTINGS).await, 0);
    sqlx::query("update app_user set role = 'admin'")
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(count(&login, "app_admin", Some(ada.id), LISTINGS).await, 1);
}

#[sqlx::test]
async fn a_pooled_connection_carries_nothing_to_the_next_person(pool: PgPool) {
    let login = login_pool(&pool, 2).await;
    let db = Db::from_pool(login.clone());
    let mut people = Vec::new();
    for number in 0..20 {
        let user = newcomer(&db, &format!("person {number}")).await;
        keeps(&db, &user, &format!("of {number}")).await;
        people.push(user);
    }
    let requests = (0..1000).map(|request| {
        let (db, user, number) = (db.clone(), &people[request % 20], request % 20);
        async move {
            let mut tx = db.as_user(user.id, Role::User).await.unwrap();
            let listings = listings::all(&mut tx, None, 10).await.unwrap();
            let titles: Vec<&str> = listings
                .iter()
                .map(|listing| listing.details.title.as_str())
                .collect();
            assert_eq!(titles, [format!("of {number}")]);
            if request % 3 == 0 {
                tx.commit().await.unwrap();
            } else {
                drop(tx);
            }
        }
    });
    futures_util::future::join_all(requests).await;

    for _ in 0..2 {
        let mut connection = login.acquire().await.unwrap();
        let (role, user): (String, Option<String>) = sqlx::query_as(
            "select current_user::text, nullif(current_setting('app.current_user_id', true), '')",
        )
        .fetch_one(&mut *connection)
        .await
        .unwrap();
        assert_eq!((role.as_str(), user), ("app_request", None));
    }
}

#[sqlx::test]
async fn only_the_login_role_is_fit_to_serve(pool: PgPool) {
    let owner = Db::from_pool(pool.clone()).login_role().await.unwrap();
    assert!(owner.unfit().is_some(), "{owner:?}");
    let login = Db::from_pool(login_pool(&pool, 1).await)
        .login_role()
        .await
        .unwrap();
    assert_eq!(login.unfit(), None, "{login:?}");
}

/// As the server opens its database.
#[sqlx::test]
async fn a_url_of_the_login_role_leads_to_scopes_and_is_fit_to_serve(pool: PgPool) {
    use sqlx::ConnectOptions as _;

    let options = (*pool.connect_options()).clone().username("app_request");
    let db = Db::connect(options.to_url_lossy().as_str()).await.unwrap();
    let role = db.login_role().await.unwrap();
    assert_eq!((role.name.as_str(), role.unfit()), ("app_request", None));
    let ada = newcomer(&db, "ada").await;
    keeps(&db, &ada, "kept").await;
    db.close().await;
    assert!(db.as_user(ada.id, Role::User).await.is_err());

    assert!(Db::connect("no url").await.is_err());
}
