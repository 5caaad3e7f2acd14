//! A local stand-in for Clerk, to which the real clerk-js browser bundle signs in.
//!
//! It plays one production instance behind the application's proxy: the browser reaches the Frontend
//! API under the application's own origin, the application's server reaches the Backend API with the
//! secret key, and the consent pages of the providers, the mailbox and a control API for tests live
//! at an address of their own. Accounts are kept in a data directory. Mails are shown, not sent.
//!
//! It is for development and tests: it lets everybody in as anybody, and refuses to start under
//! `APP_ENV=production`.
//!
//! ```no_run
//! # async fn run() -> Result<(), clerk_local::Error> {
//! let stand_in = clerk_local::StandIn::start(clerk_local::Config {
//!     addr: ([127, 0, 0, 1], 3001).into(),
//!     public_url: None,
//!     app_origin: "http://localhost:3000".into(),
//!     proxy_path: "/__clerk".into(),
//!     data_dir: ".local/clerk".into(),
//!     bundles_dir: ".local/vendor".into(),
//!     webhooks: None,
//! })
//! .await?;
//! println!("{}", stand_in.publishable_key());
//! # stand_in.stop().await;
//! # Ok(())
//! # }
//! ```

mod app;
mod bapi;
mod bundles;
mod clock;
mod control;
mod cookies;
mod errors;
mod fapi;
mod files;
mod guard;
mod ids;
mod images;
mod instance;
mod levers;
mod pages;
mod passwords;
mod personas;
mod random;
mod redirect;
mod resources;
mod seed;
mod stand_in;
mod state;
mod tokens;
mod user_agent;
mod visitor;
mod webhooks;

pub use bundles::BundleError;
pub use instance::InstanceError;
pub use personas::{Persona, Provider, personas};
pub use stand_in::{Config, Error, StandIn};
pub use state::StoreError;
pub use tokens::TokenError;
pub use webhooks::{SecretError, WebhookEndpoint};
