//! The schema's migrations, run as the owner's role.

use std::collections::HashSet;

use sqlx::{AssertSqlSafe, Connection, PgConnection, migrate::Migrate, migrate::Migrator};
use thiserror::Error;

/// All migrations, compiled in.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// Why migrating failed.
#[derive(Debug, Error)]
pub enum MigrateError {
    /// The database cannot be reached.
    #[error("cannot connect to the database as the migrations' role")]
    Connect(#[source] sqlx::Error),
    /// The database itself cannot be made.
    #[error("cannot make the database")]
    Create(#[source] sqlx::Error),
    /// A migration failed; it was rolled back.
    #[error(transparent)]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

/// One migration and whether it has been applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Its number.
    pub version: i64,
    /// Its name.
    pub description: String,
    /// Whether the database has it.
    pub applied: bool,
}

/// Applies every migration that is still missing.
///
/// # Errors
/// When the database cannot be reached or a migration fails.
pub async fn up(url: &str) -> Result<(), MigrateError> {
    let mut connection = connect(url).await?;
    MIGRATOR.run(&mut connection).await?;
    Ok(())
}

/// Takes back the latest migration.
///
/// # Errors
/// When the database cannot be reached or the migration cannot be taken back.
pub async fn down(url: &str) -> Result<Option<i64>, MigrateError> {
    let mut connection = connect(url).await?;
    let applied = applied(&mut connection).await?;
    let Some(latest) = applied.iter().copied().max() else {
        return Ok(None);
    };
    let target = applied
        .iter()
        .copied()
        .filter(|version| *version < latest)
        .max()
        .unwrap_or(0);
    MIGRATOR.undo(&mut connection, target).await?;
    Ok(Some(latest))
}

/// All migrations, oldest first, with what the database has of them.
///
/// # Errors
/// When the database cannot be reached.
pub async fn status(url: &str) -> Result<Vec<Status>, MigrateError> {
    let mut connection = connect(url).await?;
    let applied = applied(&mut connection).await?;
    Ok(MIGRATOR
        .iter()
        .filter(|migration| migration.migration_type.is_up_migration())
        .map(|migration| Status {
            version: migration.version,
            description: migration.description.to_string(),
            applied: applied.contains(&migration.version),
        })
        .collect())
}

/// Makes the database `name` unless it is there, through a connection to another database of the
/// same cluster. For clusters of our own.
///
/// # Errors
/// When the cluster cannot be reached or refuses.
pub async fn ensure_database(url: &str, name: &'static str) -> Result<(), MigrateError> {
    let mut connection = connect(url).await?;
    let exists = sqlx::query_scalar!(
        r#"select exists (select 1 from pg_database where datname = $1) as "exists!""#,
        name
    )
    .fetch_one(&mut connection)
    .await
    .map_err(MigrateError::Create)?;
    if !exists {
        // An identifier cannot be a parameter; this one is a constant of our own.
        sqlx::raw_sql(AssertSqlSafe(format!("create database \"{name}\"")))
            .execute(&mut connection)
            .await
            .map_err(MigrateError::Create)?;
    }
    Ok(())
}

async fn connect(url: &str) -> Result<PgConnection, MigrateError> {
    PgConnection::connect(url)
        .await
        .map_err(MigrateError::Connect)
}

async fn applied(connection: &mut PgConnection) -> Result<HashSet<i64>, MigrateError> {
    connection
        .ensure_migrations_table("_sqlx_migrations")
        .await?;
    let applied = connection
        .list_applied_migrations("_sqlx_migrations")
        .await?;
    Ok(applied
        .into_iter()
        .map(|migration| migration.version)
        .collect())
}
