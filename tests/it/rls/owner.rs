//! A database as a deployment has it: its owner is no superuser.

use deal_brain::db::migrate::MIGRATOR;
use sqlx::{AssertSqlSafe, PgPool, postgres::PgPoolOptions};

/// Migrates an empty database as an owner without special rights, so that row-level security,
/// which is forced, binds the functions of the schema too. Returns the owner's pool.
pub async fn migrated_by_plain_owner(superuser: &PgPool) -> PgPool {
    let database = superuser
        .connect_options()
        .get_database()
        .unwrap()
        .to_owned();
    // Each database its own: what one test does to its owner is no other's business.
    let owner = format!("owner_of_{database}");
    sqlx::raw_sql(AssertSqlSafe(format!(
        "do $$ begin
             create role \"{owner}\" login createrole;
         exception when duplicate_object or unique_violation then null;
         end $$;
         alter database \"{database}\" owner to \"{owner}\""
    )))
    .execute(superuser)
    .await
    .unwrap();
    let owner = login(superuser, &owner, 1).await;
    MIGRATOR.run(&owner).await.unwrap();
    owner
}

/// A pool of the test's database that logs in as `role`.
pub async fn login(superuser: &PgPool, role: &str, connections: u32) -> PgPool {
    let options = (*superuser.connect_options()).clone().username(role);
    PgPoolOptions::new()
        .max_connections(connections)
        .connect_with(options)
        .await
        .unwrap()
}
