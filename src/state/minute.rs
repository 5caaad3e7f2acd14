use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use moka::sync::Cache;

/// How many keys are told apart at once.
const KEYS: u64 = 10_000;
const MINUTE: Duration = Duration::from_secs(60);

/// Counts what happens within a minute, by key; a key's minute begins with its first. Cheap to clone.
#[derive(Clone)]
pub struct Minute {
    counts: Cache<String, Arc<AtomicU32>>,
}

impl Minute {
    /// Counts one more, and says how many that makes.
    #[must_use]
    pub fn count(&self, key: String) -> u32 {
        self.counts
            .get_with(key, Arc::default)
            .fetch_add(1, Ordering::Relaxed)
            .saturating_add(1)
    }
}

impl Default for Minute {
    fn default() -> Self {
        let counts = Cache::builder()
            .max_capacity(KEYS)
            .time_to_live(MINUTE)
            .build();
        Self { counts }
    }
}

impl fmt::Debug for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Minute")
    }
}
