//! The first administrator, as the settings name them.

use deal_brain::auth::FirstAdmin;
use serde_json::json;
use sqlx::PgPool;

use super::{kept_about, make_admin, somebody};
use crate::support::{App, Person, state};

const ADDRESS: &str = "iris@example.com";

fn app_that_names(pool: &PgPool, named: &str) -> App {
    let mut state = state(pool.clone(), |clerk| clerk);
    state.first_admin = FirstAdmin::new(Some(named));
    App::of(state)
}

async fn has_address(pool: &PgPool, id: i64, told_by_clerk: bool) {
    sqlx::query(
        "update app_user set email = $2, clerk_updated_at = case when $3 then now() end where id = $1",
    )
    .bind(id)
    .bind(ADDRESS)
    .bind(told_by_clerk)
    .execute(pool)
    .await
    .unwrap();
}

async fn is_admin(person: &Person<'_>) -> bool {
    person.get("/api/v1/admin/users").await.status == 200
}

#[sqlx::test]
async fn who_is_named_becomes_the_first_administrator_once_clerk_tells_their_address(pool: PgPool) {
    let app = app_that_names(&pool, "Iris@Example.com");
    let (iris, id) = somebody(&app).await;
    assert!(!is_admin(&iris).await);
    has_address(&pool, id, false).await;
    assert!(!is_admin(&iris).await, "a token's word is not enough");
    has_address(&pool, id, true).await;
    assert!(is_admin(&iris).await);
    assert_eq!(
        kept_about(&pool, id).await,
        [(
            "role_changed".to_owned(),
            None,
            json!({"from": "user", "to": "admin", "source": "settings"})
        )]
    );
}

#[sqlx::test]
async fn a_name_in_the_settings_is_nothing_while_there_is_an_administrator(pool: PgPool) {
    let app = app_that_names(&pool, "user_000000000000000000000000001");
    let (iris, id) = somebody(&app).await;
    let (_, other) = somebody(&app).await;
    make_admin(&pool, other).await;
    has_address(&pool, id, true).await;
    assert!(!is_admin(&iris).await);
}

#[sqlx::test]
async fn nobody_else_becomes_an_administrator(pool: PgPool) {
    let app = app_that_names(&pool, "somebody.else@example.com");
    let (iris, id) = somebody(&app).await;
    has_address(&pool, id, true).await;
    assert!(!is_admin(&iris).await);
}
