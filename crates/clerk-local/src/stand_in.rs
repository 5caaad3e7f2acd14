//! Starting and stopping.

use std::fmt;
use std::future::IntoFuture;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::ServiceExt;
use axum::extract::Request;
use axum::middleware::map_request;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tower::Layer;

use crate::app::{self, App, Shared};
use crate::bundles::{BundleError, Bundles};
use crate::clock::Clock;
use crate::guard;
use crate::instance::{Instance, InstanceError};
use crate::levers::Levers;
use crate::seed;
use crate::state::{Store, StoreError};
use crate::webhooks::{Courier, CourierError, SecretError, WebhookEndpoint, deliver_forever};

/// How long requests may take to end when the stand-in is stopped.
const STOP_WITHIN: Duration = Duration::from_secs(2);

/// Where the stand-in lives and whom it serves.
#[derive(Clone, Debug)]
pub struct Config {
    /// What to listen on; port 0 takes any free one.
    pub addr: SocketAddr,
    /// Where browsers reach the stand-in itself (consent pages, mailbox). Default:
    /// `http://localhost:<port>`.
    pub public_url: Option<String>,
    /// The application's origin, e.g. `http://localhost:3000`.
    pub app_origin: String,
    /// The path under which the application proxies the Frontend API, e.g. `/__clerk`.
    pub proxy_path: String,
    /// Where keys, accounts and pictures are kept.
    pub data_dir: PathBuf,
    /// Holds `clerk-js/dist` and `ui/dist`, unpacked from the npm packages in `bundles.lock`.
    pub bundles_dir: PathBuf,
    /// Where to tell the application what happens here; `None` for nowhere.
    pub webhooks: Option<WebhookEndpoint>,
}

/// Why the stand-in did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It lets everybody in, so it is not for production.
    #[error("the stand-in for Clerk refuses to start under APP_ENV=production")]
    Production,
    /// The address is taken, or may not be used.
    #[error("the stand-in for Clerk cannot listen on {addr}: {source}")]
    Bind {
        /// What was asked for.
        addr: SocketAddr,
        /// Why not.
        source: std::io::Error,
    },
    /// The data directory cannot be made.
    #[error("{}: {source}", path.display())]
    DataDir {
        /// What was asked for.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The browser bundles are not as they should be.
    #[error(transparent)]
    Bundles(#[from] BundleError),
    /// The instance's keys cannot be had.
    #[error(transparent)]
    Instance(#[from] InstanceError),
    /// The accounts cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The personas cannot be made.
    #[error("the personas cannot be made: {0}")]
    Personas(String),
    /// The webhook signing secret is none.
    #[error(transparent)]
    WebhookSecret(#[from] SecretError),
    /// Webhooks cannot be sent.
    #[error("webhooks cannot be sent: {0}")]
    Webhooks(String),
    /// A thread ended early.
    #[error("the stand-in was interrupted while starting")]
    Interrupted(#[from] tokio::task::JoinError),
}

impl From<CourierError> for Error {
    fn from(error: CourierError) -> Self {
        match error {
            CourierError::Secret(error) => Self::WebhookSecret(error),
            CourierError::Http(error) => Self::Webhooks(error.to_string()),
        }
    }
}

/// A running stand-in. Dropping it ends it at once, [`Self::stop`] lets requests finish.
pub struct StandIn {
    app: Shared,
    stop: Option<oneshot::Sender<()>>,
    server: JoinHandle<()>,
    deliveries: JoinHandle<()>,
}

impl fmt::Debug for StandIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StandIn")
            .field("url", &self.app.public_url)
            .finish_non_exhaustive()
    }
}

impl StandIn {
    /// Binds the address, reads or makes what is kept, and serves.
    ///
    /// # Errors
    /// Under `APP_ENV=production`; when the address is taken; when the bundles are missing; when the
    /// data directory is unusable.
    pub async fn start(config: Config) -> Result<Self, Error> {
        refuse_production(std::env::var("APP_ENV").ok().as_deref())?;
        let listener = bind(config.addr).await?;
        let addr = listener.local_addr().map_err(|source| Error::Bind {
            addr: config.addr,
            source,
        })?;
        let app = open(config, addr).await?;
        let (stop, stopped) = oneshot::channel();
        let service = map_request(guard::rewrite).layer(app::router(&app));
        let server = axum::serve(
            listener,
            ServiceExt::<Request>::into_make_service_with_connect_info::<SocketAddr>(service),
        )
        .with_graceful_shutdown(async {
            // A dropped sender stops as well.
            let _stopped = stopped.await;
        });
        let server = tokio::spawn(async {
            if let Err(error) = server.into_future().await {
                tracing::error!(%error, "the stand-in stopped serving");
            }
        });
        let deliveries = tokio::spawn(deliver_forever(Arc::clone(&app)));
        Ok(Self {
            app,
            stop: Some(stop),
            server,
            deliveries,
        })
    }

    /// Where browsers reach the stand-in itself, without a trailing slash.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.app.public_url
    }

    /// `pk_live_…`, for the application and its pages.
    #[must_use]
    pub fn publishable_key(&self) -> &str {
        &self.app.instance.publishable_key
    }

    /// `sk_live_…`, for the application's server.
    #[must_use]
    pub fn secret_key(&self) -> &str {
        &self.app.instance.secret_key
    }

    /// `whsec_…`, the instance's own, for the application's webhook endpoint.
    #[must_use]
    pub fn webhook_signing_secret(&self) -> &str {
        &self.app.instance.webhook_signing_secret
    }

    /// The `iss` of all session tokens.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.app.proxy_url
    }

    /// Stops listening, and waits a moment for requests to finish.
    pub async fn stop(mut self) {
        self.deliveries.abort();
        if let Some(stop) = self.stop.take() {
            // The server may have ended by itself.
            let _sent = stop.send(());
        }
        if tokio::time::timeout(STOP_WITHIN, &mut self.server)
            .await
            .is_err()
        {
            tracing::warn!("requests to the stand-in were cut off");
        }
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.server.abort();
        self.deliveries.abort();
    }
}

