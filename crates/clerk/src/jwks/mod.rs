//! The instance's signing keys: fetched once for everybody, kept while they are fresh, and served
//! beyond that for as long as Clerk's endpoint does not answer.

mod fetch;
mod policy;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

pub(crate) use fetch::Fetcher;
pub use policy::JwksPolicy;

use crate::clock::Clock;
use crate::jwt::{TokenError, VerifyError, VerifyingKey};
use crate::reason::TokenReason;

/// The keys of one instance. Never shared between instances.
#[derive(Debug)]
pub(crate) struct Jwks {
    fetcher: Fetcher,
    policy: JwksPolicy,
    clock: Clock,
    state: RwLock<State>,
    /// Held while a fetch is under way, so that there is never a second one.
    flight: tokio::sync::Mutex<()>,
    fetches: AtomicU64,
}

#[derive(Debug, Clone, Default)]
struct State {
    keys: Option<Arc<KeySet>>,
    /// Counts finished fetches: who waited for one sees that it is done.
    generation: u64,
    last_miss_ms: Option<i64>,
    last_failure: Option<(i64, VerifyError)>,
}

#[derive(Debug)]
struct KeySet {
    by_kid: HashMap<String, Arc<VerifyingKey>>,
    fetched_ms: i64,
}

/// How the signing keys stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeyStatus {
    /// How old they are.
    pub age: KeyAge,
    /// Whether the last attempt to fetch them failed.
    pub last_fetch_failed: bool,
}

/// How old the signing keys are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyAge {
    /// They came with the configuration and have no age.
    Configured,
    /// Young enough to be used without asking again.
    Warm,
    /// Overdue: used while new ones cannot be had.
    Stale,
    /// There are none, or they are too old to be used.
    Missing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Freshness {
    Fresh,
    /// Good enough to use while a new set is fetched behind the request's back.
    Aging,
    /// To be used only if a new set cannot be had.
    Stale,
    /// Too old to be used, or never fetched.
    Gone,
}

impl Jwks {
    pub(crate) fn new(fetcher: Fetcher, policy: JwksPolicy, clock: Clock) -> Self {
        Self {
            fetcher,
            policy,
            clock,
            state: RwLock::default(),
            flight: tokio::sync::Mutex::default(),
            fetches: AtomicU64::new(0),
        }
    }

    /// How often the endpoint was asked, retries not counted.
    pub(crate) fn fetches(&self) -> u64 {
        self.fetches.load(Ordering::Relaxed)
    }

    /// How the keys stand.
    pub(crate) fn status(&self) -> KeyStatus {
        let state = self.state();
        KeyStatus {
            age: match self.freshness(&state, self.clock.now_ms()) {
                Freshness::Fresh | Freshness::Aging => KeyAge::Warm,
                Freshness::Stale => KeyAge::Stale,
                Freshness::Gone => KeyAge::Missing,
            },
            last_fetch_failed: state.last_failure.is_some(),
        }
    }

    /// Fetches the keys now.
    pub(crate) async fn warm(self: &Arc<Self>) -> Result<(), VerifyError> {
        let generation = self.state().generation;
        self.refresh(generation).await
    }

    /// The key with this id.
    pub(crate) async fn key(
        self: &Arc<Self>,
        kid: Option<&str>,
    ) -> Result<Arc<VerifyingKey>, VerifyError> {
        let now = self.clock.now_ms();
        let state = self.state();
        let freshness = self.freshness(&state, now);
        match state.find(kid) {
            Some(key) if freshness == Freshness::Fresh => Ok(key),
            Some(key) if freshness == Freshness::Aging => {
                self.refresh_behind(&state, now);
                Ok(key)
            }
            Some(key) if freshness == Freshness::Stale => {
                self.stale_key(key, kid, &state, now).await
            }
            _ => self.missing_key(kid, &state, freshness, now).await,
        }
    }

