use clap::Subcommand;
use deal_brain::{
    auth::ClerkPeople,
    config::Config,
    db::{Db, sync_runs::SyncRun},
    serverfn::now,
    service, state,
};

use super::Failure;

#[derive(Clone, Copy, Debug, Subcommand)]
pub enum What {
    /// Compares everybody with Clerk, from where an earlier run was interrupted.
    Users,
}

pub async fn run(config: Config, What::Users: What) -> Result<(), Failure> {
    let database = config.database.as_ref().ok_or("DATABASE_URL must be set")?;
    let clerk = config
        .clerk
        .as_ref()
        .ok_or("CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY must be set")?;
    let db = Db::connect(&database.url).await?;
    let people = ClerkPeople(state::clerk(&config.app, clerk)?.api());
    let run = service::sync::people(&db, &people, now, tell).await?;
    db.close().await;
    match run {
        Some(run) => println!("Done: {}", figures(&run)),
        None => println!("Another instance is at it already."),
    }
    Ok(())
}

fn tell(run: &SyncRun) {
    println!("{:<5} {}", run.phase, figures(run));
}

fn figures(run: &SyncRun) -> String {
    format!(
        "{} seen, {} created, {} updated, {} deactivated, {} drifted, {} failed",
        run.seen, run.created, run.updated, run.deactivated, run.drifted, run.failed
    )
}