fn refuse_production(app_env: Option<&str>) -> Result<(), Error> {
    match app_env {
        Some(env) if env.trim().eq_ignore_ascii_case("production") => Err(Error::Production),
        _ => Ok(()),
    }
}

async fn bind(addr: SocketAddr) -> Result<TcpListener, Error> {
    TcpListener::bind(addr)
        .await
        .map_err(|source| Error::Bind { addr, source })
}

async fn open(config: Config, addr: SocketAddr) -> Result<Shared, Error> {
    let public_url = config
        .public_url
        .unwrap_or_else(|| format!("http://localhost:{}", addr.port()));
    let data_dir = config.data_dir.clone();
    let bundles_dir = config.bundles_dir;
    let opened = tokio::task::spawn_blocking(move || read_disk(&data_dir, &bundles_dir));
    let (bundles, instance, store, is_new) = opened.await??;
    let courier = config
        .webhooks
        .map(|endpoint| Courier::new(endpoint, &instance.webhook_signing_secret))
        .transpose()?;
    let clock = Clock::default();
    if is_new {
        seed::reset(&store, clock.now())
            .await
            .map_err(|error| Error::Personas(error.to_string()))?;
    }
    let app_origin = config.app_origin.trim_end_matches('/').to_owned();
    Ok(Arc::new(App {
        clock,
        instance,
        store,
        bundles,
        courier,
        levers: Levers::default(),
        images_dir: config.data_dir.join(IMAGES_DIR),
        public_url: public_url.trim_end_matches('/').to_owned(),
        proxy_url: format!("{app_origin}{}", config.proxy_path.trim_end_matches('/')),
        app_origin,
    }))
}

const IMAGES_DIR: &str = "images";

fn read_disk(
    data_dir: &Path,
    bundles_dir: &Path,
) -> Result<(Bundles, Instance, Store, bool), Error> {
    let bundles = Bundles::find(bundles_dir)?;
    std::fs::create_dir_all(data_dir.join(IMAGES_DIR)).map_err(|source| Error::DataDir {
        path: data_dir.to_owned(),
        source,
    })?;
    let instance = Instance::load_or_create(data_dir)?;
    let (store, is_new) = Store::open(data_dir)?;
    Ok((bundles, instance, store, is_new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn production_is_refused() {
        for env in ["production", "Production", " production "] {
            assert!(matches!(
                refuse_production(Some(env)),
                Err(Error::Production)
            ));
        }
        for env in [None, Some(""), Some("development"), Some("test")] {
            assert!(refuse_production(env).is_ok());
        }
    }
}
