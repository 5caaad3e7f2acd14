//! Counters for dashboards.

use std::sync::atomic::{AtomicU64, Ordering};

/// How often certain things have happened since the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Fetches of the signing keys, retries not counted.
    pub key_fetches: u64,
    /// Tokens whose signature was verified.
    pub tokens_verified: u64,
    /// Tokens that were found in the cache.
    pub tokens_cached: u64,
    /// Tokens without `azp` that were accepted.
    pub azp_missing_accepted: u64,
    /// Tokens without `azp` that were refused.
    pub azp_missing_refused: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Counters {
    verified: AtomicU64,
    cached: AtomicU64,
    azp_accepted: AtomicU64,
    azp_refused: AtomicU64,
}

impl Counters {
    pub(crate) fn verified(&self) {
        self.verified.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn cached(&self) {
        self.cached.fetch_add(1, Ordering::Relaxed);
    }

    /// Answers whether this is the first token without `azp` that is accepted.
    pub(crate) fn azp_missing_accepted(&self) -> bool {
        self.azp_accepted.fetch_add(1, Ordering::Relaxed) == 0
    }

    pub(crate) fn azp_missing_refused(&self) {
        self.azp_refused.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn read(&self, key_fetches: u64) -> Stats {
        Stats {
            key_fetches,
            tokens_verified: self.verified.load(Ordering::Relaxed),
            tokens_cached: self.cached.load(Ordering::Relaxed),
            azp_missing_accepted: self.azp_accepted.load(Ordering::Relaxed),
            azp_missing_refused: self.azp_refused.load(Ordering::Relaxed),
        }
    }
}
