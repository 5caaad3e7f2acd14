use clap::Subcommand;
use deal_brain::{config::Config, db::Db, service::webhooks};

use super::{Failure, database::Database};

#[derive(Clone, Debug, Subcommand)]
pub enum Action {
    /// Tries again what could not be carried out.
    Retry {
        /// Only this message; all that have failed without it.
        message_id: Option<String>,
    },
}

pub async fn run(config: Config, action: Action) -> Result<(), Failure> {
    let local = Database::open(config)?;
    let db = Db::connect(&local.config.url).await?;
    let Action::Retry { message_id } = action;
    let failed = match message_id {
        Some(id) => retry_one(&db, &id).await?,
        None => retry_all(&db).await?,
    };
    db.close().await;
    if failed > 0 {
        return Err(format!("{failed} failed again; the log says why").into());
    }
    Ok(())
}

async fn retry_one(db: &Db, id: &str) -> Result<usize, Failure> {
    match webhooks::retry(db, id).await {
        Ok(Some(_)) => println!("Carried out {id}."),
        Ok(None) => println!("No message {id} has failed."),
        Err(_) => return Ok(1),
    }
    Ok(0)
}

async fn retry_all(db: &Db) -> Result<usize, Failure> {
    let retried = webhooks::retry_all(db).await?;
    println!("Carried out {} messages.", retried.done);
    Ok(retried.failed)
}
