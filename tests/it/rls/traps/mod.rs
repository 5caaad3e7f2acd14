//! The traps that were met while these policies were made, each with a test that it stays shut.
//! The numbers are those of `docs/adr/0010-row-level-security.md`.

mod ownership;
mod public;
mod records;
mod references;
mod roles;
mod sharing;

use sqlx::{AssertSqlSafe, PgConnection, PgPool};

use super::{
    owner::{login, migrated_by_plain_owner},
    persona::Persona,
    world::World,
};

/// A database with a world in it, a superuser's connection and one of the login role.
struct Stage {
    world: World,
    superuser: PgPool,
    owner: PgPool,
    login: PgPool,
}

impl Stage {
    async fn set(pool: PgPool) -> Self {
        let owner = migrated_by_plain_owner(&pool).await;
        let world = World::make(&mut pool.acquire().await.unwrap(), "a").await;
        let login = login(&pool, "app_request", 1).await;
        Self {
            world,
            superuser: pool,
            owner,
            login,
        }
    }

    /// Gives one statement as somebody, and keeps what it did. The rows that it touched, or
    /// PostgreSQL's error code.
    async fn run(&self, persona: Persona, sql: &str) -> Result<u64, String> {
        let mut transaction = self.login.begin().await.unwrap();
        persona.take(&mut transaction, &self.world).await;
        let done = run(&mut transaction, self.world.fill(sql, persona)).await?;
        transaction.commit().await.unwrap();
        Ok(done)
    }

    async fn ask<T>(&self, persona: Persona, sql: &str) -> T
    where
        T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
    {
        let mut transaction = self.login.begin().await.unwrap();
        persona.take(&mut transaction, &self.world).await;
        let sql = self.world.fill(sql, persona);
        sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(&mut *transaction)
            .await
            .unwrap()
    }

    async fn as_superuser(&self, sql: &str) -> u64 {
        let sql = self.world.fill(sql, Persona::Anonymous);
        run(&mut self.superuser.acquire().await.unwrap(), sql)
            .await
            .unwrap()
    }

    async fn count(&self, sql: &str) -> i64 {
        let sql = self.world.fill(sql, Persona::Anonymous);
        sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(&self.superuser)
            .await
            .unwrap()
    }
}

async fn run(connection: &mut PgConnection, sql: String) -> Result<u64, String> {
    match sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await {
        Ok(done) => Ok(done.rows_affected()),
        Err(error) => Err(error
            .as_database_error()
            .unwrap()
            .code()
            .unwrap()
            .into_owned()),
    }
}

const DENIED: &str = "42501";
const ALL_LISTINGS: &str = "select count(*) from listing";
