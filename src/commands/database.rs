//! The database of a command that does one thing and ends.

use deal_brain::config::{Config, DatabaseConfig};

use super::Failure;

/// The configured database, or our own cluster for as long as the command runs.
pub struct Database {
    /// Where it is.
    pub config: DatabaseConfig,
    #[cfg(feature = "local")]
    _cluster: Option<postgres_local::Cluster>,
}

impl Database {
    #[cfg(feature = "local")]
    pub fn open(config: Config) -> Result<Self, Failure> {
        match config.database {
            Some(database) => Ok(Self {
                config: database,
                _cluster: None,
            }),
            None => {
                let (cluster, database) = deal_brain::local::database(&config.app)?;
                Ok(Self {
                    config: database,
                    _cluster: Some(cluster),
                })
            }
        }
    }

    #[cfg(not(feature = "local"))]
    pub fn open(config: Config) -> Result<Self, Failure> {
        let config = config
            .database
            .ok_or("DATABASE_URL must be set: this build holds no database")?;
        Ok(Self { config })
    }
}
