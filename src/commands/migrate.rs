use std::io::{self, Write};

use clap::Subcommand;
use deal_brain::{config::Config, db::migrate};

use super::{Failure, database::Database};

#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Direction {
    /// Applies every migration that is missing.
    Up,
    /// Takes back the latest migration.
    Down,
    /// Lists the migrations and whether the database has them.
    Status,
}

pub async fn run(config: Config, direction: Direction) -> Result<(), Failure> {
    let local = Database::open(config)?;
    let url = &local.config.migration_url;
    let mut out = io::stdout();
    match direction {
        Direction::Up => {
            migrate::up(url).await?;
            writeln!(out, "The schema is up to date.")?;
        }
        Direction::Down => match migrate::down(url).await? {
            Some(version) => writeln!(out, "Took back migration {version}.")?,
            None => writeln!(out, "There is no migration to take back.")?,
        },
        Direction::Status => {
            for migration in migrate::status(url).await? {
                let state = if migration.applied {
                    "applied"
                } else {
                    "pending"
                };
                println!(
                    "{:>4}  {state}  {}",
                    migration.version, migration.description
                );
            }
        }
    }
    Ok(())
}
