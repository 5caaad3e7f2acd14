use std::fmt;

use super::Env;

/// PostgreSQL.
///
/// - `DATABASE_URL`: as the login role, which may not own tables, be a superuser or bypass
///   row-level security in production. Unset in development: a cluster of our own is started.
/// - `DATABASE_MIGRATION_URL`: as the role that owns the schema; default: the same.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseConfig {
    /// For requests.
    pub url: String,
    /// For migrations.
    pub migration_url: String,
}

impl DatabaseConfig {
    pub(super) fn from_env(env: &Env<'_>) -> Option<Self> {
        let url = env.get("DATABASE_URL")?;
        let migration_url = env
            .get("DATABASE_MIGRATION_URL")
            .unwrap_or_else(|| url.clone());
        Some(Self { url, migration_url })
    }
}

/// The URLs hold passwords.
impl fmt::Debug for DatabaseConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseConfig")
    }
}
