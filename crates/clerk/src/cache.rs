//! Tokens that were verified before: bounded, keyed by their SHA-256, gone when they expire.

use std::fmt;
use std::time::{Duration, Instant};

use aws_lc_rs::digest::{SHA256, digest};
use moka::Expiry;
use moka::sync::Cache;

use crate::jwt::Verified;

type Key = [u8; 32];

#[derive(Debug, Clone)]
struct Entry {
    verified: Verified,
    time_to_live: Duration,
}

/// Drops an entry when its token expires.
struct AtExpiry;

impl Expiry<Key, Entry> for AtExpiry {
    fn expire_after_create(&self, _: &Key, entry: &Entry, _: Instant) -> Option<Duration> {
        Some(entry.time_to_live)
    }
}

/// Whoever holds a token that is in here still has to check its time window.
#[derive(Clone)]
pub(crate) struct TokenCache(Cache<Key, Entry>);

impl TokenCache {
    /// `None` for a capacity of zero: no cache.
    pub(crate) fn new(capacity: u64) -> Option<Self> {
        (capacity > 0).then(|| {
            Self(
                Cache::builder()
                    .max_capacity(capacity)
                    .expire_after(AtExpiry)
                    .support_invalidation_closures()
                    .build(),
            )
        })
    }

    /// The token itself is never kept, so that a dump of memory yields none.
    pub(crate) fn key(token: &str) -> Key {
        let mut key = [0; 32];
        for (slot, byte) in key
            .iter_mut()
            .zip(digest(&SHA256, token.as_bytes()).as_ref())
        {
            *slot = *byte;
        }
        key
    }

    pub(crate) fn get(&self, key: &Key) -> Option<Verified> {
        self.0.get(key).map(|entry| entry.verified)
    }

    pub(crate) fn insert(&self, key: Key, verified: Verified, remaining_ms: f64) {
        let Ok(time_to_live) = Duration::try_from_secs_f64(remaining_ms / 1000.0) else {
            return;
        };
        self.0.insert(
            key,
            Entry {
                verified,
                time_to_live: time_to_live.min(LONGEST),
            },
        );
    }

    pub(crate) fn forget_session(&self, session_id: &str) {
        let session_id = session_id.to_owned();
        self.forget_if(move |verified| verified.claims.sid.as_deref() == Some(session_id.as_str()));
    }

    pub(crate) fn forget_user(&self, user_id: &str) {
        let user_id = user_id.to_owned();
        self.forget_if(move |verified| verified.claims.sub == user_id);
    }

    pub(crate) fn forget_all(&self) {
        self.0.invalidate_all();
    }

    fn forget_if(&self, matches: impl Fn(&Verified) -> bool + Send + Sync + 'static) {
        let forgotten = self
            .0
            .invalidate_entries_if(move |_, entry| matches(&entry.verified));
        // Fails only when closures are not enabled; then nothing must be served any more.
        if forgotten.is_err() {
            self.0.invalidate_all();
        }
    }
}

/// Session tokens live for a minute; a token that claims years is not kept that long.
const LONGEST: Duration = Duration::from_secs(60 * 60);

impl fmt::Debug for TokenCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenCache")
    }
}
