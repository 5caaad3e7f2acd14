use std::{net::SocketAddr, sync::Arc, time::Duration};

use deal_brain::{
    auth::{ClerkPeople, FirstAdmin, Newcomers},
    config::{AppEnv, ClerkConfig, Config, DatabaseConfig},
    db::{AuditQueue, Db, EndedSessions, listener::Listening, migrate},
    server,
    serverfn::now,
    service::{self, webhooks::Intake},
    state::{self, Addresses, AppState, Draining, Metrics, RateLimits, Site},
};
use leptos::config::get_configuration;
use tokio::{net::TcpListener, signal};

use super::Failure;

/// How long open requests may take to finish once no more connections are taken.
const GRACE: Duration = Duration::from_secs(10);
/// Pause between two looks at what is due.
const HOUSEKEEPING: Duration = Duration::from_secs(10 * 60);
/// Pause between two looks for offers whose parts were changed.
const REVALUATION: Duration = Duration::from_secs(15);
const KEYS_ARE_TRIED_AFTER: Duration = Duration::from_secs(15);

pub async fn run(config: Config) -> Result<(), Failure> {
    let leptos = get_configuration(Some("Leptos.toml"))?.leptos_options;
    // Before anything is started, so that a second server does not disturb the first.
    let listener = TcpListener::bind(leptos.site_addr)
        .await
        .map_err(|error| format!("cannot listen on {}: {error}", leptos.site_addr))?;

    let mut surroundings = Surroundings::open(config).await?;
    let outcome = async {
        let Surroundings {
            config,
            database,
            clerk,
            ..
        } = &surroundings;
        let db = open_database(config, database).await?;
        let audit = AuditQueue::start(db.clone());
        let instance = state::clerk(&config.app, clerk)?;
        let draining = Draining::default();
        let state = AppState {
            leptos,
            db: db.clone(),
            newcomers: Newcomers::new(config.app.makes_newcomers, Some(instance.api())),
            first_admin: FirstAdmin::new(surroundings.first_admin()),
            clerk: instance,
            ended_sessions: EndedSessions::default(),
            audit: audit.clone(),
            webhooks: Intake::start(db.clone()),
            metrics: Metrics::install()?,
            metrics_token: config.operations.metrics_token.clone(),
            addresses: addresses(config, clerk),
            rate_limits: RateLimits::new(
                config.operations.costly_per_minute,
                config.operations.links_per_minute,
            ),
            patience: server::PATIENCE,
            draining: draining.clone(),
            site: Arc::new(Site::new(config, clerk)),
        };
        if !state.site.has_webhook_secret {
            tracing::warn!("CLERK_WEBHOOK_SIGNING_SECRET is not set: Clerk's messages are refused");
        }
        warm_keys(&state, clerk.keys_are_good_for);
        let _listening = listen(&state, database);
        keep_house(&state, config);
        keep_valued(&state);
        surroundings.greet();
        let app = server::router(state).into_make_service_with_connect_info::<SocketAddr>();
        let closing = drained(draining, config.operations.drain);
        let serving = axum::serve(listener, app).with_graceful_shutdown(closing);
        tokio::select! {
            served = serving => served?,
            () = too_late(config.operations.drain) => {
                tracing::warn!("some requests did not finish in time");
            }
        }
        audit.flush().await;
        db.close().await;
        Ok(())
    }
    .await;
    surroundings.close().await;
    outcome
}

/// Connects as the login role, brings the schema up to date in development, and refuses a role
/// that row-level security does not bind in production.
async fn open_database(config: &Config, database: &DatabaseConfig) -> Result<Db, Failure> {
    if config.app.env == AppEnv::Development
        && let Err(error) = migrate::up(&database.migration_url).await
    {
        if config.database.is_none() {
            return Err(error.into());
        }
        tracing::warn!(%error, "the schema was not brought up to date; run `deal-brain migrate up` as its owner");
    }
    let db = Db::connect(&database.url).await?;
    let role = db.login_role().await?;
    if let Some(reason) = role.unfit() {
        if config.app.env == AppEnv::Production {
            return Err(format!(
                "DATABASE_URL logs in as \"{}\", which row-level security does not bind: {reason}. \
                 Use the role app_request that the migrations make",
                role.name
            )
            .into());
        }
        tracing::warn!(
            role.name,
            reason,
            "the login role would be refused in production"
        );
    }
    Ok(db)
}

/// Fetches Clerk's keys before the first visitor needs them, and before they are overdue. If that
/// fails, visitors are served with the old ones while it is tried again.
fn warm_keys(state: &AppState, good_for: Duration) {
    let clerk = state.clerk.clone();
    tokio::spawn(async move {
        loop {
            let pause = match clerk.warm().await {
                Ok(()) => good_for,
                Err(error) => {
                    tracing::warn!(%error, "Clerk's keys could not be fetched");
                    KEYS_ARE_TRIED_AFTER
                }
            };
            tokio::time::sleep(pause).await;
        }
    });
}

