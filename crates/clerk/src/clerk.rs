//! The handle that an application keeps: one instance of Clerk, as configured.

use std::fmt;
use std::sync::Arc;

use http::request::Parts;

use crate::api::{BackendApi, Transport};
use crate::authenticate::{self, AuthenticateError, RequestState};
use crate::builder::ClerkBuilder;
use crate::cache::TokenCache;
use crate::claims::Claims;
use crate::clock::Clock;
use crate::config::Config;
use crate::jwks::{Jwks, KeyAge, KeyStatus};
use crate::jwt::{VerifyError, VerifyingKey};
use crate::keys::PublishableKey;
use crate::proxy::Proxy;
use crate::stats::{Counters, Stats};
use crate::verifier::VerifyOptions;
use crate::webhook::WebhookVerifier;

/// One instance of Clerk, as configured. Cheap to clone; clones share keys and caches.
#[derive(Clone)]
pub struct Clerk(pub(crate) Arc<Inner>);

/// What all clones share.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) config: Config,
    pub(crate) clock: Clock,
    pub(crate) transport: Transport,
    pub(crate) api: BackendApi,
    pub(crate) keys: KeySource,
    pub(crate) cache: Option<TokenCache>,
    pub(crate) proxy: Option<Proxy>,
    pub(crate) webhooks: WebhookVerifier,
    pub(crate) counters: Counters,
}

/// Where signing keys come from.
#[derive(Debug)]
pub(crate) enum KeySource {
    /// The PEM of a networkless configuration, or the secret of tests.
    Static(Arc<VerifyingKey>),
    /// The Backend API.
    Remote(Arc<Jwks>),
}

impl Clerk {
    /// Starts a configuration.
    pub fn builder() -> ClerkBuilder {
        ClerkBuilder::default()
    }

    /// Fetches the signing keys, so that the first request need not wait for them.
    ///
    /// # Errors
    /// When the keys cannot be fetched. The instance works all the same: the next request tries again.
    pub async fn warm(&self) -> Result<(), VerifyError> {
        match &self.0.keys {
            KeySource::Static(_) => Ok(()),
            KeySource::Remote(jwks) => jwks.warm().await,
        }
    }

    /// Decides who sends this request, as `authenticateRequest` of @clerk/backend does.
    ///
    /// # Errors
    /// Where @clerk/backend throws, and when the signing keys cannot be had and
    /// [`KeyOutage::Unavailable`](crate::KeyOutage) is configured.
    pub async fn authenticate_request(
        &self,
        request: &Parts,
    ) -> Result<RequestState, AuthenticateError> {
        authenticate::authenticate(&self.0, request).await
    }

    /// Verifies a session token by itself: signature, times, and whatever else is configured.
    ///
    /// # Errors
    /// The reason for which the token is refused, or that the signing keys cannot be had.
    pub async fn verify_token(&self, token: &str) -> Result<Arc<Claims>, VerifyError> {
        self.0.verify(token, VerifyOptions::default()).await
    }

    /// Drops the tokens of a session from the cache of verified tokens. They verify again until they
    /// expire: refusing them is up to the application.
    pub fn forget_session(&self, session_id: &str) {
        if let Some(cache) = &self.0.cache {
            cache.forget_session(session_id);
        }
    }

    /// Drops the tokens of a user from the cache of verified tokens.
    pub fn forget_user(&self, user_id: &str) {
        if let Some(cache) = &self.0.cache {
            cache.forget_user(user_id);
        }
    }

    /// Drops every token from the cache of verified tokens: for an application that may have missed
    /// what it should have forgotten.
    pub fn forget_all(&self) {
        if let Some(cache) = &self.0.cache {
            cache.forget_all();
        }
    }

    /// The client of the Backend API.
    pub fn api(&self) -> BackendApi {
        self.0.api.clone()
    }

    /// The verifier of webhooks, with the configured secrets.
    pub fn webhooks(&self) -> &WebhookVerifier {
        &self.0.webhooks
    }

    /// The configured publishable key.
    pub fn publishable_key(&self) -> &PublishableKey {
        &self.0.config.publishable_key
    }

    /// How the signing keys stand.
    pub fn key_status(&self) -> KeyStatus {
        match &self.0.keys {
            KeySource::Static(_) => KeyStatus {
                age: KeyAge::Configured,
                last_fetch_failed: false,
            },
            KeySource::Remote(jwks) => jwks.status(),
        }
    }

    /// How often certain things have happened since the start.
    pub fn stats(&self) -> Stats {
        let fetches = match &self.0.keys {
            KeySource::Static(_) => 0,
            KeySource::Remote(jwks) => jwks.fetches(),
        };
        self.0.counters.read(fetches)
    }
}

impl fmt::Debug for Clerk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clerk")
            .field("publishable_key", self.publishable_key())
            .finish_non_exhaustive()
    }
}
