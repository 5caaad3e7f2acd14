//! What the command line can do, one module a command.

mod audit;
mod check_config;
mod database;
mod explain;
mod migrate;
#[cfg(feature = "local")]
mod seed;
mod serve;
mod sync;
mod users;
mod webhooks;

use clap::{Parser, Subcommand};
use deal_brain::config::{Config, Env};

/// A private notebook of small-form-factor PC offers.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the application (the default). Without DATABASE_URL and CLERK_* it starts its own
    /// PostgreSQL and a stand-in for Clerk, in development only.
    Serve,
    /// Changes the database's schema, as the role of DATABASE_MIGRATION_URL.
    #[command(subcommand)]
    Migrate(migrate::Direction),
    /// Looks after the audit log.
    #[command(subcommand)]
    Audit(audit::Action),
    /// Looks after the messages that Clerk has sent.
    #[command(subcommand)]
    Webhooks(webhooks::Action),
    /// Lists people, gives roles, forgets what is due.
    #[command(subcommand)]
    Users(users::Users),
    /// Compares what is kept here with Clerk.
    #[command(subcommand)]
    Sync(sync::What),
    /// Tells rule by rule how an offer's adjusted price comes about.
    Explain(explain::Explain),
    /// Fills the database of a development machine.
    #[cfg(feature = "local")]
    #[command(subcommand)]
    Seed(seed::World),
    /// Reads every setting and says what is missing, without starting anything.
    CheckConfig,
}

/// The command's failure, with its causes.
type Failure = Box<dyn std::error::Error>;

/// Carries out the command.
pub async fn run(cli: Cli) -> Result<(), Failure> {
    let config = Config::from_env(&Env::process())?;
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => Box::pin(serve::run(config)).await,
        Command::Migrate(direction) => migrate::run(config, direction).await,
        Command::Audit(action) => audit::run(config, action).await,
        Command::Webhooks(action) => webhooks::run(config, action).await,
        Command::Users(command) => users::run(config, command).await,
        Command::Sync(what) => sync::run(config, what).await,
        Command::Explain(asked) => explain::run(config, asked).await,
        #[cfg(feature = "local")]
        Command::Seed(world) => Box::pin(seed::run(config, world)).await,
        Command::CheckConfig => {
            check_config::run(&config);
            Ok(())
        }
    }
}