/// Forgets what is due, and compares everybody with Clerk, for as long as the server runs. Every
/// instance may try: the database lets one at a time.
fn keep_house(state: &AppState, config: &Config) {
    let (db, operations) = (state.db.clone(), config.operations.clone());
    let people = ClerkPeople(state.clerk.api());
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(HOUSEKEEPING).await;
            let purged =
                service::retention::purge(&db, operations.audit_days, operations.deleted_days);
            if let Err(error) = purged.await {
                tracing::warn!(%error, "what is due could not be forgotten");
            }
            let Some(every) = operations.reconcile_every else {
                continue;
            };
            match service::sync::people_if_due(&db, &people, every, now).await {
                Ok(Some(run)) => tracing::info!(?run, "compared everybody with Clerk"),
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(%error, "comparing everybody with Clerk was interrupted");
                }
            }
        }
    });
}

/// Values offers anew after a change of their parts, for as long as the server runs, and what was
/// changed just before it began. What several instances do at once is done twice, to no harm.
fn keep_valued(state: &AppState) {
    let db = state.db.clone();
    tokio::spawn(async move {
        loop {
            if let Err(error) = service::valuation::revalue_changed(&db).await {
                tracing::warn!(%error, "offers with changed parts could not be looked for");
            }
            tokio::time::sleep(REVALUATION).await;
        }
    });
}

fn addresses(config: &Config, clerk: &ClerkConfig) -> Addresses {
    let operations = &config.operations;
    let key = operations.audit_key.as_ref().unwrap_or(&clerk.secret_key);
    Addresses::new(key, operations.client_ip_header.clone())
}

/// Hears from the other instances, where there is a direct way to the database.
fn listen(state: &AppState, database: &DatabaseConfig) -> Option<Listening> {
    let listening = database.listen_url.clone().map(|url| state.listen(url));
    if listening.is_none() {
        tracing::warn!(
            "DATABASE_LISTEN_URL is not set: what other instances revoke is seen by asking the database only"
        );
    }
    listening
}

/// Comes when no more connections are to be taken: the server was asked to stop, has said for a while
/// that it is not ready, and whoever shares out the visitors sends them elsewhere.
async fn drained(draining: Draining, pause: Duration) {
    asked_to_stop().await;
    draining.begin();
    tracing::info!("stopping: open requests may finish");
    tokio::time::sleep(pause).await;
}

/// Comes when open requests have had their time after that.
async fn too_late(pause: Duration) {
    asked_to_stop().await;
    tokio::time::sleep(pause + GRACE).await;
}

/// Ctrl-C, or the service manager's request to stop.
async fn asked_to_stop() {
    let interrupted = signal::ctrl_c();
    #[cfg(unix)]
    {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut terminated) => tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            },
            Err(_) => drop(interrupted.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupted.await);
}

/// The database and the Clerk instance, as configured or started here.
struct Surroundings {
    config: Config,
    database: DatabaseConfig,
    clerk: ClerkConfig,
    #[cfg(feature = "local")]
    local: deal_brain::local::Local,
}

#[cfg(feature = "local")]
impl Surroundings {
    async fn open(config: Config) -> Result<Self, Failure> {
        let (local, database, clerk) = deal_brain::local::Local::start(&config).await?;
        Ok(Self {
            config,
            database,
            clerk,
            local,
        })
    }

    /// Whom the settings name, or else the stand-in's own.
    fn first_admin(&self) -> Option<&str> {
        let named = self.config.app.first_admin.as_deref();
        named.or_else(|| self.local.first_admin())
    }

    fn greet(&self) {
        self.local.greet(&self.config.app);
    }

    async fn close(&mut self) {
        self.local.stop().await;
    }
}

#[cfg(not(feature = "local"))]
impl Surroundings {
    async fn open(config: Config) -> Result<Self, Failure> {
        const MISSING: &str = "must be set: this build holds no stand-in for it";
        let database = config
            .database
            .clone()
            .ok_or_else(|| format!("DATABASE_URL {MISSING}"))?;
        let clerk = config
            .clerk
            .clone()
            .ok_or_else(|| format!("CLERK_PUBLISHABLE_KEY {MISSING}"))?;
        Ok(Self {
            config,
            database,
            clerk,
        })
    }

    fn first_admin(&self) -> Option<&str> {
        self.config.app.first_admin.as_deref()
    }

    fn greet(&self) {
        tracing::info!(origin = %self.config.app.origin, "serving");
    }

    async fn close(&mut self) {}
}
