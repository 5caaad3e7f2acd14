//! The database of a command that does one thing and ends.

use deal_brain::config::{Config, DatabaseConfig};

use super::Failure;

/// The configured database, or our own cluster for as long as the command runs.
pub struct Database {
    /// Where it is.
    pub config: DatabaseConfig,
    #[cfg(feature = "local")]
    cluster: Option<postgres_local::Cluster>,
}

impl Database {
    #[cfg(feature = "local")]
    pub fn open(config: Config) -> Result<Self, Failure> {
        match config.database {
            Some(database) => Ok(Self {
                config: database,
                cluster: None,
            }),
            None => {
                let (cluster, database) = deal_brain::local::database(&config.app)?;
                Ok(Self {
                    config: database,
                    cluster: Some(cluster),
                })
            }
        }
    }

    /// Makes our own database, and brings its schema up to date, as the server does when it starts.
    /// One that is configured is somebody's to migrate.
    #[cfg(feature = "local")]
    pub async fn prepare(&self) -> Result<(), Failure> {
        if let Some(cluster) = &self.cluster {
            deal_brain::local::make_database(cluster).await?;
            deal_brain::db::migrate::up(&self.config.migration_url).await?;
        }
        Ok(())
    }

    #[cfg(not(feature = "local"))]
    pub fn open(config: Config) -> Result<Self, Failure> {
        let config = config
            .database
            .ok_or("DATABASE_URL must be set: this build holds no database")?;
        Ok(Self { config })
    }
}
