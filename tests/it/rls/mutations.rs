//! Proof that the matrix would notice: it fails when a single policy is gone, or row-level
//! security is off on a single table.

use sqlx::{AssertSqlSafe, PgConnection, PgPool};

use super::{
    matrix::{Worlds, faults},
    owner::migrated_by_plain_owner,
};

/// Whether the matrix finds a fault after `change`, which is undone.
async fn notices(
    connection: &mut PgConnection,
    worlds: &Worlds,
    table: &str,
    change: &str,
) -> bool {
    sqlx::raw_sql("begin")
        .execute(&mut *connection)
        .await
        .unwrap();
    sqlx::raw_sql(AssertSqlSafe(change.to_owned()))
        .execute(&mut *connection)
        .await
        .unwrap();
    let faults = faults(&mut *connection, worlds, Some(table), true).await;
    sqlx::raw_sql("rollback").execute(connection).await.unwrap();
    !faults.is_empty()
}

/// Drops each policy for a command in turn.
async fn every_policy_is_missed(pool: PgPool, command: &str, at_least: usize) {
    migrated_by_plain_owner(&pool).await;
    let mut connection = pool.acquire().await.unwrap();
    let worlds = Worlds::make(&mut connection).await;
    let policies: Vec<(String, String)> = sqlx::query_as(
        "select tablename::text, policyname::text from pg_policies
          where schemaname = 'public' and cmd = $1 order by 1, 2",
    )
    .bind(command)
    .fetch_all(&mut *connection)
    .await
    .unwrap();
    assert!(policies.len() >= at_least, "only {}", policies.len());

    let mut unnoticed = Vec::new();
    for (table, policy) in &policies {
        let change = format!("drop policy {policy} on {table}");
        if !notices(&mut connection, &worlds, table, &change).await {
            unnoticed.push(policy);
        }
    }
    assert!(unnoticed.is_empty(), "nobody misses {unnoticed:?}");
}

#[sqlx::test(migrations = false)]
async fn the_matrix_fails_without_any_one_policy_to_select(pool: PgPool) {
    every_policy_is_missed(pool, "SELECT", 50).await;
}

#[sqlx::test(migrations = false)]
async fn the_matrix_fails_without_any_one_policy_to_insert(pool: PgPool) {
    every_policy_is_missed(pool, "INSERT", 15).await;
}

#[sqlx::test(migrations = false)]
async fn the_matrix_fails_without_any_one_policy_to_update(pool: PgPool) {
    every_policy_is_missed(pool, "UPDATE", 15).await;
}

#[sqlx::test(migrations = false)]
async fn the_matrix_fails_without_any_one_policy_to_delete(pool: PgPool) {
    every_policy_is_missed(pool, "DELETE", 15).await;
}

#[sqlx::test(migrations = false)]
async fn the_matrix_fails_without_any_one_policy_for_everything(pool: PgPool) {
    every_policy_is_missed(pool, "ALL", 8).await;
}

#[sqlx::test(migrations = false)]
async fn the_matrix_fails_when_any_one_table_is_left_open(pool: PgPool) {
    migrated_by_plain_owner(&pool).await;
    let mut connection = pool.acquire().await.unwrap();
    let worlds = Worlds::make(&mut connection).await;
    // Of a table without a grant to anybody, only the catalogue can tell.
    let tables: Vec<String> = sqlx::query_scalar(
        "select c.relname::text
           from pg_class c
          where c.relnamespace = 'public'::regnamespace
            and c.relrowsecurity
            and exists (select 1 from unnest(array['app_request', 'app_admin', 'app_sync']) role
                         where has_any_column_privilege(role, c.oid, 'select, insert, update'))
          order by 1",
    )
    .fetch_all(&mut *connection)
    .await
    .unwrap();
    assert!(tables.len() > 15, "{tables:?}");

    let mut unnoticed = Vec::new();
    for table in &tables {
        let change = format!("alter table {table} disable row level security");
        if !notices(&mut connection, &worlds, table, &change).await {
            unnoticed.push(table);
        }
    }
    assert!(
        unnoticed.is_empty(),
        "nobody notices that {unnoticed:?} are open"
    );
}