    /// A key that is overdue: replaced if the endpoint answers, used as it is if not. While it is
    /// known not to answer, nobody waits for it.
    async fn stale_key(
        self: &Arc<Self>,
        key: Arc<VerifyingKey>,
        kid: Option<&str>,
        state: &State,
        now: i64,
    ) -> Result<Arc<VerifyingKey>, VerifyError> {
        if state.last_failure.is_some() {
            self.refresh_behind(state, now);
            return Ok(key);
        }
        match self.refresh(state.generation).await {
            Ok(()) => self.state().find(kid).ok_or_else(|| mismatch(kid)),
            Err(error) => {
                tracing::warn!(%error, "serving stale signing keys: fetching new ones failed");
                Ok(key)
            }
        }
    }

    /// A key that is not in the set: the first miss always asks again, further misses only once in
    /// the minimum interval.
    async fn missing_key(
        self: &Arc<Self>,
        kid: Option<&str>,
        state: &State,
        freshness: Freshness,
        now: i64,
    ) -> Result<Arc<VerifyingKey>, VerifyError> {
        if let Some(error) = self.failed_lately(state, now) {
            return Err(error);
        }
        if freshness != Freshness::Gone && self.missed_lately(state, now) {
            return Err(mismatch(kid));
        }
        self.refresh(state.generation).await?;
        if let Some(key) = self.state().find(kid) {
            return Ok(key);
        }
        let missed_ms = self.clock.now_ms();
        self.update(|state| state.last_miss_ms = Some(missed_ms));
        Err(mismatch(kid))
    }

    fn missed_lately(&self, state: &State, now: i64) -> bool {
        state
            .last_miss_ms
            .is_some_and(|at| self.policy.within_minimum_interval(now - at))
    }

    fn failed_lately(&self, state: &State, now: i64) -> Option<VerifyError> {
        let (at, error) = state.last_failure.as_ref()?;
        self.policy
            .within_failure_interval(now - at)
            .then(|| error.clone())
    }

    fn freshness(&self, state: &State, now: i64) -> Freshness {
        state.keys.as_ref().map_or(Freshness::Gone, |set| {
            self.policy.freshness(now - set.fetched_ms)
        })
    }

    fn refresh_behind(self: &Arc<Self>, state: &State, now: i64) {
        // Somebody is at it already.
        if self.flight.try_lock().is_err() || self.failed_lately(state, now).is_some() {
            return;
        }
        let (jwks, generation) = (Arc::clone(self), state.generation);
        tokio::spawn(async move {
            if let Err(error) = jwks.fetch_once(generation).await {
                tracing::warn!(%error, "refreshing the signing keys failed");
            }
        });
    }

    /// One fetch for all who wait. It runs in a task of its own: a client that goes away does not
    /// take it along.
    async fn refresh(self: &Arc<Self>, seen_generation: u64) -> Result<(), VerifyError> {
        let jwks = Arc::clone(self);
        tokio::spawn(async move { jwks.fetch_once(seen_generation).await })
            .await
            .unwrap_or_else(|error| Err(VerifyError::Unexpected(error.to_string())))
    }

    async fn fetch_once(&self, seen_generation: u64) -> Result<(), VerifyError> {
        let _flight = self.flight.lock().await;
        let state = self.state();
        if state.generation != seen_generation {
            return state.last_failure.map_or(Ok(()), |(_, error)| Err(error));
        }
        self.fetches.fetch_add(1, Ordering::Relaxed);
        let fetched = self.fetcher.fetch(&self.policy).await;
        let fetched_ms = self.clock.now_ms();
        self.update(|state| {
            state.generation += 1;
            match fetched {
                Ok(by_kid) => {
                    state.keys = Some(Arc::new(KeySet { by_kid, fetched_ms }));
                    state.last_failure = None;
                    Ok(())
                }
                Err(error) => {
                    state.last_failure = Some((fetched_ms, error.clone()));
                    Err(error)
                }
            }
        })
    }

    fn state(&self) -> State {
        self.state
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn update<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.write().unwrap_or_else(PoisonError::into_inner))
    }
}

impl State {
    fn find(&self, kid: Option<&str>) -> Option<Arc<VerifyingKey>> {
        self.keys.as_ref()?.by_kid.get(kid?).cloned()
    }
}

fn mismatch(kid: Option<&str>) -> VerifyError {
    let kid = kid.unwrap_or("none");
    TokenError::new(
        TokenReason::JwkKidMismatch,
        format!("The instance has no signing key with the JWT's kid ({kid:.80})."),
    )
    .into()
}
