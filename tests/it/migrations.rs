//! Every migration can be taken back, and leaves the schema as it was.

use deal_brain::db::migrate::MIGRATOR;
use sqlx::PgPool;

/// Every object of ours, with what defines it.
async fn schema(pool: &PgPool) -> Vec<String> {
    sqlx::query_scalar(
        "select format('column %s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default)
           from information_schema.columns where table_schema in ('public', 'app') and table_name <> '_sqlx_migrations'
          union all
         select format('index %s', indexdef) from pg_indexes where schemaname in ('public', 'app') and tablename <> '_sqlx_migrations'
          union all
         select format('constraint %s %s', conname, pg_get_constraintdef(oid)) from pg_constraint
          where connamespace in (select oid from pg_namespace where nspname in ('public', 'app')) and conname <> '_sqlx_migrations_pkey'
          union all
         select format('policy %s %s %s %s %s %s', tablename, policyname, roles, cmd, qual, with_check) from pg_policies
          union all
         select format('function %s %s', p.oid::regprocedure, md5(pg_get_functiondef(p.oid))) from pg_proc p
           join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('public', 'app')
          union all
         select format('grants %s %s', nspname, nspacl) from pg_namespace where nspname in ('public', 'app')
          order by 1",
    )
    .fetch_all(pool)
    .await
    .unwrap()
}

#[sqlx::test(migrations = false)]
async fn each_migration_can_be_taken_back_and_applied_again(pool: PgPool) {
    let versions: Vec<i64> = MIGRATOR
        .iter()
        .filter(|migration| migration.migration_type.is_up_migration())
        .map(|migration| migration.version)
        .collect();
    assert!(versions.len() > 40, "only {versions:?}");
    let mut before = Vec::new();
    for version in &versions {
        before.push(schema(&pool).await);
        MIGRATOR.run_to(*version, &pool).await.unwrap();
    }
    let complete = schema(&pool).await;
    assert!(complete.len() > 200, "{complete:#?}");
    for (index, _) in versions.iter().enumerate().rev() {
        let target = index.checked_sub(1).map_or(0, |earlier| versions[earlier]);
        MIGRATOR.undo(&pool, target).await.unwrap();
        let mut now = schema(&pool).await;
        let mut then = before.pop().unwrap();
        // What was revoked from everybody at first stays revoked.
        now.retain(|line| !line.starts_with("grants"));
        then.retain(|line| !line.starts_with("grants"));
        assert_eq!(now, then, "after taking back migration {}", versions[index]);
    }
    MIGRATOR.run(&pool).await.unwrap();
    assert_eq!(schema(&pool).await, complete);
}

#[sqlx::test]
async fn rows_do_not_stand_in_the_way_of_going_back(pool: PgPool) {
    sqlx::raw_sql(
        "insert into app_user (clerk_id, username) values ('user_1', 'one');
         insert into listing (user_id, title) select id, 'kept' from app_user;",
    )
    .execute(&pool)
    .await
    .unwrap();
    MIGRATOR.undo(&pool, 0).await.unwrap();
    MIGRATOR.run(&pool).await.unwrap();
}

#[sqlx::test]
async fn what_a_person_owns_goes_with_them(pool: PgPool) {
    sqlx::raw_sql(
        "insert into app_user (clerk_id, username) values ('user_1', 'one'), ('user_2', 'two');
         insert into listing (user_id, title) select id, username from app_user;
         delete from app_user where username = 'one';",
    )
    .execute(&pool)
    .await
    .unwrap();
    let left: Vec<String> = sqlx::query_scalar("select title from listing")
        .fetch_all(&pool)
        .await
        .unwrap();
    assert_eq!(left, ["two"]);
}
