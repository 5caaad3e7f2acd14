use std::fmt;

use super::Env;

/// PostgreSQL.
///
/// - `DATABASE_URL`: as the login role, which may not own tables, be a superuser or bypass
///   row-level security in production. Unset in development: a cluster of our own is started.
/// - `DATABASE_MIGRATION_URL`: as the role that owns the schema; default: the same.
/// - `DATABASE_LISTEN_URL`: past any pooler, to hear from other instances; default: the same, and
///   nothing when that leads to a pooler (`pgbouncer=true`).
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseConfig {
    /// For requests.
    pub url: String,
    /// For migrations.
    pub migration_url: String,
    /// For hearing from other instances; `None` when there is no direct way.
    pub listen_url: Option<String>,
}

impl DatabaseConfig {
    pub(super) fn from_env(env: &Env<'_>) -> Option<Self> {
        let url = env.get("DATABASE_URL")?;
        let migration_url = env
            .get("DATABASE_MIGRATION_URL")
            .unwrap_or_else(|| url.clone());
        let direct = (!url.contains("pgbouncer=true")).then(|| url.clone());
        let listen_url = env.get("DATABASE_LISTEN_URL").or(direct);
        Some(Self {
            url,
            migration_url,
            listen_url,
        })
    }
}

/// The URLs hold passwords.
impl fmt::Debug for DatabaseConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseConfig")
    }
}
