//! The admin area, through the interface for programs, its pages and its server functions.

mod audit;
mod doors;
mod first;
mod impersonation;
mod moderation;
mod people;
mod roles;
mod search;
mod standing;
mod switches;
mod upkeep;

use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{App, Person};

/// Somebody with a row, and its number.
async fn somebody(app: &App) -> (Person<'_>, i64) {
    let person = app.newcomer();
    let me = person.get("/api/v1/users/me").await.expect(200).json();
    (person, me["id"].as_i64().unwrap())
}

/// An administrator who has just signed in.
async fn administrator<'a>(app: &'a App, pool: &PgPool) -> (Person<'a>, i64) {
    let (person, id) = somebody(app).await;
    make_admin(pool, id).await;
    (person.claiming(&json!({"fva": [1, -1]})), id)
}

async fn make_admin(pool: &PgPool, id: i64) {
    sqlx::query("update app_user set role = 'admin' where id = $1")
        .bind(id)
        .execute(pool)
        .await
        .unwrap();
}

/// The kinds and details of what was kept about somebody, oldest first.
async fn kept_about(pool: &PgPool, id: i64) -> Vec<(String, Option<i64>, Value)> {
    sqlx::query_as(
        "select kind, actor_id, detail from audit_event where subject_id = $1 and kind <> 'provisioned' order by id",
    )
    .bind(id)
    .fetch_all(pool)
    .await
    .unwrap()
}
