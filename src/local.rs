//! What a person's own machine lacks: PostgreSQL and Clerk. Each is started here when it is not
//! configured, and stopped with the server. Production builds are made without this room.

use std::{
    env,
    net::{Ipv4Addr, SocketAddr},
    path::Path,
};

use clerk_local::{StandIn, WebhookEndpoint};
use postgres_local::{Cluster, Durability, Options};
use thiserror::Error;

use crate::{
    config::{AppConfig, ClerkConfig, Config, DatabaseConfig},
    db::migrate,
    state::CLERK_PROXY_PATH,
};

const DATABASE: &str = "deal_brain";
const SUPERUSER: &str = "postgres";
const LOGIN_ROLE: &str = "app_request";
/// Where set-up puts Clerk's browser bundles.
const BUNDLES: &str = ".local/vendor";
/// Where the application takes webhooks.
const WEBHOOKS_PATH: &str = "/api/webhooks/clerk";
/// Svix's retries after 5 s, 5 min, … 10 h become 50 ms, 3 s, … 6 min: nobody waits for hours here.
const RETRY_SPEEDUP: u32 = 100;

/// Why the surroundings could not be started.
#[derive(Debug, Error)]
pub enum LocalError {
    /// PostgreSQL did not start.
    #[error("the embedded PostgreSQL did not start")]
    Postgres(#[from] postgres_local::Error),
    /// Its database could not be made.
    #[error("the database could not be made")]
    Database(#[from] migrate::MigrateError),
    /// The stand-in did not start.
    #[error("the stand-in for Clerk did not start")]
    Clerk(#[from] clerk_local::Error),
    /// Starting did not finish.
    #[error("starting the embedded PostgreSQL was interrupted")]
    Interrupted,
    /// The folder for local data cannot be made.
    #[error("cannot use the folder for local data")]
    Folder(#[from] std::io::Error),
}

/// What was started here; nothing when everything is configured.
pub struct Local {
    cluster: Option<Cluster>,
    stand_in: Option<StandIn>,
}

impl Local {
    /// Starts what `config` leaves out, and says how to reach everything.
    ///
    /// # Errors
    /// When something that is needed cannot be started; then nothing is left running.
    pub async fn start(config: &Config) -> Result<(Self, DatabaseConfig, ClerkConfig), LocalError> {
        let (cluster, database) = match &config.database {
            Some(database) => (None, database.clone()),
            None => {
                let app = config.app.clone();
                let (cluster, database) = tokio::task::spawn_blocking(move || database(&app))
                    .await
                    .map_err(|_| LocalError::Interrupted)??;
                make_database(&cluster).await?;
                (Some(cluster), database)
            }
        };
        let (stand_in, clerk) = match &config.clerk {
            Some(clerk) => (None, clerk.clone()),
            None => {
                let stand_in = start_stand_in(&config.app).await?;
                let clerk = clerk_config(&stand_in);
                (Some(stand_in), clerk)
            }
        };
        Ok((Self { cluster, stand_in }, database, clerk))
    }

    /// The address of the persona that is there to be the first administrator.
    #[must_use]
    pub fn first_admin(&self) -> Option<&'static str> {
        self.stand_in.as_ref()?;
        let mut personas = clerk_local::personas().iter();
        let admin = personas.find(|persona| persona.key == "admin")?;
        Some(admin.email)
    }

    /// Tells the person at the terminal where everything is.
    pub fn greet(&self, app: &AppConfig) {
        println!("\n  Deal Brain   {}\n", app.origin);
        if let Some(stand_in) = &self.stand_in {
            println!("  Sign up with any address, or sign in as one of these:");
            for persona in clerk_local::personas() {
                println!(
                    "    {:<16}  {:<30}  password {}  {}",
                    format!("{} {}", persona.first_name, persona.last_name),
                    persona.email,
                    persona.password,
                    persona.about
                );
            }
            println!("\n  Google and GitHub ask you which persona to be.");
            println!("  Codes sent by mail appear at {}\n", stand_in.url());
        }
    }

    /// Stops what was started here.
    pub async fn stop(&mut self) {
        if let Some(stand_in) = self.stand_in.take() {
            stand_in.stop().await;
        }
        if let Some(cluster) = self.cluster.take() {
            let stopped = tokio::task::spawn_blocking(move || cluster.stop()).await;
            if let Ok(Err(error)) = stopped {
                tracing::warn!(%error, "the embedded PostgreSQL did not stop cleanly");
            }
        }
    }
}

/// Starts the embedded cluster. Blocks until it answers. Its own database may still be missing.
///
/// # Errors
/// When PostgreSQL is not installed or does not start.
pub fn database(app: &AppConfig) -> Result<(Cluster, DatabaseConfig), LocalError> {
    let dir = env::current_dir()?.join(&app.local_dir).join("postgres");
    let cluster = Cluster::start(&Options {
        dir,
        durability: Durability::Kept,
    })?;
    let database = DatabaseConfig {
        listen_url: Some(cluster.url(LOGIN_ROLE, DATABASE)),
        url: cluster.url(LOGIN_ROLE, DATABASE),
        migration_url: cluster.url(SUPERUSER, DATABASE),
    };
    Ok((cluster, database))
}

/// Makes the embedded cluster's own database, unless it is there.
///
/// # Errors
/// When the cluster does not answer, or refuses.
pub async fn make_database(cluster: &Cluster) -> Result<(), LocalError> {
    migrate::ensure_database(&cluster.url(SUPERUSER, "postgres"), DATABASE).await?;
    Ok(())
}

async fn start_stand_in(app: &AppConfig) -> Result<StandIn, LocalError> {
    let stand_in = StandIn::start(clerk_local::Config {
        addr: SocketAddr::from((Ipv4Addr::LOCALHOST, app.clerk_local_port)),
        public_url: None,
        app_origin: app.origin.clone(),
        proxy_path: CLERK_PROXY_PATH.to_owned(),
        data_dir: app.local_dir.join("clerk"),
        bundles_dir: Path::new(BUNDLES).to_owned(),
        webhooks: Some(WebhookEndpoint {
            url: format!("{}{WEBHOOKS_PATH}", app.origin),
            // The stand-in's own, which `clerk_config` hands to the application.
            signing_secret: None,
            retry_speedup: RETRY_SPEEDUP,
        }),
    })
    .await?;
    Ok(stand_in)
}

/// The stand-in is reached as Clerk would be: by URLs and keys.
fn clerk_config(stand_in: &StandIn) -> ClerkConfig {
    let publishable_key = stand_in.publishable_key().to_owned();
    ClerkConfig {
        webhook_signing_secrets: vec![stand_in.webhook_signing_secret().to_owned()],
        issuer: Some(stand_in.issuer().to_owned()),
        api_url: Some(stand_in.url().to_owned()),
        fapi_url: Some(stand_in.url().to_owned()),
        proxy_url: Some(CLERK_PROXY_PATH.to_owned()),
        ..ClerkConfig::new(publishable_key, stand_in.secret_key().to_owned())
    }
}
